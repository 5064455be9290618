"""Read any table (csv in any encoding, xlsx, ods, packed or not) as rows under our own column names."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from sys import intern
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from maypole.core.ingest.encodings import encoding_of
from maypole.core.ingest.errors import UnableToIngest
from maypole.core.ingest.files import Form, check_size, cut_off, form_of, unpacked
from maypole.core.ingest.layouts import Layout

HEADING_WITHIN = 40
LARGEST_FIELD = 1_000_000
TEXT_SUFFIXES = (".csv", ".txt", ".tsv")
csv.field_size_limit(LARGEST_FIELD)
Cells = Sequence[Any]
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
    check_size(path, largest)
    form = form_of(path)
    if form is Form.JSON:
        raise UnableToIngest("This is JSON, not a table.", remedy="Choose its csv or xlsx.", file=path.name)
    if form is Form.WORKBOOK and path.suffix.lower() in TEXT_SUFFIXES:
        raise UnableToIngest(
            f"This is a workbook, although its name ends in {path.suffix}.",
            remedy="Rename it so that it ends in .xlsx, or save it as csv, and try again.",
            file=path.name,
            line=1,
        )
    sheets = workbook_sheets(path) if form is Form.WORKBOOK else iter([text_lines(path, largest)])
    yield from rows_of_sheets(path, sheets, layouts, on_refusal)


def headings(path: Path, *, largest: int) -> list[str]:
    """Return the titles on the first line of a table that has two or more."""
    check_size(path, largest)
    sheets = workbook_sheets(path) if form_of(path) is Form.WORKBOOK else iter([text_lines(path, largest)])
    for lines in sheets:
        for _, (_, cells) in zip(range(HEADING_WITHIN), lines, strict=False):
            titles = [text_of(cell) for cell in cells]
            if sum(map(bool, titles)) > 1:
                return titles
    raise UnableToIngest("The file has no line of column titles.", remedy="Put one at the top.", file=path.name)


def rows_of_sheets(
    path: Path, sheets: Iterator[Iterator[tuple[int, Cells]]], layouts: Sequence[Layout], on_refusal: OnRefusal
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


def find_heading(
    path: Path, lines: Iterator[tuple[int, Cells]], layouts: Sequence[Layout]
) -> tuple[Layout, dict[str, int], int]:
    """Return the layout whose required columns stand on one of the first lines, and where each column stands."""
    nearest: tuple[int, int, list[str]] | None = None
    for _, (line, cells) in zip(range(HEADING_WITHIN), lines, strict=False):
        for candidate in layouts:
            missing = candidate.missing(cells)
            if not missing:
                return candidate, candidate.places(cells), len(cells)
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
    lines: Iterator[tuple[int, Cells]],
    chosen: Layout,
    places: dict[str, int],
    width: int,
    on_refusal: OnRefusal,
) -> Iterator[Row]:
    """Yield the rows below a heading. A row of the wrong width is refused; at the very end it means a cut-off file."""
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
    if short:
        raise cut_off(path.name, short[0])


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


def text_lines(path: Path, largest: int) -> Iterator[tuple[int, Cells]]:
    """Yield the cells of each line of a text file with the line on which they end."""
    encoding = encoding_of(path, largest)
    with unpacked(path) as raw, io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline="") as text:
        reader = csv.reader(with_delimiter_known(text), delimiter=delimiter_of(path, encoding), strict=True)
        try:
            for cells in reader:
                yield reader.line_num, cells
        except csv.Error as error:
            raise unpaired_quotes(path, reader.line_num, str(error)) from error


def with_delimiter_known(text: io.TextIOWrapper) -> Iterator[str]:
    """Yield lines without null characters, on which the csv reader would stop."""
    return (line.replace("\0", "") if "\0" in line else line for line in text)


def unpaired_quotes(path: Path, line: int, error: str) -> UnableToIngest:
    if "unexpected end" in error:
        return cut_off(path.name, line)
    return UnableToIngest(
        "A quotation mark here has no partner, so that the columns cannot be told apart.",
        remedy="Open the file in a spreadsheet, look at this line, and save it again as csv.",
        file=path.name,
        line=line,
    )


def delimiter_of(path: Path, encoding: str) -> str:
    """Return what separates the columns: whichever of comma, tab, semicolon and bar the first lines have most of."""
    with unpacked(path) as raw:
        start = raw.read(64 * 1024).decode(encoding, errors="replace")
    return max(",\t;|", key=start.count)


def workbook_sheets(path: Path) -> Iterator[Iterator[tuple[int, Cells]]]:
    """Yield the visible sheets of a workbook, each as numbered rows."""
    try:
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            yield iter(list(enumerate(rows, start=1)))
    except CalamineError as error:
        raise UnableToIngest(
            "This workbook cannot be opened: it is damaged, or locked by a password.",
            remedy="Open it in a spreadsheet and save it again, without a password.",
            file=path.name,
        ) from error
