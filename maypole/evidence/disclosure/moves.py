"""The shortest way to move one withheld cell: which others must move with it, and how far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from maypole.evidence.disclosure.swaps import Swaps
from maypole.evidence.disclosure.tables import NO_LIMIT, BoolArray, FloatArray, IntArray

NEAREST, CROWDED = 3, 2_000
SECONDS_FOR_THE_CHEAPEST, SECONDS_FOR_ANY = 5.0, 30.0
STOPPED = (highspy.HighsModelStatus.kTimeLimit, highspy.HighsModelStatus.kSolutionLimit)


@dataclass(frozen=True)
class Room:
    """How far each cell may move, and what it costs to move it by one, (cells,) each."""

    down: IntArray
    up: IntArray
    price: FloatArray
    movable: BoolArray


@dataclass(frozen=True)
class Place:
    """Cells among which to look for a move, in order; ``everything`` says that no other cell could help."""

    cells: IntArray
    everything: bool


class Ways:
    """Finds moves through the lines of a model, near the cell first."""

    def __init__(self, rows: sparse.csr_array) -> None:
        self.rows, self.lines = rows, sparse.csr_array(rows.T)

    def places(self, cell: int, room: Room, swaps: Swaps | None = None) -> Iterator[Place]:
        """Yield places to look for a move of a cell, small ones first and everything last."""
        if swaps is not None:
            for cells in swaps.around(cell, room.price):
                yield Place(cells, False)
        yield from self._wider_and_wider(cell, room.movable)

    def _wider_and_wider(self, cell: int, movable: BoolArray) -> Iterator[Place]:
        """Yield the cells that may move within a few shared lines of a cell, and all that hang together with it."""
        inside, crossed = np.zeros(self.rows.shape[1], dtype=bool), np.zeros(self.rows.shape[0], dtype=bool)
        inside[cell] = True
        fresh, hops = np.array([cell]), 0
        while len(fresh):
            lines = np.unique(_gather(self.lines, fresh, self.lines.indices))
            lines = lines[~crossed[lines]]
            crossed[lines] = True
            cells = np.unique(_gather(self.rows, lines, self.rows.indices))
            fresh, hops = cells[movable[cells] & ~inside[cells]], hops + 1
            inside[fresh] = True
            if len(fresh) and (hops == NEAREST or (hops > NEAREST and inside.sum() < CROWDED)):
                yield Place(np.flatnonzero(inside), False)
        yield Place(np.flatnonzero(inside), True)

    def find(
        self, cell: int, move: int, room: Room, place: Place, *, whole: bool = False
    ) -> tuple[IntArray, FloatArray] | None:
        """Return the cells of the cheapest way to move ``cell`` by ``move``, and how far each moves; None if there is none.

        place    where to look; where that is everything, nothing is in the way but the room itself
        whole    whether every cell must move by a whole number (slower; after a few seconds any way will do)
        """
        cells = place.cells
        at, count, span = int(np.searchsorted(cells, cell)), len(cells), abs(move)
        most = NO_LIMIT if place.everything else span
        low = np.zeros(2 * count)
        high = np.concatenate([np.clip(room.up[cells], 0, most), np.clip(room.down[cells], 0, most)]).astype(float)
        wanted, other = (at, at + count) if move > 0 else (at + count, at)
        if high[wanted] < span:
            return None
        low[wanted] = high[wanted] = span
        high[other] = 0
        price = np.concatenate([room.price[cells]] * 2)
        solver = programme(self._both_ways(cells), low, high, price, whole=whole)
        solver.run()
        if whole and not _is_a_way(solver):
            _take_any(solver)
        if not _is_a_way(solver):
            return None
        step = np.asarray(solver.getSolution().col_value, dtype=float)
        moved = step[:count] - step[count:]
        kept = np.flatnonzero(abs(moved) > 1e-6)
        return cells[kept], moved[kept]

    def _both_ways(self, cells: IntArray) -> sparse.csc_array:
        """Return the columns of some cells, once upwards and once downwards, and of the lines those that have any."""
        lines, at = np.unique(_gather(self.lines, cells, self.lines.indices), return_inverse=True)
        signs = _gather(self.lines, cells, self.lines.data)
        lengths = np.diff(self.lines.indptr)[cells]
        pointer = np.concatenate([[0], np.cumsum(np.tile(lengths, 2))])
        shape = (len(lines), 2 * len(cells))
        return sparse.csc_array((np.concatenate([signs, -signs]), np.tile(at, 2), pointer), shape=shape)


def _take_any(solver: highspy.Highs) -> None:
    """Go on, where the time for the cheapest way was up before any was found, until there is one: a busy machine is slow."""
    if solver.getModelStatus() == highspy.HighsModelStatus.kTimeLimit:
        solver.setOptionValue("mip_max_improving_sols", 1)
        solver.setOptionValue("time_limit", SECONDS_FOR_ANY)
        solver.run()


def _is_a_way(solver: highspy.Highs) -> bool:
    """Return whether a programme found the cheapest way, or one at least before it had to stop."""
    if solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
        return True
    found = solver.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    return bool(found and solver.getModelStatus() in STOPPED)


def whole_steps(moved: FloatArray) -> IntArray | None:
    """Return a move as whole numbers; None where it has fractions."""
    whole = np.rint(moved)
    return None if abs(moved - whole).max(initial=0) > 1e-6 else whole.astype(np.int64)


def programme(
    rows: sparse.csr_array | sparse.csc_array,
    low: FloatArray,
    high: FloatArray,
    cost: FloatArray,
    owed: FloatArray | None = None,
    *,
    whole: bool = False,
) -> highspy.Highs:
    """Return a HiGHS model: the cheapest x with rows @ x == owed (0 where not given) and low <= x <= high."""
    count, size = rows.shape
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = size, count
    model.col_cost_, model.col_lower_, model.col_upper_ = cost, low, high
    model.row_lower_ = model.row_upper_ = np.zeros(count) if owed is None else owed
    by_row = highspy.MatrixFormat.kRowwise
    model.a_matrix_.format_ = by_row if rows.format == "csr" else highspy.MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_ = rows.indptr, rows.indices
    model.a_matrix_.value_ = rows.data.astype(float)
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * size
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    if not whole:
        solver.setOptionValue("presolve", "off")
    if whole:
        solver.setOptionValue("time_limit", SECONDS_FOR_THE_CHEAPEST)
    solver.passModel(model)
    return solver


def _gather(matrix: sparse.csr_array, rows: IntArray, what: NDArray[Any]) -> NDArray[Any]:
    """Return what a sparse matrix holds in several rows, its indices or its data, one row after the other."""
    starts, lengths = matrix.indptr[rows], np.diff(matrix.indptr)[rows].astype(np.int64)
    shift = np.repeat(starts - (np.cumsum(lengths) - lengths), lengths)
    return np.asarray(what[np.arange(lengths.sum()) + shift])
