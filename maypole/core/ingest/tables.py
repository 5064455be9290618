"""Read any table (csv in any encoding, xlsx, ods, packed or not) as rows under our own column names."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from sys import intern
from typing import Any

from maypole.core.ingest.errors import UnableToIngest
from maypole.core.ingest.files import cut_off
from maypole.core.ingest.layouts import Layout
from maypole.core.ingest.sheets import Cells, Lines, ends_with_line, sheets_of

HEADING_WITHIN = 40
OnRefusal = Callable[[int, str, str], None]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line of the file on which it ends, the layout it was read by, its fields as trimmed text."""

    line: int
    layout: str
    fields: dict[str, str]
    geometry: Any = field(default=None, compare=False)

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")


def read_table(path: Path, layouts: Sequence[Layout], *, largest: int, on_refusal: OnRefusal) -> Iterator[Row]:
    """Yield the rows under the first heading that fits a layout; banner rows above it are passed over."""
    yield from rows_of_sheets(path, sheets_of(path, largest), layouts, on_refusal)


def rows_of_sheets(
    path: Path, sheets: Iterator[Lines], layouts: Sequence[Layout], on_refusal: OnRefusal
) -> Iterator[Row]:
    """Read the first sheet that has a heading we know; say which column is missing where none has."""
    nearest: UnableToIngest | None = None
    for lines in sheets:
        try:
            chosen, places, width = find_heading(path, lines, layouts)
        except UnableToIngest as error:
            nearest = nearest or error
            continue
        yield from rows_below(path, lines, chosen, places, width, on_refusal)
        return
    raise nearest or cut_off(path.name)


def find_heading(path: Path, lines: Lines, layouts: Sequence[Layout]) -> tuple[Layout, dict[str, int], int]:
    """Return the layout whose required columns stand on one of the first lines, and where each column stands."""
    nearest: tuple[int, int, list[str]] | None = None
    for _, (line, cells) in zip(range(HEADING_WITHIN), lines, strict=False):
        titles = [text_of(cell) for cell in cells]
        for candidate in layouts:
            missing = candidate.missing(titles)
            if not missing:
                return candidate, candidate.places(titles), len(cells)
            have = len(candidate.required) - len(missing)
            if nearest is None or have > nearest[0]:
                nearest = (have, line, missing)
    raise no_heading(path, nearest)


def no_heading(path: Path, nearest: tuple[int, int, list[str]] | None) -> UnableToIngest:
    """Say which columns are missing from the line that comes nearest to a heading."""
    _, line, missing = nearest or (0, 1, ["any"])
    others = f" (and {len(missing) - 1} more)" if len(missing) > 1 else ""
    return UnableToIngest(
        f"This column is missing{others}.",
        remedy="Check that it is the right list, as its publisher lays it out; the columns wanted are on the "
        "source's page.",
        file=path.name,
        line=line,
        column=missing[0],
    )


def rows_below(
    path: Path,
    lines: Lines,
    chosen: Layout,
    places: dict[str, int],
    width: int,
    on_refusal: OnRefusal,
) -> Iterator[Row]:
    """Yield the rows below a heading. A row of the wrong width is refused; a last one without its end tells of a cut."""
    short: tuple[int, Cells] | None = None
    wanted = list(places.items())
    for line, cells in lines:
        if not any(cells):
            continue
        if short:
            on_refusal(short[0], wrong_width(short[1], width), preview_of(short[1]))
        short = None
        if len(cells) < width:
            short = (line, cells)
            continue
        if any(cells[width:]):
            on_refusal(line, wrong_width(cells, width), preview_of(cells))
            continue
        yield Row(line, chosen.name, {name: text_of(cells[at]) for name, at in wanted})
    if short and not ends_with_line(path):
        raise cut_off(path.name, short[0])
    if short:
        on_refusal(short[0], wrong_width(short[1], width), preview_of(short[1]))


def wrong_width(cells: Cells, width: int) -> str:
    return f"The row has {len(cells)} fields and the heading has {width}."


def preview_of(cells: Cells) -> str:
    """Return the first cells of a row, enough to find it by."""
    return ", ".join(text_of(cell) for cell in cells[:3])[:200]


def text_of(cell: Any) -> str:
    """Return a cell as trimmed text; a whole number in a workbook has no decimal point, a date is ISO."""
    if isinstance(cell, str):
        return intern(cell.strip())  # registers say "Not applicable" a million times
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, (date, datetime)) else str(cell)
