"""Draw the figures of the methods pages with the library itself: python docs/methods/draw.py."""

from __future__ import annotations

import pathlib
from collections.abc import Sequence

import numpy as np

from maypole.evidence.access import Gaussian, Gravity, Step, count, fca, nearest, pairs, raam
from maypole.evidence.disclosure import WITHHELD, Table, build, flat, protect, round_to, sums_of
from maypole.evidence.effects import change, pool
from maypole.evidence.equity import atkinson, bootstrap, concentration_index, gini, palma, sii, theil
from maypole.evidence.hotspots import local_moran, plain_rule
from maypole.evidence.hubs import form_hubs
from maypole.evidence.matching import match_best, match_stable
from maypole.evidence.opinion import opinion_groups
from maypole.evidence.siting import Conditions, center, cover_all, cover_most, median

FOLDER = pathlib.Path(__file__).parent / "figures"
INK, PAPER, MARKED, CLOTH = "#15241c", "#fffdf6", "#ffe3de", "#a3b7ff"
COLOURS = ("#27772f", "#c4212b", "#a8257f", "#9a5800", "#3350c4", "#00717f")
WIDE, HIGH, EDGE = 480, 300, 40
# A mark of the second colour is ringed as well: nothing is said by colour alone.
RINGED = f' stroke="{INK}" stroke-width="2"'


def svg(title: str, description: str, parts: Sequence[str]) -> str:
    """Return a figure with its title and description."""
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" role="img" aria-labelledby="t d" '
        'font-family="sans-serif" font-size="16">',
        f'<title id="t">{title}</title>', f'<desc id="d">{description}</desc>',
        f'<rect width="{WIDE}" height="{HIGH}" fill="{PAPER}"/>',
        f'<text x="{EDGE}" y="22" fill="{INK}" font-size="15" font-weight="bold">{title}</text>',
        *parts, "</svg>\n",
    ])  # fmt: skip


def scale(values: Sequence[float] | np.ndarray, low: float, high: float, begin: float, end: float) -> np.ndarray:
    """Return positions on the page."""
    return begin + (np.asarray(values, dtype=float) - low) / ((high - low) or 1.0) * (end - begin)


def dots(
    x: np.ndarray, y: np.ndarray, colour: Sequence[int] | int = 0, size: float = 4, shape: str = "circle"
) -> list[str]:
    """Return marks at places in metres, 0 to 40 km both ways."""
    at_x, at_y = scale(x, 0, 40_000, EDGE, WIDE - EDGE), scale(y, 0, 40_000, HIGH - EDGE, EDGE)
    paint = np.broadcast_to(colour, len(at_x))
    if shape == "square":
        return [
            f'<rect x="{a - size:.1f}" y="{b - size:.1f}" width="{2 * size}" height="{2 * size}" fill="{COLOURS[c]}"/>'
            for a, b, c in zip(at_x, at_y, paint, strict=True)
        ]
    return [
        f'<circle cx="{a:.1f}" cy="{b:.1f}" r="{size}" fill="{COLOURS[c]}"{RINGED if c == 1 else ""}/>'
        for a, b, c in zip(at_x, at_y, paint, strict=True)
    ]


def line(
    x: Sequence[float] | np.ndarray,
    y: Sequence[float] | np.ndarray,
    colour: int,
    box: tuple[float, float, float, float],
) -> str:
    """Return a line; the box is least and most of x, least and most of y."""
    at_x, at_y = scale(x, box[0], box[1], EDGE, WIDE - EDGE), scale(y, box[2], box[3], HIGH - EDGE, EDGE)
    points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(at_x, at_y, strict=True))
    return f'<polyline points="{points}" fill="none" stroke="{COLOURS[colour]}" stroke-width="2"/>'


