"""Which whole numbers a withheld cell may still be, given the rows that tie the withheld cells together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import highspy
import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from maypole.evidence.disclosure.errors import Stopped
from maypole.evidence.disclosure.moves import REACHES, FloatArray, Room, Ways, programme, whole_steps
from maypole.evidence.disclosure.tables import BoolArray, IntArray

OnProgress = Callable[[int, int, str], bool]
QUIET_ROUNDS, QUIET_SHARE = 3, 0.02
FARE, CROWDS = 0.1, (0.1, 0.3, 1.0)
FAR, STRIDE = 10**6, 3


@dataclass(frozen=True)
class Reach:
    """How far each cell can move from a table known to be possible.

    low, high    (cells,)    the outermost whole numbers reached
    found        (cells,)    how many different whole numbers were reached, at most what was asked and a few
    """

    low: IntArray
    high: IntArray
    found: IntArray


class Explorer:
    """Walks through the tables that agree with the rows, in the box [base - span, base + span].

    rows    sparse (rows, cells)    of the withheld cells only
    base    (cells,)                one possible table of whole numbers
    low, high   (cells,)            what the attacker knows of each
    """

    def __init__(self, rows: sparse.csr_array, base: IntArray, low: IntArray, high: IntArray, span: int) -> None:
        self.rows, self.base, self.span = rows, base, span
        self.least = np.maximum(low - base, -FAR)
        self.most = np.minimum(high - base, FAR)
        self.seen = np.zeros((len(base), 2 * span + 1), dtype=bool)
        self.seen[:, span] = True
        offsets = np.arange(-span, span + 1)
        self.never = (offsets < self.least[:, None]) | (offsets > self.most[:, None])
        self.random = np.random.default_rng(20240229)
        self.ways = Ways(rows)
        everything = np.ones(len(base), dtype=bool)
        self.room = Room(-self.least, self.most, np.ones(len(base)), everything)

    def explore(self, need: IntArray, on_progress: OnProgress | None = None, message: str = "") -> None:
        """Move cells in crowds until each has taken ``need`` different whole numbers, or crowds stop helping."""
        quiet, asked = 0, int((need > 0).sum())
        if not asked:
            return
        both = sparse.csr_array(sparse.hstack([self.rows, -self.rows]))
        solver = programme(both, np.zeros(2 * len(self.base)), self._strides(), np.zeros(2 * len(self.base)))
        while quiet < QUIET_ROUNDS:
            wanting = np.flatnonzero(self.seen.sum(axis=1) < need)
            if on_progress is not None and not on_progress(asked - len(wanting), asked, message):
                raise Stopped(message)
            if not len(wanting):
                return
            before = self.seen[wanting].sum()
            self._move_together(solver, wanting)
            gained = self.seen[wanting].sum() - before
            quiet = 0 if gained > QUIET_SHARE * len(wanting) else quiet + 1

    def _strides(self) -> FloatArray:
        """Return how far a crowd may move each cell up, then down."""
        return np.minimum(np.concatenate([self.most, -self.least]), STRIDE * self.span).astype(float)

    def _targets(self, wanting: IntArray) -> IntArray:
        """Return an offset that each cell has not taken yet, up or down by lot."""
        offsets = np.arange(-self.span, self.span + 1)
        possible = (offsets >= self.least[wanting, None]) & (offsets <= self.most[wanting, None]) & ~self.seen[wanting]
        lot = self.random.random(possible.shape) + abs(offsets) * self.random.choice([0.0, 0.3])
        return offsets[np.argmin(np.where(possible, lot, np.inf), axis=1)] * possible.any(axis=1)

    def _move_together(self, solver: highspy.Highs, wanting: IntArray) -> None:
        """Let a random share of the wanting cells move at once, each as cheaply as it can, so that most moves stay apart."""
        chosen = wanting[self.random.random(len(wanting)) < self.random.choice(CROWDS)]
        target, size = self._targets(chosen), len(self.base)
        most = self._strides()
        cost = self.random.uniform(0.8, 1.2, 2 * size) * FARE
        for side, cells, goal in (
            (0, chosen[target > 0], target[target > 0]),
            (size, chosen[target < 0], -target[target < 0]),
        ):
            cost[side + cells] = -1.0
            most[side + cells] = goal
            most[size - side + cells] = 0.0
        columns = np.arange(2 * size, dtype=np.int32)
        solver.changeColsCost(2 * size, columns, cost)
        solver.changeColsBounds(2 * size, columns, np.zeros(2 * size), most)
        solver.run()
        if solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            step = np.asarray(solver.getSolution().col_value, dtype=float)
            self.record(step[:size] - step[size:])

    def record(self, step: FloatArray) -> None:
        """Note every whole table on the way that this step points: its separate parts, their multiples and mirror images."""
        moved = np.flatnonzero(abs(step) > 1e-6)
        part = self.rows[:, moved]
        block = connected_components(sparse.block_array([[None, part], [part.T, None]]), directed=False)[1][
            part.shape[0] :
        ]
        broken = np.bincount(block, weights=abs(step[moved] - np.rint(step[moved])) > 1e-6)[block] > 0
        moved, block = moved[~broken], block[~broken]
        move = np.rint(step[moved]).astype(np.int64)
        for factor in range(-self.span, self.span + 1):
            at = move * factor
            outside = (at < self.least[moved]) | (at > self.most[moved])
            kept = (np.bincount(block, weights=outside, minlength=1)[block] == 0) & (abs(at) <= self.span)
            self.seen[moved[kept], at[kept] + self.span] = True

    def settle(self, cell: int, need: int, *, whole: bool = False) -> None:
        """Look for one cell's missing whole numbers one at a time, near ones first.

        whole    ask for whole numbers everywhere in the cell's block, which settles what fractions leave open
        """
        for offset in sorted(range(-self.span, self.span + 1), key=abs):
            if self.seen[cell].sum() >= need or (~self.never[cell]).sum() < need:
                return
            if not self.seen[cell, offset + self.span] and not self.never[cell, offset + self.span]:
                self._settle_at(cell, offset, whole)

    def _settle_at(self, cell: int, offset: int, whole: bool) -> None:
        for hops in REACHES:
            found = self.ways.find(cell, offset, self.room, hops, whole=whole)
            steps = None if found is None else whole_steps(found[1])
            if found is not None and steps is not None:
                note_move(self.seen, self.least[found[0]], self.most[found[0]], found[0], steps)
                return
        if found is None and not whole:  # with fractions allowed and nothing in the way, this is a proof
            beyond = slice(offset + self.span, None) if offset > 0 else slice(0, offset + self.span + 1)
            self.never[cell, beyond] = True

    def reach(self) -> Reach:
        """Return what has been found so far."""
        span = self.span
        low = self.base - span + self.seen.argmax(axis=1)
        high = self.base + span - self.seen[:, ::-1].argmax(axis=1)
        return Reach(low, high, self.seen.sum(axis=1))


def note_move(seen: BoolArray, least: IntArray, most: IntArray, cells: IntArray, steps: IntArray) -> None:
    """Mark, in place, the offsets that cells take as a move and its whole fractions and multiples, to both sides, are made.

    least, most    (cells,)    how far the cells of the move may go
    """
    unit = steps // int(np.gcd.reduce(steps))
    span = seen.shape[1] // 2
    ahead = int((np.where(unit > 0, most, -least) // abs(unit)).min())
    back = int((np.where(unit > 0, -least, most) // abs(unit)).min())
    for factor in range(-min(back, span), min(ahead, span) + 1):
        noted = abs(factor * unit) <= span
        seen[cells[noted], span + factor * unit[noted]] = True
