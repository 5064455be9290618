"""One linear model of everything that a release publishes: cells, and the rows that tie them together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from maypole.evidence.disclosure.editions import Edition, Labels
from maypole.evidence.disclosure.tables import BoolArray, Dimension, IntArray, Table

Key = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class Subset:
    """A measure that is at most another in every cell: children with SEND are children, children at most engagements.

    With ``complement`` the rest is as private as the part: n - x children are named by x and n together. With ``loose``
    it holds where the figures allow it: those of two dates, between which some were corrected.
    """

    part: str
    whole: str
    complement: bool = False
    loose: bool = False


@dataclass(frozen=True)
class Cover:
    """Measures that add up to at least another in every cell: each child who took part did one art form at least.

    With ``exact`` they add up to it: each engagement was in one art form. With ``loose`` it holds where the figures
    allow it, as with a subset.
    """

    parts: tuple[str, ...]
    whole: str
    exact: bool = False
    loose: bool = False


@dataclass(frozen=True)
class Ratio:
    """A percentage or a mean, withheld wherever its numerator or its denominator is."""

    name: str
    numerator: str
    denominator: str


@dataclass(frozen=True)
class Model:
    """Cells and equalities over all tables of a release and the earlier releases it links to.

    names          (cells,)          each cell in words
    values         (cells,)          whole numbers
    rows           (rows, cells)     sparse; rows @ values == 0
    children       (cells,)          small numbers here are small numbers of children
    printed        (cells,)          False for what is never printed: the rest of a subset
    fixed          (cells,)          known to everybody, cannot be withheld
    forced         (cells,)          withheld in an earlier release, and so in this one
    organisations, schools   (cells,)   how many stand behind the cell; -1 where it is not known
    largest        (cells,)          the largest contributor's figure; 0 where it is not known
    exposed        (cells,)          one contributor could work out another's figure
    headline       (cells,)          to be withheld beside others last of all
    table_cells    per table, the cell behind each of its positions
    measures, dimensions   per table, what it counts and how it breaks that down
    companions     (pairs, 2)        a cell of children, and a cell that is withheld with it
    ratios         per ratio, (pairs, 2) numerator and denominator cells
    """

    names: tuple[str, ...]
    values: IntArray
    rows: sparse.csr_array
    children: BoolArray
    printed: BoolArray
    fixed: BoolArray
    forced: BoolArray
    organisations: IntArray
    schools: IntArray
    largest: IntArray
    exposed: BoolArray
    headline: BoolArray
    table_cells: dict[str, IntArray] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=dict)
    dimensions: dict[str, tuple[Dimension, ...]] = field(default_factory=dict)
    companions: IntArray = field(default_factory=lambda: np.zeros((0, 2), dtype=np.int64))
    ratios: dict[str, IntArray] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Return the number of cells, the unprinted ones included."""
        return len(self.values)


def build(
    tables: Sequence[Table],
    *,
    subsets: Sequence[Subset] = (),
    covers: Sequence[Cover] = (),
    companions: Sequence[tuple[str, str]] = (),
    ratios: Sequence[Ratio] = (),
    earlier: Sequence[Edition] = (),
) -> Model:
    """Join tables into one model: cells that say the same thing are one cell, whatever table they stand in.

    subsets       measures that are at most another
    covers        measures that together are at least another
    companions    (measure of children, measure that is withheld with it), cell by cell
    ratios        percentages and means of two measures
    earlier       releases that readers still have

    Raises ValueError naming the table and the cell where totals do not add up or two tables disagree.
    """
    if not tables:
        raise ValueError("tables: at least one is needed")
    maker = CellsAndRows(Labels(tables, earlier))
    for table in tables:
        maker.add_table(table, "", None)
    for edition in earlier:
        for table in edition.tables:
            maker.add_table(table, edition.name, edition.withheld[table.name])
    for subset in subsets:
        maker.add_subset(subset)
    for cover in covers:
        maker.add_cover(cover)
    return maker.finish(companions, ratios)


