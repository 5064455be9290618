// The rings that the page brings with it, which stand on the map until the places have come.

import { apart } from "./apart.js";

/** Return the box and kinds of the opening view and, by zoom, what stands in it; nothing where something was asked for. */
export function readOpening(element) {
  if (!element) return null;
  const { box, kinds, zooms } = JSON.parse(element.textContent);
  return { box, kinds, items: (zoom) => apart((zooms[zoom] ?? []).map(itemOf), zoom) };
}

/** A ring has no number yet by which the worker would open it, so that `cluster` is null. */
function itemOf([longitude, latitude, what, place, name]) {
  if (place !== undefined) return { longitude, latitude, kind: what, place, name };
  return { longitude, latitude, cluster: null, count: what.reduce((sum, number) => sum + number), kinds: what };
}
