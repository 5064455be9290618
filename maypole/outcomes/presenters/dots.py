"""What children said before and after, as dots: two on the scale of the question, and a line from one to the other."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from maypole.outcomes.presenters.charts import NOT_BARS, SIGNS, Figures
from maypole.outcomes.presenters.drawing import LINE, NARROW, PRINTED, WIDE, Shape, Tick
from maypole.outcomes.release.engine import ALL

WITHHELD = 64
AROUND = 12


@dataclass(frozen=True)
class Said:
    """A statement with its means before and after; a sign stands where they are not shown."""

    label: str
    before: float | None
    after: float | None
    symbol: str = ""

    @property
    def text(self) -> str:
        """What the chart writes beside the dots."""
        if self.before is None or self.after is None:
            return SIGNS.get(self.symbol, "")
        return f"{self.before:.2f} to {self.after:.2f}"


@dataclass(frozen=True)
class DotRow:
    """A statement as drawn: the lines of its words with their heights, the two dots, and the text."""

    label: tuple[tuple[int, str], ...]
    middle: int
    before: int
    after: int
    text_x: int
    text_y: int
    text: str
    symbol: str


@dataclass(frozen=True)
class Dots:
    """A drawing of dots. Ticks are the points of the scale."""

    name: str
    width: int
    height: int
    size: int
    left: int
    label_x: int
    anchor: str
    base: int
    ticks: tuple[Tick, ...]
    rows: tuple[DotRow, ...]


@dataclass(frozen=True)
class SaidChart:
    """The dots of one area, drawn for a wide and a narrow screen and for paper."""

    finding: str
    measured: str
    drawings: tuple[Dots, Dots]
    printed: Dots


def said_chart(figures: Figures, words: dict[str, str], points: Sequence[tuple[int, str]]) -> SaidChart | None:
    """Return the chart; None where nobody was asked, or nothing of it can be shown."""
    found = [_said(figures, statement, said) for statement, said in words.items()]
    said = [one for one in found if one is not None]
    if not any(one.before is not None for one in said):
        return None
    first, last = points[0], points[-1]
    return SaidChart(
        finding="What children said before and after",
        measured=(
            f"Means of answers from {first[0]} ({first[1].lower()}) to {last[0]} ({last[1].lower()}). "
            "A ring is before, a dot after."
        ),
        drawings=(dots_of(said, len(points), WIDE), dots_of(said, len(points), NARROW)),
        printed=dots_of(said, len(points), PRINTED),
    )


def _said(figures: Figures, statement: str, said: str) -> Said | None:
    before, after = (figures.get((NOT_BARS, f"{statement}:{ALL}", one)) for one in ("mean_before", "mean_after"))
    if before is None or after is None:
        return None
    return Said(said, before.value, after.value, before.symbol)


def dots_of(said: Sequence[Said], points: int, shape: Shape) -> Dots:
    """Return the dots drawn in a shape."""
    scale = (shape.right - shape.left - AROUND) / (points - 1)
    rows, at = [], shape.gap // 2
    for one in said:
        row, at = _row(one, shape, at, scale)
        rows.append(row)
    start = shape.left + AROUND
    ticks = tuple(Tick(round(start + n * scale), str(n + 1)) for n in range(points))
    return Dots(
        name=shape.name, width=shape.width, height=at + 2 * LINE, size=shape.size, left=shape.left,
        label_x=shape.left - 12 if shape.is_beside else shape.left + 4, anchor="end" if shape.is_beside else "start",
        base=at, ticks=ticks, rows=tuple(rows),
    )  # fmt: skip


def _row(one: Said, shape: Shape, at: int, scale: float) -> tuple[DotRow, int]:
    """Return a statement drawn from the height `at` on, and the height where the next one begins."""
    lines = textwrap.wrap(one.label, shape.letters)
    words = LINE * len(lines)
    tall = max(shape.bar, words) if shape.is_beside else shape.bar + words
    first = at + (tall - words) // 2 + 16 if shape.is_beside else at + 14
    middle = at + tall // 2 if shape.is_beside else at + words + shape.bar // 2
    start = shape.left + AROUND
    before, after = (
        start if value is None else round(start + (value - 1) * scale) for value in (one.before, one.after)
    )
    return DotRow(
        label=tuple((first + LINE * n, line) for n, line in enumerate(lines)), middle=middle, before=before, after=after,
        text_x=shape.right + 18 if shape.is_beside else shape.width - 4,
        text_y=middle + 6 if shape.is_beside else at + 14, text=one.text, symbol=one.symbol,
    ), at + tall + shape.gap  # fmt: skip
