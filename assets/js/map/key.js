// The key is the filter: a change of it asks the map and the list for the same places, with no reload.

const SERVER_ASKED = ["q", "near", "area", "partnership"];
const SWAPPED = ["count", "list", "downloads", "embed"];
const NARROW = matchMedia("(max-width: 59.99rem)");

export class Key {
  constructor(form, onChange) {
    this.form = form;
    this.onChange = onChange;
    form.addEventListener("change", () => this.apply());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.apply();
      this.fold();
      document.getElementById("count").scrollIntoView({ block: "nearest" });
    });
    this.makeSheet(form.closest("details"));
  }

  /** On a narrow screen the key is a sheet over the page; Escape puts it away. */
  makeSheet(details) {
    this.details = details;
    const fit = () => {
      details.classList.toggle("sheet", NARROW.matches);
      details.open = !NARROW.matches;
    };
    fit();
    NARROW.addEventListener("change", fit);
    details.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && details.classList.contains("sheet")) this.fold();
    });
  }

  fold() {
    if (!this.details.classList.contains("sheet")) return;
    this.details.open = false;
    this.details.querySelector("summary").focus();
  }

  /** Return what the form asks, without what is empty, and without the six kinds where all or none are ticked. */
  asked() {
    const asked = new URLSearchParams([...new FormData(this.form)].filter(([, value]) => value));
    const boxes = [...this.form.elements.kind];
    if (!asked.has("kind")) boxes.forEach((box) => { box.checked = true; });
    if (asked.getAll("kind").length === boxes.length) asked.delete("kind");
    if (!asked.has("near")) asked.delete("km");
    return asked;
  }

  async apply() {
    this.stop?.abort();
    this.stop = new AbortController();
    const { signal } = this.stop;
    const asked = this.asked();
    const address = `${location.pathname}?${asked}`;
    history.replaceState(null, "", address);
    try {
      await Promise.all([this.onChange(asked, signal), this.swap(address, signal)]);
    } catch (error) {
      if (error.name !== "AbortError") location.assign(address);
    }
  }

  /** Put in what the same address shows to whoever has no script: the one list that there is. */
  async swap(address, signal) {
    const page = new DOMParser().parseFromString(await (await fetch(address, { signal })).text(), "text/html");
    for (const id of SWAPPED) {
      const here = document.getElementById(id);
      const there = page.getElementById(id);
      if (here && there) here.replaceChildren(...there.childNodes);
    }
    for (const count of this.form.querySelectorAll("[data-count]")) {
      count.textContent = page.querySelector(`[data-count="${count.dataset.count}"]`)?.textContent ?? "0";
    }
    const near = this.form.elements.near.closest(".f");
    near.classList.toggle("bad", Boolean(page.getElementById("near-why")));
    near.querySelector(".why")?.remove();
    const why = page.getElementById("near-why");
    if (why) near.querySelector("input").before(why);
  }
}

/** Return what the worker filters by itself, and what the server has to be asked. */
export function parted(asked) {
  const given = Object.fromEntries(["kind", "ks", "artform", "level"].map((name) => [name, asked.getAll(name)]));
  given.offers = asked.has("offers");
  const server = new URLSearchParams([...asked].filter(([name]) => SERVER_ASKED.includes(name) || name === "km"));
  return { given, server: SERVER_ASKED.some((name) => server.has(name)) ? server : null };
}
