"""The sheets of a file, each as numbered lines of cells: one of a text, the visible ones of a workbook."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from maypole.core.ingest.encodings import encoding_of
from maypole.core.ingest.errors import UnableToIngest
from maypole.core.ingest.files import Form, check_size, cut_off, form_of, unpacked

DELIMITERS = ",\t;|"
LARGEST_FIELD = 1_000_000
LINES_TO_JUDGE_BY = 200
TEXT_SUFFIXES = (".csv", ".txt", ".tsv")
csv.field_size_limit(LARGEST_FIELD)
Cells = Sequence[Any]
Lines = Iterator[tuple[int, Cells]]


def sheets_of(path: Path, largest: int) -> Iterator[Lines]:
    """Yield the sheets of any table; what is none, or bears another kind's name, is refused."""
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
    return workbook_sheets(path) if form is Form.WORKBOOK else iter([text_lines(path, largest)])


def text_lines(path: Path, largest: int) -> Lines:
    """Yield the cells of each line of a text file with the line on which they end."""
    encoding = encoding_of(path, largest)
    with unpacked(path) as raw, io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline="") as text:
        reader = csv.reader(without_nulls(text), delimiter=delimiter_of(path, encoding), strict=True)
        try:
            for cells in reader:
                yield reader.line_num, cells
        except csv.Error as error:
            raise unpaired_quotes(path, reader.line_num, str(error)) from error


def without_nulls(text: Iterator[str]) -> Iterator[str]:
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
    """Return what separates the columns: by which most of the first lines fall into equally many."""
    with unpacked(path) as raw:
        start = raw.read(64 * 1024).decode(encoding, errors="replace")
    lines = start.replace("\0", "").splitlines(keepends=True)
    return max(DELIMITERS, key=lambda delimiter: agreement(lines[:LINES_TO_JUDGE_BY], delimiter))


def agreement(lines: Sequence[str], delimiter: str) -> tuple[int, int]:
    """Return how many lines have the commonest number of columns, two or more, and that number."""
    try:
        widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return 0, 0
    return max(((lines, width) for width, lines in widths.items() if width > 1), default=(0, 0))


def ends_with_line(path: Path) -> bool:
    """Return whether the last line of a text file is whole: a list cut off on its way seldom is."""
    last = b""
    with unpacked(path) as raw:
        while part := raw.read(1024 * 1024):
            last = part[-4:]
    return last.strip(b"\0").endswith((b"\n", b"\r"))


def workbook_sheets(path: Path) -> Iterator[Lines]:
    """Yield the visible sheets of a workbook: on hidden ones, people keep what is over."""
    try:
        book = CalamineWorkbook.from_path(str(path))
        for sheet in book.sheets_metadata:
            if sheet.visible is SheetVisibleEnum.Visible:
                rows = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
                yield iter(list(enumerate(rows, start=1)))
    except CalamineError as error:
        raise UnableToIngest(
            "This workbook cannot be opened: it is damaged, or locked by a password.",
            remedy="Open it in a spreadsheet and save it again, without a password.",
            file=path.name,
        ) from error
