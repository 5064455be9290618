"""Which cells can move together and leave every sum as it is: two parts of one breakdown, crossed with two of another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np

from maypole.evidence.disclosure.model import Model
from maypole.evidence.disclosure.tables import BoolArray, Dimension, FloatArray, IntArray

FEWEST, WIDEST, MOST, MOST_PARTS, PARTNERS, APART = 3, 24, 300_000, 2_000, 16, 4
FEW, MANY, EACH = 40, 400, 10
Ways = list[IntArray]


@dataclass(frozen=True)
class Swaps:
    """Groups of cells that can move together.

    cells     (swaps, width)    filled up with the number of cells
    of_cell   swaps in the order of their cells; ``first`` says where each cell's begin
    """

    cells: IntArray
    of_cell: IntArray
    first: IntArray

    def around(self, cell: int, price: FloatArray) -> Iterator[IntArray]:
        """Yield the cells of the cheapest few swaps of a cell, of more of them, and of those of its neighbours.

        price   (cells,)   what each cell costs
        """
        few = self._near(cell, price, FEW)
        if len(few):
            yield few
            yield self._near(cell, price, MANY)
            yield np.unique(np.concatenate([few, *(self._near(c, price, EACH) for c in few.tolist())]))

    def _near(self, cell: int, price: FloatArray, few: int) -> IntArray:
        mine = self.of_cell[self.first[cell] : self.first[cell + 1]]
        if len(mine) < FEWEST:
            return np.zeros(0, dtype=np.int64)
        groups = self.cells[mine]
        if len(mine) > few:
            cost = np.append(price, 0.0)[groups].sum(axis=1)
            groups = groups[np.argpartition(cost, few)[:few]]
        found = np.unique(groups)
        return found[found < len(price)].astype(np.int64)


def swaps_of(model: Model, movable: BoolArray) -> Swaps:
    """Return the swaps of a model's tables, of cells that may move only.

    Not all that there are: none of more than ``WIDEST`` cells, and none of which there would be too many.
    """
    possible = np.append(movable, True)
    found = [group for measure in sorted(set(model.measures.values())) for group in _of_measure(model, measure)]
    kept = [group[possible[group].all(axis=1)] for group in found]
    width = max((group.shape[1] for group in kept), default=0)
    filled = [np.pad(g, ((0, 0), (0, width - g.shape[1])), constant_values=model.size) for g in kept]
    cells = np.concatenate([np.zeros((0, width), dtype=np.int32), *filled])
    order = np.argsort(cells, axis=None, kind="stable")
    first = np.searchsorted(cells.reshape(-1)[order], np.arange(model.size + 1))
    return Swaps(cells, (order[: first[-1]] // max(width, 1)).astype(np.int32), first)


def _of_measure(model: Model, measure: str) -> Iterator[IntArray]:
    """Yield the swaps of the tables of one measure, by the dimensions that swap; the others move one part and its totals.

    A table that lacks one of the dimensions that swap is not touched: what one part loses there the other gains.
    """
    tables = {
        name: tuple(d.name for d in model.dimensions[name]) for name, of in model.measures.items() if of == measure
    }
    dimensions = {d.name: d for name in tables for d in model.dimensions[name]}
    if any(dimensions[d.name] != d for name in tables for d in model.dimensions[name]):
        return
    swapped = {name: _swapped(d) for name, d in dimensions.items()}
    alone = {name: _moved_alone(d) for name, d in dimensions.items()}
    for swapping in sorted({s for t in tables.values() for k in range(len(t)) for s in combinations(sorted(t), k + 1)}):
        touched = {name: t for name, t in tables.items() if set(swapping) <= set(t)}
        others = sorted({d for t in touched.values() for d in t} - set(swapping))
        for way in product(*(swapped[d] for d in swapping), *(alone[d] for d in others)):
            yield from _crossed(model, touched, dict(zip((*swapping, *others), way, strict=True)))


def _crossed(model: Model, touched: dict[str, tuple[str, ...]], way: dict[str, IntArray]) -> Iterator[IntArray]:
    """Yield the cells of every combination of the ways in which each dimension can move, if they are not too many."""
    width = sum(int(np.prod([way[d].shape[1] for d in t])) for t in touched.values())
    counts = [len(codes) for codes in way.values()]
    if width > WIDEST or not 0 < np.prod(counts, dtype=float) <= MOST:
        return
    chosen = dict(zip(way, np.unravel_index(np.arange(np.prod(counts)), counts), strict=True))
    yield np.concatenate([_cells(model.table_cells[name], t, way, chosen) for name, t in touched.items()], axis=1)


def _cells(
    ids: IntArray, dimensions: tuple[str, ...], way: dict[str, IntArray], chosen: dict[str, IntArray]
) -> IntArray:
    """Return (combinations, cells) of one table."""
    at = np.zeros((len(chosen[dimensions[0]]), 1), dtype=np.int64)
    for count, d in zip(ids.shape, dimensions, strict=True):
        at = (at[:, :, None] * count + way[d][chosen[d]][:, None, :]).reshape(len(at), -1)
    return ids.reshape(-1)[at].astype(np.int32)


def _parts(dimension: Dimension) -> IntArray:
    totals = {total for total, _ in dimension.sums}
    return np.array([i for i, code in enumerate(dimension.codes) if code not in totals], dtype=np.int64)


def _by_size(rows: Sequence[IntArray]) -> Ways:
    """Return rows of codes of equal length as arrays."""
    return [np.stack([r for r in rows if len(r) == size]) for size in sorted({len(r) for r in rows})]


def _moved_alone(dimension: Dimension) -> Ways:
    """Return the codes that change when one part does: itself and its totals."""
    above = dimension.above()
    return _by_size([np.flatnonzero(above[i]) for i in _parts(dimension)])


def _swapped(dimension: Dimension) -> Ways:
    """Return the codes that change when one part gives to another: both, and the totals of only one of them."""
    parts = _parts(dimension)
    if len(parts) > MOST_PARTS:
        return []
    above = dimension.above()[parts].astype(np.float32)
    apart = above.sum(axis=1)[:, None] + above.sum(axis=1) - 2 * above @ above.T
    first, second = np.nonzero(np.triu(apart <= APART, 1))
    near = np.arange(len(first)) - np.searchsorted(first, first) < PARTNERS
    return _by_size([np.flatnonzero(row) for row in above[first[near]] != above[second[near]]])
