"""Take in published tables as a stranger finds them: some figures, some gaps, and the sums that everybody knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from maypole.evidence.disclosure.editions import Edition, Labels
from maypole.evidence.disclosure.model import CellsAndRows, Cover, Key, Subset
from maypole.evidence.disclosure.published import WITHHELD, Published
from maypole.evidence.disclosure.tables import BoolArray, IntArray, Table


def read_published(
    tables: Sequence[Table],
    withheld: Mapping[str, BoolArray],
    *,
    subsets: Sequence[Subset] = (),
    covers: Sequence[Cover] = (),
    earlier: Sequence[Edition] = (),
) -> Published:
    """Join tables with gaps into what a reader sees, for ``audit``.

    tables     figures, whatever they say where withheld
    withheld   per table name, the shape of its values
    subsets    measures that are at most another
    covers     measures that together are at least another
    earlier    releases that readers have too; cells are joined where both say the same of the same thing

    A cell shown in one table is known in all. Raises ValueError naming the cell where two tables show different
    figures, or a table has no gaps given.
    """
    reader = _Reader(Labels(tables, earlier))
    for table in tables:
        if table.name not in withheld:
            raise ValueError(f"withheld: nothing is said of table {table.name!r}")
        reader.add_table(table, "", withheld[table.name])
    for edition in earlier:
        for table in edition.tables:
            reader.add_table(table, edition.name, edition.withheld[table.name])
    for subset in subsets:
        reader.add_subset(subset)
    for cover in covers:
        reader.add_cover(cover)
    model = reader.finish((), ())
    values = np.where(model.forced, WITHHELD, model.values)
    return Published(model.names, values, model.rows, model.printed, model.forced & model.printed)


class _Reader(CellsAndRows):
    """Collects cells of which some show no figure."""

    def _cell(self, key: Key, table: Table, at: tuple[int, ...], edition: str, hidden: bool | None) -> int:
        known = self.cells.get(key)
        if edition and known is not None and self.columns["values"][known] != int(table.values[at]):
            key = (key[0], (*key[1], ("edition", edition)))
            known = self.cells.get(key)
        if known is None:
            name = table.cell_name(at) + (f" in {edition}" if edition else "")
            known = self.cells[key] = self._new_cell(name, int(table.values[at]))
            self.columns["forced"][known] = int(bool(hidden))
        elif not hidden:
            shown = self.columns["values"][known]
            if not self.columns["forced"][known] and shown != int(table.values[at]):
                raise ValueError(
                    f"table {table.name!r}: {table.cell_name(at)} is {table.values[at]}, but {shown} elsewhere"
                )
            self.columns["values"][known], self.columns["forced"][known] = int(table.values[at]), 0
        return known

    def _check_sum(self, cells: IntArray, signs: IntArray, source: str) -> None:
        if not any(self.columns["forced"][c] for c in cells):
            super()._check_sum(cells, signs, source)

    def _rest(self, part: int, whole: int) -> int:
        unknown = self.columns["forced"][part] or self.columns["forced"][whole]
        return 0 if unknown else super()._rest(part, whole)

    def _excess(self, parts: list[int], whole: int) -> int:
        unknown = any(self.columns["forced"][cell] for cell in (*parts, whole))
        return 0 if unknown else super()._excess(parts, whole)

    def _add_cover(self, parts: list[int], whole: int, cover: Cover) -> None:
        """Tie the parts to the whole; the excess is a gap unless all are shown."""
        slack = len(self.names)
        super()._add_cover(parts, whole, cover)
        if not cover.exact:
            self.columns["forced"][slack] = int(any(self.columns["forced"][cell] for cell in (*parts, whole)))

    def add_subset(self, subset: Subset) -> None:
        """Tie part + rest = whole; the rest is a gap unless both are shown."""
        first = len(self.names)
        lines = len(self.row_cells)
        super().add_subset(subset)
        for slack, (part, _, whole) in zip(range(first, len(self.names)), self.row_cells[lines:], strict=True):
            self.columns["forced"][slack] = int(self.columns["forced"][part] or self.columns["forced"][whole])
