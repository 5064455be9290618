// What part of the world the map opens on: told to Leaflet, and reckoned just as it does where Leaflet has not come yet.

export const TILE = 256; // Leaflet counts zooms in tiles of 256 pixels
export const PADDING = 28;
export const CLOSEST_AT_OPENING = 14;
export const FURTHEST = 5;
export const LIMITS = [[48, -11], [62, 5]];

/** Return a point in pixels of the world at a zoom. */
export function project(latitude, longitude, zoom) {
  const sine = Math.sin((latitude * Math.PI) / 180);
  const scale = TILE * 2 ** zoom;
  return { x: scale * (longitude / 360 + 0.5), y: scale * (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) };
}

/** Return the zoom at which a box fits a map of this size, and where an item then stands in it. */
export function viewOf([west, south, east, north], width, height) {
  const [low, high] = [project(south, west, 0), project(north, east, 0)];
  const fits = Math.min((width - 2 * PADDING) / (high.x - low.x), (height - 2 * PADDING) / (low.y - high.y));
  const zoom = Math.max(FURTHEST, Math.min(CLOSEST_AT_OPENING, Math.floor(Math.log2(fits) + 1e-9)));
  const [from, to] = [project(south, west, zoom), project(north, east, zoom)];
  const left = Math.round(kept((from.x + to.x) / 2, width, "x", zoom) - width / 2);
  const top = Math.round(kept((from.y + to.y) / 2, height, "y", zoom) - height / 2);
  const at = ({ latitude, longitude }) => {
    const { x, y } = project(latitude, longitude, zoom);
    return { x: Math.round(x) - left, y: Math.round(y) - top };
  };
  return { zoom, at };
}

/** Move the middle so that the map shows no more beyond its limits than it has to. */
function kept(middle, size, axis, zoom) {
  const [[south, west], [north, east]] = LIMITS;
  const before = project(north, west, zoom)[axis] - (middle - size / 2);
  const after = middle + size / 2 - project(south, east, zoom)[axis];
  const moved = before + after > 0 ? Math.round(before - after) / 2 : Math.max(0, Math.ceil(before)) - Math.max(0, Math.floor(after));
  return Math.abs(moved) <= 1 ? middle : middle + moved;
}
