// The base map: outlines of districts, with their names when one is near enough to read them.

import L from "leaflet";

const NAMES_FROM = 9;

export async function drawOutlines(map, address) {
  const said = await (await fetch(address)).json();
  map.createPane("names").classList.add("names");
  for (const area of said.areas) drawArea(map, area, said.stepsADegree);
  const toggle = () => map.getContainer().classList.toggle("is-near", map.getZoom() >= NAMES_FROM);
  map.on("zoomend", toggle);
  toggle();
  return said;
}

function drawArea(map, area, stepsADegree) {
  const rings = area.rings.map((steps) => [corners(steps, stepsADegree)]);
  L.polygon(rings, { className: "land", interactive: false }).addTo(map);
  if (area.at[0] === null) return;
  L.tooltip({ permanent: true, direction: "center", pane: "names", className: "area-name" })
    .setLatLng([area.at[1], area.at[0]]).setContent(document.createTextNode(area.name)).addTo(map);
}

function corners(steps, stepsADegree) {
  const found = [];
  let east = 0;
  let north = 0;
  for (let n = 0; n < steps.length; n += 2) {
    east += steps[n];
    north += steps[n + 1];
    found.push([north / stepsADegree, east / stepsADegree]);
  }
  return found;
}
