"""Rows of a csv, read so that an error says where: file, line and column."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TextIO


class BadFile(Exception):
    """Something in a file is not as it must be; the message names file, line and column."""


@dataclass(frozen=True)
class Rows:
    """A csv with a header.

    lines    (rows,)   the line of the file that each row ends on
    """

    file: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    def texts(self, column: str) -> list[str]:
        """Return a column; raises BadFile where there is none of that name."""
        if column not in self.header:
            raise BadFile(f"{self.file}, line 1: there is no column {column!r}; there are {', '.join(self.header)}")
        at = self.header.index(column)
        return [row[at] for row in self.rows]

    def numbers(self, column: str, *, whole: bool = False, gap: str | None = None) -> list[float]:
        """Return a column of numbers; ``gap`` is a text that stands for no figure, and becomes NaN."""
        found = []
        for text, line in zip(self.texts(column), self.lines, strict=True):
            if gap is not None and text.strip() == gap:
                found.append(math.nan)
                continue
            number = _number(text)
            if number is None or (whole and (number < 0 or number != int(number))):
                rule = "a whole number of 0 or more" if whole else "a number"
                raise BadFile(f"{self.file}, line {line}, column {column!r}: {text!r} is not {rule}")
            found.append(number)
        return found


def _number(text: str) -> float | None:
    try:
        number = float(text.strip().replace(",", ""))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def read_rows(file: str, source: TextIO) -> Rows:
    """Return the rows of a csv; raises BadFile for one that is empty or ragged."""
    reader = csv.reader(source)
    header = next(reader, None)
    if not header:
        raise BadFile(f"{file}, line 1: is empty; a header is due")
    names = tuple(name.strip() for name in header)
    rows, lines = [], []
    for row in reader:
        if not row:
            continue
        if len(row) != len(names):
            raise BadFile(f"{file}, line {reader.line_num}: has {len(row)} columns, the header has {len(names)}")
        rows.append(tuple(row))
        lines.append(reader.line_num)
    return Rows(file, names, tuple(rows), tuple(lines))


def write_rows(header: Sequence[str], rows: Iterable[Sequence[object]], to: TextIO) -> None:
    """Write a csv."""
    writer = csv.writer(to, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
