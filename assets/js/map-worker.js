// Filters and clusters the places beside the page, so that the page never waits.

import Supercluster from "supercluster";
import { apart } from "./map/apart.js";
import { TILE } from "./map/view.js";
import { decode } from "./map/payload.js";

// maypole/atlas/queries/opening.py makes the rings of the opening view with the same numbers.
const RADIUS = 74;
const CLOSEST = 14;
const FURTHEST = 5;

let data;
let names = [];
let index;

function load({ buffer, namesFrom }) {
  data = decode(buffer);
  readNames(namesFrom);
  return { kinds: data.kinds };
}

async function readNames(from) {
  names = (await (await fetch(from)).text()).split("\n");
  postMessage({ event: "names" });
}

const bitsOf = (chosen, order) => chosen.reduce((sum, value) => sum | (1 << order.indexOf(value)), 0);

/** Keep what passes the ticks of the key and the bits that the server sent for words, distance and area. */
function filter({ kind, ks, artform, level, offers, bits }) {
  const { columns } = data;
  const kinds = new Set(kind.map((slug) => data.kinds.findIndex((each) => each.slug === slug)));
  const levels = new Set(level.map((slug) => 1 + data.levels.findIndex((each) => each.slug === slug)));
  const stages = bitsOf(ks, data.ks);
  const forms = bitsOf(artform, data.artforms);
  const points = [];
  const box = [180, 90, -180, -90];
  for (let n = 0; n < data.count; n += 1) {
    if (bits && !(bits[n >> 3] & (1 << (n & 7)))) continue;
    if (kinds.size && !kinds.has(columns.kind[n])) continue;
    if (levels.size && !levels.has(columns.level[n])) continue;
    if (stages && !(columns.ks[n] & stages)) continue;
    if (forms && !(columns.artform[n] & forms)) continue;
    if (offers && !columns.offers[n]) continue;
    const at = [columns.longitude[n], columns.latitude[n]];
    points.push({ type: "Feature", geometry: { type: "Point", coordinates: at }, properties: { n, kind: columns.kind[n] } });
    stretch(box, at);
  }
  index = new Supercluster({ radius: RADIUS, extent: TILE, minZoom: FURTHEST, maxZoom: CLOSEST, map: countsOfOne, reduce: addCounts }).load(points);
  return { shown: points.length, box: points.length ? box : null };
}

function stretch(box, [east, north]) {
  if (east < box[0]) box[0] = east;
  if (north < box[1]) box[1] = north;
  if (east > box[2]) box[2] = east;
  if (north > box[3]) box[3] = north;
}

// Counts are plain numbers, because supercluster copies them with the cluster and would share an array.
function countsOfOne({ kind }) {
  return { k0: 0, k1: 0, k2: 0, k3: 0, k4: 0, k5: 0, [`k${kind}`]: 1 };
}

function addCounts(sum, other) {
  sum.k0 += other.k0;
  sum.k1 += other.k1;
  sum.k2 += other.k2;
  sum.k3 += other.k3;
  sum.k4 += other.k4;
  sum.k5 += other.k5;
}

const countsIn = ({ k0, k1, k2, k3, k4, k5 }) => [k0, k1, k2, k3, k4, k5];

function view({ box, zoom }) {
  if (!index) return [];
  const items = index.getClusters(box, zoom).map(({ id, geometry, properties }) => {
    const [longitude, latitude] = geometry.coordinates;
    const { n, kind } = properties;
    const count = properties.point_count;
    if (count) return { longitude, latitude, cluster: id, count, kinds: countsIn(properties) };
    return { longitude, latitude, kind, place: data.columns.id[n], name: names[n] ?? "" };
  });
  return zoom > CLOSEST ? items : apart(items, zoom);
}

/** Return how near one has to come for a ring to open, and what lies in one that never does. */
function open({ cluster }) {
  const zoom = index.getClusterExpansionZoom(cluster);
  if (zoom <= CLOSEST) return { zoom };
  const leaves = index.getLeaves(cluster, 40);
  return { places: leaves.map(({ properties: { n, kind } }) => ({ kind, place: data.columns.id[n], name: names[n] ?? "" })) };
}

const WORK = { load, filter, view, open };

addEventListener("message", async ({ data: { number, ask, given } }) => {
  postMessage({ number, answer: await WORK[ask](given) });
});
