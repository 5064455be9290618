// The rings of the opening view, drawn before the map itself has come, which then stands in their place. The page waits
// for this script with its first painting, so that it is laid out once, rings and all.

import { readOpening } from "./map/opening.js";
import { drawn, ringRadius } from "./map/symbols.js";
import { viewOf } from "./map/view.js";

const host = document.querySelector("place-map");
const opening = readOpening(document.getElementById("opening"));

/** Nobody can press these for the moment that they stand, so that only who sees is shown them. */
function draw({ box, kinds, items }) {
  const place = document.createElement("div");
  place.className = "map-place map-first";
  place.setAttribute("aria-hidden", "true");
  host.replaceChildren(place);
  const { zoom, at } = viewOf(box, place.clientWidth, place.clientHeight);
  place.innerHTML = items(zoom).map((item) => pin(item, kinds, at(item))).join("");
  for (const pinned of place.children) pinned.style.cssText = pinned.dataset.at; // the policy refuses style attributes
}

function pin(item, kinds, { x, y }) {
  const { html, size } = drawn(item, kinds);
  return `<span class="pin" data-at="width:${size}px;height:${size}px;left:${x - size / 2}px;top:${y - size / 2}px">${html}</span>`;
}

/** Fetch the map's script beside its style sheet, and begin once the sheet is there. */
async function beginMap({ script, style }) {
  linked("modulepreload", script);
  await new Promise((done) => Object.assign(linked("stylesheet", style), { onload: done, onerror: done }));
  import(script);
}

function linked(rel, href) {
  return document.head.appendChild(Object.assign(document.createElement("link"), { rel, href }));
}

draw(opening);
// The map takes the processor for a while: it comes once the rings have been painted.
requestAnimationFrame(() => setTimeout(() => beginMap(host.dataset)));