def bars(
    labels: Sequence[str], values: Sequence[float], lows: Sequence[float] = (), highs: Sequence[float] = ()
) -> list[str]:
    """Return upright bars from 0 with their figures, and intervals where given."""
    most = max([*values, *highs, 1e-9])
    least = min([*values, *lows, 0.0])
    width = (WIDE - 2 * EDGE) / len(values)
    parts = []
    for i, (label, value) in enumerate(zip(labels, values, strict=True)):
        zero, top = scale([0.0, value], least, most, HIGH - EDGE, EDGE + 10)
        x = EDGE + i * width + width * 0.15
        parts.append(
            f'<rect x="{x:.1f}" y="{min(zero, top):.1f}" width="{width * 0.7:.1f}" height="{abs(zero - top):.1f}" '
            f'fill="{CLOTH}" stroke="{INK}" stroke-width="2"/>'
        )
        middle = x + width * 0.35
        for down, words, weight in ((22, label, "bold"), (6, f"{value:.2g}", "normal")):
            parts.append(
                f'<text x="{middle:.1f}" y="{HIGH - down}" text-anchor="middle" fill="{INK}" '
                f'font-weight="{weight}">{words}</text>'
            )
        if len(lows):
            ends = scale([lows[i], highs[i]], least, most, HIGH - EDGE, EDGE + 10)
            parts.append(f'<path d="M{middle:.1f} {ends[0]:.1f}V{ends[1]:.1f}" stroke="{INK}" stroke-width="3"/>')
    return parts


def grid(rows: Sequence[Sequence[str]], marked: Sequence[tuple[int, int]] = ()) -> list[str]:
    """Return a table of short texts."""
    parts = []
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            x, y = EDGE + j * 68, EDGE + 10 + i * 36
            fill = MARKED if (i, j) in marked else PAPER
            parts.append(
                f'<rect x="{x}" y="{y}" width="66" height="34" fill="{fill}" stroke="{INK}" stroke-width="0.5"/>'
            )
            parts.append(f'<text x="{x + 33}" y="{y + 22}" text-anchor="middle" fill="{INK}">{text}</text>')
    return parts


