"""How a table begins: its columns with a few of the values under each, for whoever says which column is which."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from maypole.core.ingest.errors import UnableToIngest
from maypole.core.ingest.layouts import Layout, named
from maypole.core.ingest.sheets import sheets_of
from maypole.core.ingest.tables import HEADING_WITHIN, text_of

LINES = 100
EXAMPLES = 2
ENOUGH_TITLES = 0.6
Texts = list[str]


@dataclass(frozen=True)
class Column:
    """A column by its title, or by its number where it has none, and the first values under it."""

    title: str
    examples: tuple[str, ...] = ()


def columns_of(path: Path, *, likely: Layout, largest: int) -> list[Column]:
    """Return the columns of the sheet that has most of the likely titles; those with nothing in them are left out."""
    best: tuple[int, list[Texts]] = (-1, [])
    for lines in sheets_of(path, largest):
        start = [[text_of(cell) for cell in cells] for _, cells in islice(lines, LINES)]
        at = heading_of(start[:HEADING_WITHIN], likely)
        if at is not None and (known := len(likely.places(start[at]))) > best[0]:
            best = known, start[at:]
    if not best[1]:
        raise UnableToIngest("The file has no line of column titles.", remedy="Put one at the top.", file=path.name)
    return filled(best[1])


def heading_of(lines: Sequence[Texts], likely: Layout) -> int | None:
    """Return which line has the titles: that with most likely ones, or the first that fills most of the columns.

    Above it may stand the list's own title, and a line of headings that each span several columns.
    """
    numbers = [sum(map(bool, cells)) for cells in lines]
    known = [len(likely.places(cells)) for cells in lines]
    most = max(numbers, default=0)
    if most and max(known) >= min(2, most):
        return max(range(len(lines)), key=lambda at: (known[at], numbers[at]))
    return next((at for at, number in enumerate(numbers) if number >= max(2, ENOUGH_TITLES * most)), None)


def filled(lines: Sequence[Texts]) -> list[Column]:
    """Return the columns under a heading that have a title or a value."""
    heading, *below = lines
    columns = [
        (title, Column(name, examples_of([cells[at] for cells in below if at < len(cells)])))
        for at, (title, name) in enumerate(zip(heading, named(heading), strict=True))
    ]
    return [column for title, column in columns if title or column.examples]


def examples_of(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(islice(dict.fromkeys(value for value in values if value), EXAMPLES))
