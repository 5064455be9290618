"""Where everything of a bar chart stands, in whole units of its drawing: once wide, once for a narrow screen."""

import textwrap
from dataclasses import dataclass
from math import ceil, floor, log10

from maypole.outcomes.presenters.charts import Bar, Chart
from maypole.outcomes.presenters.releases import in_words

PATTERNS = ("foxglove", "cornflower", "poppy", "leaf", "marigold", "sky")
STEPS = (1, 2, 2.5, 5, 10)
MOST_INTERVALS = 4
WITHHELD = 64
LINE = 21


@dataclass(frozen=True)
class Tick:
    """A line of the axis with its number."""

    x: int
    text: str


@dataclass(frozen=True)
class Mark:
    """A bar as drawn: the lines of its label with their heights, its ends, the line for the most, and the text."""

    label: tuple[tuple[int, str], ...]
    top: int
    bottom: int
    middle: int
    end: int
    most: int | None
    text_x: int
    text_y: int
    text: str
    ribbon: str
    symbol: str

    @property
    def deep(self) -> int:
        """How tall the plate under a sign is."""
        return self.bottom - self.top - 4


@dataclass(frozen=True)
class Drawing:
    """A chart, drawn. `left` is where the bars begin; labels end there or, on a narrow screen, stand above."""

    name: str
    width: int
    height: int
    size: int
    left: int
    label_x: int
    anchor: str
    base: int
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Shape:
    """The measures of a drawing: width, text, where bars begin and the last tick stands, whether labels stand beside them."""

    name: str
    width: int
    size: int
    left: int
    right: int
    bar: int
    gap: int
    letters: int
    is_beside: bool


WIDE = Shape("wide", 700, 17, 210, 560, 26, 20, 23, True)
NARROW = Shape("narrow", 330, 15, 4, 300, 20, 16, 26, False)
PRINTED = Shape("printed", 460, 15, 150, 345, 20, 14, 16, True)


def drawings_of(chart: Chart) -> tuple[Drawing, Drawing]:
    """Return a chart drawn wide and narrow."""
    return drawn(chart, WIDE), drawn(chart, NARROW)


def drawn(chart: Chart, shape: Shape) -> Drawing:
    """Return a chart drawn in a shape; bars start at zero."""
    step, count = axis(max(bar.most or bar.value or 0 for bar in chart.bars))
    scale = (shape.right - shape.left) / (step * count)
    marks, at = [], shape.gap // 2
    for number, bar in enumerate(chart.bars):
        mark, at = _mark(bar, shape, at, scale, PATTERNS[number % len(PATTERNS)])
        marks.append(mark)
    ticks = [Tick(round(shape.left + n * step * scale), _number(n * step, chart.is_share)) for n in range(count + 1)]
    is_wide = shape.is_beside
    return Drawing(
        name=shape.name, width=shape.width, height=at + 2 * LINE, size=shape.size, left=shape.left,
        label_x=shape.left - 12 if is_wide else shape.left + 4, anchor="end" if is_wide else "start", base=at,
        ticks=tuple(ticks), marks=tuple(marks),
    )  # fmt: skip


def axis(top: float) -> tuple[float, int]:
    """Return the step of the axis and how many of them, so that four or five round numbers reach over `top`."""
    power = 10.0 ** floor(log10(top / MOST_INTERVALS))
    step = next(one * power for one in STEPS if top <= one * power * MOST_INTERVALS * (1 + 1e-9))
    return step, max(ceil(top / step - 1e-9), 1)


def _number(value: float, is_share: bool) -> str:
    return f"{value:g}%" if is_share else in_words(round(value, 1))


def _mark(bar: Bar, shape: Shape, at: int, scale: float, ribbon: str) -> tuple[Mark, int]:
    """Return a bar drawn from the height `at` on, and the height where the next one begins."""
    is_wide = shape.is_beside
    lines = textwrap.wrap(bar.label, shape.letters)
    words = LINE * len(lines)
    tall = max(shape.bar, words) if is_wide else shape.bar + words
    top = at + (tall - shape.bar) // 2 if is_wide else at + words
    first = at + (tall - words) // 2 + 16 if is_wide else at + 14
    end = shape.left + (WITHHELD if bar.value is None else round(bar.value * scale))
    most = None if bar.most is None else round(shape.left + bar.most * scale)
    middle = top + shape.bar // 2
    return Mark(
        label=tuple((first + LINE * n, words) for n, words in enumerate(lines)), top=top, bottom=top + shape.bar,
        middle=middle, end=end, most=most, text_x=(most or end) + 9 if is_wide else shape.width - 4,
        text_y=middle + 6 if is_wide else at + 14, text=bar.sign if bar.value is None else bar.text,
        ribbon=ribbon, symbol=bar.symbol,
    ), at + tall + shape.gap  # fmt: skip
