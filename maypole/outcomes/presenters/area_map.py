"""A map of districts by the share of pupils who took part: three steps, each with a pattern, and the figure on the area."""

from dataclasses import dataclass
from math import floor, log10

import shapely
from shapely.geometry.base import BaseGeometry

from maypole.outcomes.models import ReleaseFigure
from maypole.outcomes.presenters.charts import Bar, finding
from maypole.outcomes.queries.district_shapes import shapes_of

FEWEST = 2
STEPS = (1, 2, 2.5, 5, 10)
FILLS = ("low", "middle", "high")
NOT_SHOWN = "none"
LETTER = 0.56
MARGIN = 6
LINE_EM = 1.25
MOSTLY = 0.9


@dataclass(frozen=True)
class Label:
    """The lines of a label with their heights, and the plate under it as x, y, width, height."""

    x: int
    lines: tuple[tuple[int, str], ...]
    plate: tuple[int, int, int, int]

    @property
    def box(self) -> BaseGeometry:
        x, y, wide, tall = self.plate
        return shapely.box(x, y, x + wide, y + tall)


NO_LABEL = Label(0, (), (0, 0, 0, 0))


@dataclass(frozen=True)
class MapArea:
    """A district as drawn, with the lines of its label; no line where the label would not fit."""

    path: str
    fill: str
    x: int
    lines: tuple[tuple[int, str], ...]
    plate: tuple[int, int, int, int]


@dataclass(frozen=True)
class MapDrawing:
    name: str
    width: int
    height: int
    size: int
    areas: tuple[MapArea, ...]


@dataclass(frozen=True)
class AreaMap:
    """A map with its key and the bars of its table."""

    slug: str
    finding: str
    measured: str
    category: str
    column: str
    bars: tuple[Bar, ...]
    steps: tuple[tuple[str, str], ...]
    drawings: tuple[MapDrawing, MapDrawing]
    printed: MapDrawing


def map_of(shares: dict[str, ReleaseFigure]) -> AreaMap | None:
    """Return the map of districts by code; None where fewer than two have an outline, or no share is published."""
    shapes = shapes_of(shares) if len(shares) >= FEWEST else {}
    bars = {code: _bar(figure) for code, figure in shares.items()}
    if len(shapes) < FEWEST or not any(bar.value for bar in bars.values()):
        return None
    step = step_of(max(bar.value or 0 for bar in bars.values()))
    fills = {code: fill_of(bar.value, step) for code, bar in bars.items()}
    ordered = sorted(bars.values(), key=lambda bar: -1 if bar.value is None else bar.value, reverse=True)
    return AreaMap(
        slug="map",
        finding=finding("map", ordered),
        measured="Share of pupils at schools in each district who took part, at least. They may live elsewhere.",
        category="District",
        column="Share of pupils",
        bars=tuple(ordered),
        steps=_key(step, set(fills.values())),
        drawings=(_drawn("wide", 700, 17, shapes, bars, fills), _drawn("narrow", 330, 15, shapes, bars, fills)),
        printed=_drawn("printed", 460, 15, shapes, bars, fills),
    )


def _bar(figure: ReleaseFigure) -> Bar:
    name = figure.area_name
    if figure.value is None:
        return Bar(name, name, None, figure.symbol, figure.symbol)
    return Bar(name, name, figure.value, "", f"{figure.value:g}%")


def step_of(top: float) -> float:
    """Return the round number at which the second of three steps begins; the third begins at twice it."""
    power = 10.0 ** floor(log10(top / len(FILLS)))
    return next(one * power for one in STEPS if top <= one * power * len(FILLS) * (1 + 1e-9))


def fill_of(value: float | None, step: float) -> str:
    return NOT_SHOWN if value is None else FILLS[min(int(value / step), len(FILLS) - 1)]


def _key(step: float, used: set[str]) -> tuple[tuple[str, str], ...]:
    named = (
        ("high", f"{2 * step:g}% or more"),
        ("middle", f"{step:g}% to under {2 * step:g}%"),
        ("low", f"under {step:g}%"),
        (NOT_SHOWN, "not shown"),
    )
    return tuple((fill, words) for fill, words in named if fill in used)


def _drawn(
    name: str, width: int, size: int, shapes: dict[str, BaseGeometry], bars: dict[str, Bar], fills: dict[str, str]
) -> MapDrawing:
    west, north, east, south = shapely.total_bounds(list(shapes.values()))
    scale = (width - 2 * MARGIN) / max(east - west, south - north)
    placed = {
        code: shapely.transform(shape, lambda points: (points - (west, north)) * scale + MARGIN)
        for code, shape in shapes.items()
    }
    labels = _labels(placed, bars, size)
    areas = tuple(_area(shape, fills[code], labels.get(code, NO_LABEL)) for code, shape in placed.items())
    return MapDrawing(
        name, round((east - west) * scale) + 2 * MARGIN, round((south - north) * scale) + 2 * MARGIN, size, areas
    )


def _labels(placed: dict[str, BaseGeometry], bars: dict[str, Bar], size: int) -> dict[str, Label]:
    """Return labels: name and figure where both fit, else the figure alone; a figure may run over a border, not over a label."""
    found: dict[str, Label] = {}
    waiting = sorted(placed, key=lambda code: -placed[code].area)
    for code in waiting:
        both = _label((bars[code].label, bars[code].sign or bars[code].text), placed[code], size)
        if _inside(both, placed[code]) and _is_clear(both, found):
            found[code] = both
    for code in waiting:
        alone = _label((bars[code].text,), placed[code], size)
        if code not in found and bars[code].value is not None and _is_clear(alone, found):
            found[code] = alone
    return found


def _label(words: tuple[str, ...], shape: BaseGeometry, size: int) -> Label:
    spot = shapely.maximum_inscribed_circle(shape).coords[0]
    x, y = round(spot[0]), round(spot[1])
    wide, tall = round(max(map(len, words)) * size * LETTER) + 12, round(len(words) * size * LINE_EM) + 6
    top = y - tall // 2
    lines = tuple((top + size + 2 + round(n * size * LINE_EM), line) for n, line in enumerate(words))
    return Label(x, lines, (x - wide // 2, top, wide, tall))


def _inside(label: Label, shape: BaseGeometry) -> bool:
    return bool(shape.intersection(label.box).area >= MOSTLY * label.box.area)


def _is_clear(label: Label, found: dict[str, Label]) -> bool:
    return not any(label.box.intersects(other.box) for other in found.values())


def _area(shape: BaseGeometry, fill: str, label: Label) -> MapArea:
    return MapArea(_path(shape), fill, label.x, label.lines, label.plate)


def _path(shape: BaseGeometry) -> str:
    rings = [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]
    return "".join(
        "M" + " ".join(f"{round(x, 1):g} {round(y, 1):g}" for x, y in ring.coords[:-1]) + "z" for ring in rings
    )
