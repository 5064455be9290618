import "./auto-save.js";

// What every page gains where there is script; each of these works without it.

// The summary of what is amiss takes focus when the page comes back, also where `autofocus` is not honoured.
document.querySelector(".errors[autofocus]")?.focus();

// A form that changes something is sent once.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  // The page that comes back is not to begin where this one was entered: its summary of what is amiss takes the focus.
  if (!form.getAttribute("action")) form.action = location.pathname + location.search;
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
