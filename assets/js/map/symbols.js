// What stands on the map: a symbol for one place, a ring for several.

const PAPER_EDGE = 'stroke="var(--paper)" stroke-width="3" paint-order="stroke"';

const PIN = 30;

/** Return the drawing of what stands at one point, and its size in pixels. */
export function drawn(item, kinds) {
  if (item.cluster === undefined) return { html: symbol(kinds[item.kind]), size: PIN };
  return { html: ring(item.count, item.kinds, kinds), size: 2 * ringRadius(item.count) + 2 };
}

function symbol(kind) {
  return `<svg viewBox="-2 -2 28 28" aria-hidden="true"><use href="#k-${kind.slug}" fill="var(--${kind.ribbon})" ${PAPER_EDGE}/></svg>`;
}

/** A ring seen from above the pole: each kind has its share of the round, the number stands inside. */
function ring(count, counts, kinds) {
  const radius = ringRadius(count);
  const middle = radius * 0.77;
  const gap = 0.06;
  let angle = -Math.PI / 2;
  let ribbons = "";
  const present = counts.filter(Boolean).length;
  counts.forEach((number, kind) => {
    if (!number) return;
    const share = (number / count) * 2 * Math.PI;
    const colour = `stroke="var(--${kinds[kind].ribbon})"`;
    ribbons += present === 1
      ? `<circle r="${middle}" fill="none" ${colour} stroke-width="${radius * 0.33}"/>`
      : arc(middle, angle + gap / 2, angle + Math.max(share - gap / 2, gap), colour, radius * 0.33);
    angle += share;
  });
  const size = radius + 1;
  return `<svg viewBox="${-size} ${-size} ${2 * size} ${2 * size}" aria-hidden="true">
    <circle r="${radius}" fill="var(--paper)" stroke="var(--ink)" stroke-width="1.6"/>${ribbons}
    <text y="0.35em" text-anchor="middle">${shortened(count)}</text></svg>`;
}

export const ringRadius = (count) => 16 + 5.4 * Math.log10(count);

function arc(radius, from, to, colour, width) {
  const [x1, y1, x2, y2] = [Math.cos(from), Math.sin(from), Math.cos(to), Math.sin(to)].map((part) => (part * radius).toFixed(2));
  const isLong = to - from > Math.PI ? 1 : 0;
  return `<path fill="none" ${colour} stroke-width="${width.toFixed(1)}" d="M${x1} ${y1}A${radius} ${radius} 0 ${isLong} 1 ${x2} ${y2}"/>`;
}

const shortened = (count) => (count < 10_000 ? count.toLocaleString("en-GB") : `${Math.round(count / 1000)}k`);

/** Say what a ring holds, for who does not see it. */
export function ringLabel(count, counts, kinds) {
  const parts = counts.map((number, kind) => [number, kinds[kind].title]).filter(([number]) => number);
  const said = parts.map(([number, title]) => `${title}: ${number}`).join(", ");
  return `${count} places. ${said}. Press to come closer.`;
}
