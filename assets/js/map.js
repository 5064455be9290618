// <place-map>: the map of places, whose list and key stand beside it in the page.

import L from "leaflet";
import { Key, parted } from "./map/key.js";
import { readOpening } from "./map/opening.js";
import { drawOutlines } from "./map/outlines.js";
import { drawn, ringLabel } from "./map/symbols.js";
import { CLOSEST_AT_OPENING, FURTHEST, LIMITS, PADDING } from "./map/view.js";

const ENGLAND = [[49.9, -6.4], [55.8, 1.8]];
const SAY_AFTER = 700;

class PlaceMap extends HTMLElement {
  async connectedCallback() {
    this.replaceChildren();
    this.markers = new Map();
    this.questions = new Map();
    const suffix = this.dataset.for ? `?${this.dataset.for}` : "";
    this.makeMap();
    this.showOpening(readOpening(document.getElementById("opening")));
    const places = fetch(`/map/places.bin${suffix}`);
    this.makeWorker();
    const outlines = drawOutlines(this.map, this.dataset.outlines);
    await this.load(await places, `/map/names.txt${suffix}`);
    await this.filter(new URLSearchParams(this.dataset.query));
    this.fit();
    this.map.on("moveend", () => this.show());
    await this.show();
    const form = document.getElementById("key-form");
    if (form) this.key = new Key(form, (asked, signal) => this.change(asked, signal));
    this.dataset.ready = "yes";
    this.note(await outlines);
  }

  makeMap() {
    const place = this.appendChild(document.createElement("div"));
    place.className = "map-place";
    this.status = this.appendChild(document.createElement("p"));
    this.status.className = "sr";
    this.status.setAttribute("role", "status");
    const still = document.documentElement.dataset.motion === "still" || matchMedia("(prefers-reduced-motion)").matches;
    this.map = L.map(place, {
      zoomControl: false, attributionControl: false, minZoom: FURTHEST, maxZoom: 17, maxBounds: LIMITS,
      zoomAnimation: !still, fadeAnimation: false, markerZoomAnimation: false, inertia: !still,
    }).fitBounds(ENGLAND);
    L.control.zoom({ position: "topright", zoomInTitle: "Come closer", zoomOutTitle: "Go further away" }).addTo(this.map);
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", "Map of places. Arrow keys move it, plus and minus bring it closer or further away. The same places are in the list.");
    if (this.dataset.tiles) L.tileLayer(this.dataset.tiles).addTo(this.map);
  }

  /** Show the rings that came with the page, at once; `show` takes them away again. */
  showOpening(opening) {
    if (!opening) return;
    this.header = this.found = opening;
    this.fit();
    this.place(opening.items(this.map.getZoom()));
  }

  makeWorker() {
    this.worker = new Worker(this.dataset.worker, { type: "module" });
    this.worker.addEventListener("message", ({ data }) => {
      if (data.event === "names") return this.show();
      this.questions.get(data.number)(data.answer);
      this.questions.delete(data.number);
    });
  }

  ask(ask, given, transfer = []) {
    return new Promise((resolve) => {
      const number = (this.last = (this.last ?? 0) + 1);
      this.questions.set(number, resolve);
      this.worker.postMessage({ number, ask, given }, transfer);
    });
  }

