"""How rows of text are broken down: by one column, or by columns that stand one under another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from maypole.evidence.commands.rows import BadFile, Rows
from maypole.evidence.disclosure import Dimension

ALL, UNDER = "all", ">"
Path = tuple[str, ...]


@dataclass(frozen=True)
class Breakdown:
    """Columns from the widest to the finest; one where nothing stands under anything.

    A row's path is what it says in them: (North, Durham) is all of Durham, () is everything.
    """

    columns: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return the name of the finest column."""
        return self.columns[-1]

    def paths(self, rows: Rows) -> list[Path]:
        """Return each row's path; finer columns that the file does not have are totals. Raises BadFile for a gap in a path."""
        known = [column for column in self.columns if column in rows.header]
        missing = [column for column in self.columns[: len(known)] if column not in rows.header]
        if missing or not known:
            rows.texts(missing[0] if missing else self.name)
        found = []
        for line, codes in zip(rows.lines, zip(*(rows.texts(c) for c in known), strict=True), strict=True):
            path = _without_totals(codes)
            if ALL in path:
                column = known[path.index(ALL)]
                raise BadFile(
                    f"{rows.file}, line {line}, column {column!r}: is {ALL!r}, but what stands under it is not"
                )
            found.append(path)
        return found

    def dimension(self, paths: Iterable[Path]) -> Dimension:
        """Return every code there is, wider ones too, with the sums that hold."""
        known = dict.fromkeys(path[:depth] for path in paths for depth in range(1, len(path) + 1))
        parts: dict[Path, list[str]] = {}
        for path in known:
            parts.setdefault(path[:-1], []).append(code_of(path))
        sums = tuple((code_of(path), tuple(codes)) for path, codes in parts.items())
        return Dimension(self.name, (*map(code_of, known), ALL), sums, ALL)

    def written(self, path: Path) -> list[str]:
        """Return a path as it stands in the columns."""
        return [*path, *[ALL] * (len(self.columns) - len(path))]


def breakdown(text: str) -> Breakdown:
    """Return the breakdown that an option names: ``stage``, or ``region>county>school``; raises ValueError for a blank name."""
    columns = tuple(column.strip() for column in text.split(UNDER))
    if not all(columns) or len(set(columns)) != len(columns):
        raise ValueError(f"{text!r}: columns with different names are due, the widest first and {UNDER!r} between them")
    return Breakdown(columns)


def code_of(path: Path) -> str:
    """Return a path as one code."""
    return f" {UNDER} ".join(path) if path else ALL


def _without_totals(codes: Sequence[str]) -> Path:
    end = len(codes)
    while end and codes[end - 1] == ALL:
        end -= 1
    return tuple(codes[:end])
