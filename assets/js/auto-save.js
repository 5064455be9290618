// Saves an answer when one leaves its field. Without script the form's own button does the same.

const AGAIN_MS = 5000;

class AutoSave extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.status = this.querySelector("[data-saved]");
    this.seen = JSON.parse(this.form.elements.seen?.value || "{}");
    this.waiting = new Map();
    this.form.addEventListener("change", ({ target }) => this.changed(target));
    addEventListener("online", () => this.send());
  }

  changed(field) {
    if (!/^(project|line|pupils|why)-/.test(field.name)) return;
    this.waiting.set(field.name, field.value);
    this.send();
  }

  async send() {
    if (this.busy || !this.waiting.size) return;
    this.busy = true;
    const batch = new Map(this.waiting);
    this.waiting.clear();
    try {
      await this.post(batch);
    } catch {
      for (const [name, value] of batch) if (!this.waiting.has(name)) this.waiting.set(name, value);
      this.tell("Not saved yet: there is no connection. What you typed is kept here.");
      setTimeout(() => this.send(), AGAIN_MS);
    }
    this.busy = false;
    if (this.waiting.size && navigator.onLine && !this.lost) this.send();
  }

  async post(batch) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    body.set("seen", JSON.stringify(this.seen));
    for (const [name, value] of batch) body.set(name, value);
    this.lost = true;
    const answer = await fetch(this.dataset.url, { method: "POST", body });
    const { saved_at: at, errors = {}, words = {}, closed } = await answer.json();
    this.lost = false;
    if (closed) { this.tell(`Not saved. ${closed}`); return; }
    for (const [name, value] of batch) if (!errors[name]) this.remember(name, words[name] ?? value);
    const wrong = Object.entries(errors);
    for (const [name, words] of wrong) this.mark(name, words);
    this.tell(wrong.length ? `Not saved: ${wrong[0][1]}` : `Saved at ${at}`);
  }

  remember(name, value) {
    this.seen[name] = value;
    this.form.elements.seen.value = JSON.stringify(this.seen);
    this.form.elements[name]?.removeAttribute("aria-invalid");
  }

  mark(name) {
    this.form.elements[name]?.setAttribute("aria-invalid", "true");
  }

  tell(words) {
    this.status.textContent = words;
  }
}

customElements.define("auto-save", AutoSave);