  async load(response, namesFrom) {
    this.digest = response.headers.get("ETag")?.replace(/^W\/|"/g, "");
    const buffer = await response.arrayBuffer();
    this.header = await this.ask("load", { buffer, namesFrom }, [buffer]);
  }

  async filter(asked, signal) {
    const { given, server } = parted(asked);
    if (server) given.bits = await this.bits(server, signal);
    this.found = await this.ask("filter", given);
  }

  /** Ask the server which places match; where it has others by now, the page is out of date and loads again. */
  async bits(server, signal) {
    if (this.dataset.for) server.set(this.dataset.for, "");
    const response = await fetch(`/map/matches.bin?${server}`, { signal });
    if (response.headers.get("Maypole-Payload") !== this.digest) location.reload();
    return new Uint8Array(await response.arrayBuffer());
  }

  async change(asked, signal) {
    await this.filter(asked, signal);
    if (asked.has("near") || asked.has("area") || asked.has("partnership")) this.fit();
    await this.show();
    this.dataset.filtered = String(asked);
  }

  fit() {
    if (!this.found.box) return;
    const [west, south, east, north] = this.found.box;
    this.map.fitBounds([[south, west], [north, east]], { padding: [PADDING, PADDING], maxZoom: CLOSEST_AT_OPENING, animate: false });
  }

  async show() {
    const bounds = this.map.getBounds().pad(0.15);
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const items = await this.ask("view", { box, zoom: Math.round(this.map.getZoom()) });
    this.place(items);
    this.say(items);
  }

  place(items) {
    const wanted = new Map(items.map((item) => [keyOf(item), item]));
    const hadFocus = this.contains(document.activeElement) && document.activeElement.classList.contains("pin");
    for (const [key, marker] of this.markers) {
      if (wanted.has(key)) continue;
      marker.remove();
      this.markers.delete(key);
    }
    for (const [key, item] of wanted) if (!this.markers.has(key)) this.markers.set(key, this.mark(item));
    if (hadFocus && !this.contains(document.activeElement)) this.map.getContainer().focus();
  }

  mark(item) {
    const { kinds } = this.header;
    const { html, size } = drawn(item, kinds);
    const icon = L.divIcon({ html, className: "pin", iconSize: [size, size] });
    const marker = L.marker([item.latitude, item.longitude], { icon, riseOnHover: true }).addTo(this.map);
    const element = marker.getElement();
    element.setAttribute("aria-label", item.cluster === undefined
      ? `${item.name || "A place"}, ${kinds[item.kind].title}` : ringLabel(item.count, item.kinds, kinds));
    if (item.name) element.title = item.name;
    const press = () => (item.cluster === undefined ? this.choose(item, element) : this.open(item));
    marker.on("click", press);
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      press();
    });
    return marker;
  }

  async open(item) {
    if (item.cluster === null) return this.map.setView([item.latitude, item.longitude], this.map.getZoom() + 2);
    const { zoom, places } = await this.ask("open", { cluster: item.cluster });
    if (zoom) this.map.setView([item.latitude, item.longitude], Math.max(zoom, this.map.getZoom() + 1));
    else this.choose(places[0], this.map.getContainer(), places);
  }

  /** Show the chosen place under the map and go there; closing it goes back to its symbol. */
  async choose(item, from, others = []) {
    const answer = await fetch(`/map/places/${item.place}/`, { headers: { Accept: "text/html+fragment" } });
    const panel = document.getElementById("chosen");
    panel.innerHTML = await answer.text();
    panel.append(...this.othersHere(others.filter(({ place }) => place !== item.place), from, others));
    panel.dataset.c = this.header.kinds[item.kind].ribbon;
    panel.hidden = false;
    this.querySelector(".is-chosen")?.classList.remove("is-chosen");
    if (from.classList.contains("pin")) from.classList.add("is-chosen");
    const close = () => {
      panel.hidden = true;
      from.classList.remove("is-chosen");
      from.focus();
    };
    panel.querySelector("[data-close]").addEventListener("click", close);
    panel.onkeydown = (event) => event.key === "Escape" && close();
    panel.querySelector("h2").focus();
  }

  /** Several places share one point: each of the others is a button under the one that is shown. */
  othersHere(rest, from, all) {
    return rest.map((other) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn second small";
      button.textContent = other.name;
      button.addEventListener("click", () => this.choose(other, from, all));
      return button;
    });
  }

  say(items) {
    clearTimeout(this.saying);
    this.saying = setTimeout(() => {
      const rings = items.filter((item) => item.cluster !== undefined).length;
      this.status.textContent = `In view: ${rings} rings and ${items.length - rings} single places.`;
    }, SAY_AFTER);
  }

  note({ isApproximate, source }) {
    const note = document.getElementById("map-note");
    if (note) note.textContent = isApproximate ? " Outlines are approximate: they are made from postcodes." : source ? ` Outlines: ${source}.` : "";
  }
}

const keyOf = (item) => (item.cluster === undefined
  ? `place ${item.place} ${Boolean(item.name)}` : `ring ${item.longitude} ${item.latitude} ${item.count} ${item.kinds}`);

customElements.define("place-map", PlaceMap);