def town(seed: int = 4) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return schools, sites, pupils and places of a made-up town 40 km across."""
    random = np.random.default_rng(seed)
    return (
        random.uniform(2000, 38_000, (60, 2)).round(), random.uniform(2000, 38_000, (9, 2)).round(),
        random.integers(50, 900, 60), random.integers(100, 900, 9),
    )  # fmt: skip


def draw_pairs() -> str:
    schools, sites, _, _ = town()
    near = count(pairs(schools, sites, 10), [10])[:, 0]
    parts = dots(*schools.T, np.minimum(near, 2)) + dots(*sites.T, 3, 6, "square")
    return svg(
        "Sites within 10 km of each school",
        "Squares are sites; schools are coloured by none, one, or more in reach.",
        parts,
    )


def draw_nearest() -> str:
    schools, sites, _, _ = town()
    index, km = nearest(schools, sites, 1)
    parts = dots(*schools.T, index[:, 0] % 6) + dots(*sites.T, 3, 6, "square")
    return svg(
        f"Each school's nearest site, {km.mean():.1f} km on average",
        "Schools take the colour of their nearest site.",
        parts,
    )


def draw_catchments() -> str:
    km = np.linspace(0, 30, 121)
    decays = (Gaussian(10.0), Gravity(1.0), Step((10, 20, 30), (1.0, 0.5, 0.2)))
    parts = [line(km, decay(km), i, (0, 30, 0, 1)) for i, decay in enumerate(decays)]
    schools, sites, pupils, places = town()
    access = fca(pairs(schools, sites, 30), pupils, places, decay=decays[0])
    parts.append(f'<text x="150" y="60" fill="{INK}">gaussian, gravity, step</text>')
    return svg(
        f"Three decays; access from {access.min():.3f} to {access.max():.3f}", "Weight of a site by km, 0 to 30.", parts
    )


def draw_rational() -> str:
    schools, sites, pupils, places = town()
    found = raam(pairs(schools, sites, 60), pupils, places, tau=15)
    shade = np.digitize(found.cost, np.quantile(found.cost, [1 / 3, 2 / 3]))
    return svg(
        f"Cost of access, gap {found.gap:.0e}",
        "Schools by third: low, middle and high cost.",
        dots(*schools.T, shade) + dots(*sites.T, 3, 6, "square"),
    )


def skewed() -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(1)
    return random.lognormal(0, 0.7, 300), random.integers(1, 11, 300)


def draw_inequality() -> str:
    values, _ = skewed()
    found = [index(values) for index in (gini, theil, atkinson)] + [palma(values)]
    names = ("Gini", "Theil", "Atkinson", "Palma")
    return svg(
        "Four indices of one spread",
        "Bars with 95 % intervals.",
        bars(names, [e.value for e in found], [e.low for e in found], [e.high for e in found]),
    )


def draw_gradient() -> str:
    values, deciles = skewed()
    served = values * (0.5 + deciles / 10)
    means = [float(served[deciles == d].mean()) for d in range(1, 11)]
    slope, index = sii(served, deciles), concentration_index(served, deciles)
    labels = [str(d) for d in range(1, 11)]
    parts = bars(labels, means)
    return svg(
        f"Slope index {slope.value:.2f}, concentration index {index.value:.2f}",
        "Mean by decile of deprivation, 1 the most deprived.",
        parts,
    )


def draw_intervals() -> str:
    values, _ = skewed()
    found, check = gini(values), bootstrap(gini, values, draws=300, seed=1)
    return svg(
        "One interval, two ways",
        "Gini with analytic and bootstrap interval.",
        bars(("analytic", "bootstrap"), [found.value, check.value], [found.low, check.low], [found.high, check.high]),
    )


def draw_moran() -> str:
    random = np.random.default_rng(3)
    places = random.uniform(0, 40_000, (400, 2))
    values = random.normal(size=400) + 3 * (np.hypot(*(places - 12_000).T) < 7000)
    return svg(
        "A planted hot spot, found", "Places by verdict.", dots(*places.T, local_moran(values, places).verdict, 3)
    )


def draw_plain_rule() -> str:
    schools, sites, _, _ = town()
    deciles = np.random.default_rng(1).integers(1, 11, len(schools))
    named = plain_rule(pairs(schools, sites, 20), deciles, fewer_than=2, within=8)
    return svg(
        f"{named.sum()} schools: fewer than 2 sites within 8 km, deciles 1 to 3",
        "Named schools in red.",
        dots(*schools.T, named.astype(int)) + dots(*sites.T, 3, 6, "square"),
    )


def chosen_map(title: str, chosen: np.ndarray) -> str:
    schools, sites, _, _ = town()
    open_sites = np.isin(np.arange(len(sites)), chosen)
    parts = (
        dots(*schools.T, 0, 3)
        + dots(*sites[~open_sites].T, 3, 5, "square")
        + dots(*sites[open_sites].T, 1, 7, "square")
    )
    return svg(title, "Chosen sites are the large red squares.", parts)


def draw_cover_most() -> str:
    schools, sites, pupils, _ = town()
    found = cover_most(pairs(schools, sites, 10), pupils, conditions=Conditions(sites=3))
    return chosen_map(f"Three sites reach {found.value / pupils.sum():.0%} of pupils", found.chosen)


def draw_cover_all() -> str:
    schools, sites, _, _ = town()
    found = cover_all(pairs(schools, sites, 20))
    return chosen_map(f"{len(found.chosen)} sites reach every school within 20 km", found.chosen)


def draw_median() -> str:
    schools, sites, pupils, _ = town()
    found = median(pairs(schools, sites, 60), pupils, conditions=Conditions(sites=3))
    return chosen_map(f"Three sites, {found.value / pupils.sum():.1f} km a pupil", found.chosen)


def draw_center() -> str:
    schools, sites, _, _ = town()
    found = center(pairs(schools, sites, 60), conditions=Conditions(sites=3))
    return chosen_map(f"Three sites, longest journey {found.value:.1f} km", found.chosen)


def draw_hubs() -> str:
    schools, _, _, _ = town()
    found = form_hubs(schools, 8, 12)
    return svg(f"{len(found.centres)} hubs of 8 to 12 schools", "Schools by hub.", dots(*schools.T, found.hub % 6))


def draw_matching() -> str:
    wishes = [[0, 1], [0, 1], [1, 0], [0], []]
    stable = match_stable(wishes, [2, 1], seed=1)
    best = match_best([0, 0, 1, 1, 2, 3], [0, 1, 0, 1, 1, 0], [5, 3, 4, 1, 2, 3], [2, 1], number=5)
    rows = [["school", "wants", "stable", "best"]]
    rows += [
        [str(i), " ".join(map(str, w)) or "–", str(stable.place[i]), str(best.place[i])] for i, w in enumerate(wishes)
    ]
    return svg("Five schools, two places of two and one", "A place of -1 is none.", grid(rows))


def counts() -> tuple[list[list[int]], np.ndarray]:
    inside = [[3, 12, 20], [15, 2, 9], [30, 8, 11]]
    dimensions = (flat("area", ["North", "South", "East"]), flat("stage", ["ks1", "ks2", "ks3"]))
    values = np.zeros((4, 4), dtype=np.int64)
    values[:3, :3] = inside
    table = Table("table", "children", dimensions, sums_of(dimensions, values))
    return inside, protect(build([table])).tables["table"]


def draw_protect() -> str:
    _, shown = counts()
    marked = [(i + 1, j + 1) for i, j in np.argwhere(shown == WITHHELD)]
    head = [["", "ks1", "ks2", "ks3", "all"]]
    rows = [
        [name, *("c" if v == WITHHELD else str(v) for v in row)]
        for name, row in zip(("North", "South", "East", "all"), shown, strict=True)
    ]
    return svg("Two small counts, and two that would give them away", "c is withheld.", grid(head + rows, marked))


def draw_audit() -> str:
    rows = [["", "ks1", "ks2", "all"], ["North", "c", "7", "10"], ["South", "6", "4", "10"], ["all", "9", "11", "20"]]
    return svg("One gap alone is no gap: 10 - 7 = 3", "North, ks1 is exactly 3.", grid(rows, [(1, 1)]))


def draw_rounding() -> str:
    inside, _ = counts()
    found = round_to(inside, 5)
    return svg(
        "Every figure to a multiple of 5, and the sums still true",
        "Totals last.",
        grid([[str(v) for v in row] for row in found]),
    )


GRID = [[3, 4, 1], [1, 5, 6], [0, 1, 4]]


def draw_change() -> str:
    found = change(GRID)
    return svg(
        f"25 pairs, {found.mean.value:+.2f} points",
        "Mean change and d_z with intervals.",
        bars(
            ("mean", "d_z"),
            [found.mean.value, found.d_z.value],
            [found.mean.low, found.d_z.low],
            [found.mean.high, found.d_z.high],
        ),
    )


def draw_pooling() -> str:
    effects, variances = [0.1, 0.4, 0.3, 0.6, 0.2], [0.02, 0.03, 0.02, 0.05, 0.03]
    found = pool(effects, variances)
    reach = 1.96 * np.sqrt(variances)
    lows, highs = [*(np.array(effects) - reach), found.low], [*(np.array(effects) + reach), found.high]
    return svg(
        "Five organisations, and all together",
        "The last bar is pooled.",
        bars(["A", "B", "C", "D", "E", "all"], [*effects, found.value], lows, highs),
    )


def draw_opinion() -> str:
    random = np.random.default_rng(1)
    belongs = np.arange(120) % 3
    lean = random.choice([-1.0, 1.0], (3, 30))
    votes = np.where(random.random((120, 30)) < 0.8, lean[belongs], random.choice([-1.0, 0.0, 1.0], (120, 30)))
    found = opinion_groups(votes, seed=1, draws=5)
    middle = found.place / abs(found.place).max() * 19_000 + 20_000
    return svg(
        f"{found.group.max() + 1} groups of opinion",
        "Voters near one another vote alike.",
        dots(*middle.T, found.group % 6, 3),
    )


FIGURES = {name.removeprefix("draw_"): work for name, work in sorted(globals().items()) if name.startswith("draw_")}

if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, work in FIGURES.items():
        (FOLDER / f"{name}.svg").write_text(work(), encoding="utf-8")
