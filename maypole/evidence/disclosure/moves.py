"""The shortest way to move one withheld cell: which others must move with it, and how far."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from maypole.evidence.disclosure.tables import NO_LIMIT, BoolArray, IntArray

FloatArray = NDArray[np.float64]
REACHES = (3, 10_000)
SECONDS_FOR_WHOLE_NUMBERS = 5.0


@dataclass(frozen=True)
class Room:
    """How far each cell may move, and what it costs to move it by one, (cells,) each."""

    down: IntArray
    up: IntArray
    price: FloatArray
    movable: BoolArray


class Ways:
    """Finds moves through the lines of a model, near the cell first."""

    def __init__(self, rows: sparse.csr_array) -> None:
        self.rows, self.columns = rows, sparse.csc_array(rows)
        self.lines = sparse.csr_array(rows.T)

    def near(self, cell: int, movable: BoolArray, hops: int) -> IntArray:
        """Return the cells that may move within so many shared lines of a cell."""
        inside = np.zeros(self.rows.shape[1], dtype=bool)
        inside[cell] = True
        fresh = np.array([cell])
        seen_lines = np.zeros(self.rows.shape[0], dtype=bool)
        for _ in range(hops):
            lines = np.unique(_gather(self.lines, fresh))
            lines = lines[~seen_lines[lines]]
            seen_lines[lines] = True
            cells = np.unique(_gather(self.rows, lines))
            fresh = cells[movable[cells] & ~inside[cells]]
            inside[fresh] = True
            if not len(fresh):
                break
        return np.flatnonzero(inside)

    def find(
        self, cell: int, move: int, room: Room, hops: int, *, whole: bool = False
    ) -> tuple[IntArray, FloatArray] | None:
        """Return the cells of the cheapest way to move ``cell`` by ``move``, and how far each moves; None if there is none.

        hops     how many lines away to look; at the last of ``REACHES`` nothing is in the way but the room itself
        whole    whether every cell must move by a whole number (slower, and given up after a few seconds)
        """
        cells = self.near(cell, room.movable, hops)
        part = self.columns[:, cells].tocsr()
        part = sparse.csr_array(part[np.flatnonzero(np.diff(part.indptr))])
        at, count, span = int(np.searchsorted(cells, cell)), len(cells), abs(move)
        low = np.zeros(2 * count)
        most = span if hops < REACHES[-1] else NO_LIMIT
        high = np.concatenate([np.clip(room.up[cells], 0, most), np.clip(room.down[cells], 0, most)]).astype(float)
        wanted, other = (at, at + count) if move > 0 else (at + count, at)
        if high[wanted] < span:
            return None
        low[wanted] = high[wanted] = span
        high[other] = 0
        price = np.concatenate([room.price[cells]] * 2)
        solver = programme(sparse.csr_array(sparse.hstack([part, -part])), low, high, price, whole=whole)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        step = np.asarray(solver.getSolution().col_value, dtype=float)
        moved = step[:count] - step[count:]
        kept = np.flatnonzero(abs(moved) > 1e-6)
        return cells[kept], moved[kept]


def whole_steps(moved: FloatArray) -> IntArray | None:
    """Return a move as whole numbers; None where it has fractions."""
    whole = np.rint(moved)
    return None if abs(moved - whole).max(initial=0) > 1e-6 else whole.astype(np.int64)


def programme(
    rows: sparse.csr_array,
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
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
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
        solver.setOptionValue("time_limit", SECONDS_FOR_WHOLE_NUMBERS)
    solver.passModel(model)
    return solver


def _gather(matrix: sparse.csr_array, rows: IntArray) -> IntArray:
    """Return the column indices of several rows of a sparse matrix, one row after the other."""
    starts, lengths = matrix.indptr[rows], np.diff(matrix.indptr)[rows].astype(np.int64)
    shift = np.repeat(starts - (np.cumsum(lengths) - lengths), lengths)
    return np.asarray(matrix.indices[np.arange(lengths.sum()) + shift], dtype=np.int64)
