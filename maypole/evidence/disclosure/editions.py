"""Which cells of two releases say the same thing, so that a later release cannot undo an earlier one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from maypole.evidence.disclosure.tables import BoolArray, Dimension, Table


@dataclass(frozen=True)
class Edition:
    """A release that readers still have: its tables with their true figures, and where each was withheld.

    withheld    per table name, the shape of the table's values
    """

    name: str
    tables: tuple[Table, ...]
    withheld: dict[str, BoolArray]

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("earlier: an edition needs a name")
        for table in self.tables:
            if table.name not in self.withheld:
                raise ValueError(f"earlier {self.name!r}: nothing says what table {table.name!r} withheld")
            if self.withheld[table.name].shape != table.values.shape:
                raise ValueError(
                    f"earlier {self.name!r}: what table {table.name!r} withheld has another shape than its values"
                )


class Labels:
    """Names cells by measure and place, so that equal things get one name and different things two.

    The code that covers the whole of a dimension is left out of the name, so tables that break one figure down in
    different ways share their margins; the whole is that of this release, so that a partnership is the same one beside
    its region, earlier or later, as by itself. A code that has gained or lost parts since an earlier edition (a region with
    one more district) stands for something else there, and bears that edition's name.
    """

    def __init__(self, tables: Sequence[Table], earlier: Sequence[Edition]) -> None:
        self.parts: dict[str, dict[str, list[frozenset[str]]]] = {}
        self.wholes: dict[str, str] = {}
        for table in tables:
            for dimension in table.dimensions:
                self._remember(dimension)
        self.changed = {e.name: self._changed(e) for e in earlier}

    def _remember(self, dimension: Dimension) -> None:
        whole = self.wholes.setdefault(dimension.name, dimension.whole)
        if whole != dimension.whole:
            raise ValueError(
                f"tables: the dimension {dimension.name!r} has two wholes, {whole!r} and {dimension.whole!r}"
            )
        sums = self.parts.setdefault(dimension.name, {})
        for total, parts in dimension.sums:
            sums.setdefault(total, []).append(frozenset(parts))

    def _changed(self, edition: Edition) -> set[tuple[str, str]]:
        """Return the (dimension, code) pairs whose population differs between the edition and this release."""
        dimensions = dict.fromkeys(d for t in edition.tables for d in t.dimensions)
        changed = {(d.name, total) for d in dimensions for total, parts in d.sums if self._is_changed(d, total, parts)}
        for dimension in dimensions:
            changed |= _carried_up(dimension, changed)
        return changed

    def _is_changed(self, dimension: Dimension, total: str, parts: tuple[str, ...]) -> bool:
        """Return whether a total gained or lost parts; it may be broken down in several ways, each of them compared."""
        then, now = frozenset(parts), self.parts.get(dimension.name, {}).get(total, [])
        return then not in now and any(then < one or then > one for one in now)

    def keys(self, table: Table, edition: str) -> Callable[[tuple[int, ...]], tuple[str, tuple[tuple[str, str], ...]]]:
        """Return the function from a position in the table to the name of the cell there."""
        changed = self.changed.get(edition, set())
        wholes = {d.name: self.wholes.get(d.name, d.whole) for d in table.dimensions}
        absent = any(c == self.wholes.get(d) and d not in wholes for d, c in changed)

        def key(at: tuple[int, ...]) -> tuple[str, tuple[tuple[str, str], ...]]:
            places = [(d.name, d.codes[i]) for d, i in zip(table.dimensions, at, strict=True)]
            named = sorted((d, c) for d, c in places if c != wholes[d])
            if absent or any(p in changed for p in places):
                named.append(("edition", edition))
            return table.measure, tuple(named)

        return key


def _carried_up(dimension: Dimension, changed: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the codes above a changed code that this edition reaches: they have changed too."""
    at = dimension.position()
    above = dimension.above()
    return {
        (dimension.name, dimension.codes[j])
        for name, code in changed
        if name == dimension.name and code in at
        for j in above[at[code]].nonzero()[0]
    }