class CellsAndRows:
    """Collects cells by what they say, and rows by table."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self.cells: dict[Key, int] = {}
        self.names: list[str] = []
        self.columns: dict[str, list[int]] = {c: [] for c in _COLUMNS}
        self.row_cells: list[IntArray] = []
        self.row_signs: list[IntArray] = []
        self.table_cells: dict[str, IntArray] = {}
        self.tables: dict[str, Table] = {}
        self.seen_rows: set[tuple[int, ...]] = set()

    def add_table(self, table: Table, edition: str, withheld: BoolArray | None) -> None:
        shape = table.values.shape
        ids = np.empty(shape, dtype=np.int64)
        keys = self.labels.keys(table, edition)
        for at in np.ndindex(*shape):
            hidden = None if withheld is None else bool(withheld[at])
            ids[at] = self._cell(keys(at), table, at, edition, hidden)
        if not edition:
            if table.name in self.table_cells:
                raise ValueError(f"tables: the name {table.name!r} is used twice")
            self.table_cells[table.name] = ids
            self.tables[table.name] = table
        self._add_sums(table, ids)

    def _cell(self, key: Key, table: Table, at: tuple[int, ...], edition: str, hidden: bool | None) -> int:
        value = int(table.values[at])
        known = self.cells.get(key)
        if known is not None and self.columns["values"][known] != value:
            if not edition:
                raise ValueError(
                    f"table {table.name!r}: {table.cell_name(at)} is {value}, but {self.columns['values'][known]} elsewhere"
                )
            key = (key[0], (*key[1], ("edition", edition)))
            known = self.cells.get(key)
        if known is None:
            known = self._new_cell(table.cell_name(at) + (f" in {edition}" if edition else ""), value)
            self.cells[key] = known
        self._learn(known, table, at, hidden)
        return known

    def _new_cell(self, name: str, value: int) -> int:
        self.names.append(name)
        for column, default in _COLUMNS.items():
            self.columns[column].append(default)
        self.columns["values"][-1] = value
        return len(self.names) - 1

    def _learn(self, cell: int, table: Table, at: tuple[int, ...], hidden: bool | None) -> None:
        columns = self.columns
        columns["children"][cell] |= int(table.children and not table.public)
        columns["fixed"][cell] |= int(table.public or hidden is False)
        columns["forced"][cell] |= int(hidden is True)
        for what in ("organisations", "schools", "largest", "exposed", "headline"):
            given = getattr(table, what)
            if given is not None:
                columns[what][cell] = max(columns[what][cell], int(given[at]))

    def _add_sums(self, table: Table, ids: IntArray) -> None:
        for axis, dimension in enumerate(table.dimensions):
            at = dimension.position()
            view = np.moveaxis(ids, axis, 0)
            for total, parts in dimension.sums:
                lines = np.concatenate(
                    [view[[at[p] for p in parts]].reshape(len(parts), -1), view[[at[total]]].reshape(1, -1)]
                ).T
                for line in lines:
                    self._add_row(line, np.array([1] * len(parts) + [-1]), table.name)

    def _add_row(self, cells: IntArray, signs: IntArray, source: str) -> None:
        mark = tuple(sorted((cells * 2 + (signs > 0)).tolist()))
        if mark in self.seen_rows or (len(cells) == 2 and cells[0] == cells[1]):
            return
        self.seen_rows.add(mark)
        self._check_sum(cells, signs, source)
        self.row_cells.append(cells)
        self.row_signs.append(signs)

    def _check_sum(self, cells: IntArray, signs: IntArray, source: str) -> None:
        values = np.array([self.columns["values"][c] for c in cells])
        if int(values @ signs) != 0:
            total = int(cells[-1])
            raise ValueError(
                f"table {source!r}: the parts of {self.names[total]} add up to {values[:-1].sum()}, the total says {values[-1]}"
            )

    def add_subset(self, subset: Subset) -> None:
        """Tie part + rest = whole in every cell that both measures have."""
        pairs = [
            (key, cell, self.cells.get((subset.whole, key[1])))
            for key, cell in list(self.cells.items())
            if key[0] == subset.part
        ]
        for _key, part, whole in pairs:
            if whole is None or (subset.loose and self._value(part) > self._value(whole)):
                continue
            slack = self._new_cell(f"{self.names[whole]} less {self.names[part]}", self._rest(part, whole))
            self.columns["printed"][slack] = 0
            self.columns["children"][slack] = int(subset.complement)
            self._add_row(np.array([part, slack, whole]), np.array([1, 1, -1]), subset.part)

    def add_cover(self, cover: Cover) -> None:
        """Tie the sum of the parts = whole + excess in every cell that all of the measures have."""
        for key, whole in list(self.cells.items()):
            if key[0] != cover.whole:
                continue
            parts = [self.cells.get((part, key[1])) for part in cover.parts]
            known = [part for part in parts if part is not None]
            if len(known) == len(parts) and not (cover.loose and self._is_refuted(known, whole, cover)):
                self._add_cover(known, whole, cover)

    def _is_refuted(self, parts: list[int], whole: int, cover: Cover) -> bool:
        beyond = sum(self._value(part) for part in parts) - self._value(whole)
        return beyond < 0 or (cover.exact and beyond > 0)

    def _add_cover(self, parts: list[int], whole: int, cover: Cover) -> None:
        if cover.exact:
            self._add_row(np.array([*parts, whole]), np.array([1] * len(parts) + [-1]), cover.whole)
            return
        excess = self._excess(parts, whole)
        slack = self._new_cell(f"{' + '.join(cover.parts)} beyond {self.names[whole]}", excess)
        self.columns["printed"][slack] = 0
        signs = np.array([1] * len(parts) + [-1, -1])
        self._add_row(np.array([*parts, slack, whole]), signs, cover.whole)

    def _excess(self, parts: list[int], whole: int) -> int:
        excess = sum(self._value(part) for part in parts) - self._value(whole)
        if excess < 0:
            raise ValueError(f"covers: {self.names[whole]} is more than its parts together")
        return excess

    def _value(self, cell: int) -> int:
        return int(self.columns["values"][cell])

    def _rest(self, part: int, whole: int) -> int:
        rest = self._value(whole) - self._value(part)
        if rest < 0:
            raise ValueError(f"subsets: {self.names[part]} is more than {self.names[whole]}, of which it is a part")
        return rest

    def _pairs(self, first: str, second: str) -> IntArray:
        pairs = [(cell, self.cells.get((second, key[1]))) for key, cell in self.cells.items() if key[0] == first]
        return np.array([p for p in pairs if p[1] is not None], dtype=np.int64).reshape(-1, 2)

    def finish(self, companions: Sequence[tuple[str, str]], ratios: Sequence[Ratio]) -> Model:
        lengths = [len(c) for c in self.row_cells]
        pointer = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
        indices = np.concatenate(self.row_cells) if lengths else np.zeros(0, dtype=np.int64)
        signs = np.concatenate(self.row_signs) if lengths else np.zeros(0, dtype=np.int64)
        rows = sparse.csr_array((signs.astype(float), indices, pointer), shape=(len(lengths), len(self.names)))
        return Model(
            names=tuple(self.names), rows=rows, table_cells=self.table_cells,
            measures={name: t.measure for name, t in self.tables.items()},
            dimensions={name: t.dimensions for name, t in self.tables.items()},
            values=self._whole("values"), organisations=self._whole("organisations"), schools=self._whole("schools"),
            largest=self._whole("largest"), children=self._flag("children"), printed=self._flag("printed"),
            fixed=self._flag("fixed"), forced=self._flag("forced"), exposed=self._flag("exposed"),
            headline=self._flag("headline"),
            companions=np.concatenate([np.zeros((0, 2), dtype=np.int64), *(self._pairs(a, b) for a, b in companions)]),
            ratios={r.name: self._pairs(r.numerator, r.denominator) for r in ratios},
        )  # fmt: skip

    def _whole(self, column: str) -> IntArray:
        return np.array(self.columns[column], dtype=np.int64)

    def _flag(self, column: str) -> BoolArray:
        return np.array(self.columns[column], dtype=bool)


_COLUMNS = {
    "values": 0,
    "children": 0,
    "printed": 1,
    "fixed": 0,
    "forced": 0,
    "organisations": -1,
    "schools": -1,
    "largest": 0,
    "exposed": 0,
    "headline": 0,
}
