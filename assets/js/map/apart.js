// Rings are as large as what they hold, so that near ones would overlap.

import { ringRadius } from "./symbols.js";
import { TILE } from "./view.js";

/** Let the larger ring take in what it would cover, so that nothing lies under something else. */
export function apart(items, zoom) {
  const world = TILE * 2 ** zoom;
  const kept = [];
  for (const item of items.sort((one, other) => (other.count ?? 1) - (one.count ?? 1))) {
    const x = (item.longitude / 360) * world;
    const y = (Math.asinh(Math.tan((item.latitude * Math.PI) / 180)) / (2 * Math.PI)) * world;
    const over = kept.find((ring) => ring.item.cluster !== undefined
      && Math.hypot(ring.x - x, ring.y - y) < 0.9 * (ringRadius(ring.item.count) + ringRadius(item.count ?? 1)));
    if (over) takeIn(over.item, item);
    else kept.push({ x, y, item });
  }
  return kept.map(({ item }) => item);
}

function takeIn(ring, item) {
  ring.count += item.count ?? 1;
  if (item.kinds) item.kinds.forEach((number, kind) => { ring.kinds[kind] += number; });
  else ring.kinds[item.kind] += 1;
}
