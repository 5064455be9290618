"""Which whole numbers a withheld cell may still be, given the rows that tie the withheld cells together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from maypole.evidence.disclosure.errors import Stopped
from maypole.evidence.disclosure.moves import Room, Ways, programme, whole_steps
from maypole.evidence.disclosure.tables import BoolArray, FloatArray, IntArray

OnProgress = Callable[[int, int, str], bool]
Move = tuple[IntArray, IntArray]
QUIET_ROUNDS, QUIET_SHARE = 3, 0.05
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
        self.moves: list[Move] = []
        offsets = np.arange(-span, span + 1)
        self.never = (offsets < self.least[:, None]) | (offsets > self.most[:, None])
        self.random = np.random.default_rng(20240229)
        self.ways = Ways(rows)
        everything = np.ones(len(base), dtype=bool)
        self.room = Room(-self.least, self.most, np.ones(len(base)), everything)

    def explore(self, need: IntArray, on_progress: OnProgress | None = None, message: str = "") -> None:
        """Move cells in crowds until each has taken ``need`` different whole numbers, or crowds stop helping."""
        if not (need > 0).any():
            return
        for move in (self._rush(), self._stroll()):
            self._repeat(move, need, on_progress, message)

    def _repeat(
        self, move: Callable[[IntArray], None], need: IntArray, on_progress: OnProgress | None, message: str
    ) -> None:
        """Make one kind of move until it no longer finds much."""
        quiet, asked = 0, int((need > 0).sum())
        while quiet < QUIET_ROUNDS:
            wanting = np.flatnonzero(self.seen.sum(axis=1) < need)
            if on_progress is not None and not on_progress(asked - len(wanting), asked, message):
                raise Stopped(message)
            if not len(wanting):
                return
            before = self.seen[wanting].sum()
            move(wanting)
            gained = self.seen[wanting].sum() - before
            quiet = 0 if gained > QUIET_SHARE * len(wanting) else quiet + 1

    def _rush(self) -> Callable[[IntArray], None]:
        """Return a move in which all wanting cells push at once: enough where rows and columns are all there is."""
        size = len(self.base)
        solver: list[highspy.Highs] = []

        def move(wanting: IntArray) -> None:
            least, most = np.maximum(self.least, -self.span), np.minimum(self.most, self.span)
            if not solver:
                solver.append(programme(self.rows, least.astype(float), most.astype(float), np.zeros(size)))
            target = self._targets(wanting)
            least[wanting] = np.where(target < 0, target, least[wanting])
            most[wanting] = np.where(target > 0, target, most[wanting])
            cost = np.zeros(size)
            cost[wanting] = -np.sign(target) * self.random.uniform(0.5, 1.5, len(wanting))
            step = _cheapest(solver[0], cost, least.astype(float), most.astype(float))
            if step is not None:
                self.record(step)

        return move

    def _stroll(self) -> Callable[[IntArray], None]:
        """Return a move in which a share of the wanting cells go, each as cheaply as it can, so that most stay apart."""
        size = len(self.base)
        solver: list[highspy.Highs] = []

        def move(wanting: IntArray) -> None:
            if not solver:
                both = sparse.csr_array(sparse.hstack([self.rows, -self.rows]))
                solver.append(programme(both, np.zeros(2 * size), self._strides(), np.zeros(2 * size)))
            chosen = wanting[self.random.random(len(wanting)) < self.random.choice(CROWDS)]
            target, most = self._targets(chosen), self._strides()
            cost = self.random.uniform(0.8, 1.2, 2 * size) * FARE
            for side, way in ((0, 1), (size, -1)):
                cells = chosen[target * way > 0]
                cost[side + cells] = -1.0
                most[side + cells] = abs(target[target * way > 0])
                most[size - side + cells] = 0.0
            step = _cheapest(solver[0], cost, np.zeros(2 * size), most)
            if step is not None:
                self.record(step[:size] - step[size:])

        return move

    def _strides(self) -> FloatArray:
        """Return how far a crowd may move each cell up, then down."""
        return np.asarray(np.minimum(np.concatenate([self.most, -self.least]), STRIDE * self.span).astype(float))

    def _targets(self, wanting: IntArray) -> IntArray:
        """Return an offset that each cell has not taken yet, up or down by lot."""
        offsets = np.arange(-self.span, self.span + 1)
        possible = (offsets >= self.least[wanting, None]) & (offsets <= self.most[wanting, None]) & ~self.seen[wanting]
        lot = self.random.random(possible.shape) + abs(offsets) * self.random.choice([0.0, 0.3])
        return np.asarray(offsets[np.argmin(np.where(possible, lot, np.inf), axis=1)] * possible.any(axis=1))

    def record(self, step: FloatArray) -> None:
        """Note every whole table on the way that this step points: its separate parts, their multiples and mirror images."""
        moved = np.flatnonzero(abs(step) > 1e-6)
        block = _blocks(self.rows[:, moved])
        broken = np.bincount(block, weights=abs(step[moved] - np.rint(step[moved])) > 1e-6)[block] > 0
        moved, block = moved[~broken], block[~broken]
        order = np.argsort(block, kind="stable")
        ends = np.flatnonzero(np.diff(block[order])) + 1
        for cells in np.split(moved[order], ends) if len(moved) else ():
            self.note(cells, np.rint(step[cells]).astype(np.int64))

    def note(self, cells: IntArray, steps: IntArray) -> None:
        """Remember a move, and mark the offsets that it shows to be possible."""
        if note_move(self.seen, self.least[cells], self.most[cells], cells, steps):
            self.moves.append((cells, steps))

    def replay(self, moves: Sequence[Move]) -> None:
        """Check moves that somebody else found against every row and limit, and mark what they show."""
        if not len(moves):
            return
        cells = np.concatenate([m[0] for m in moves])
        steps = np.concatenate([m[1] for m in moves]).astype(float)
        number = np.repeat(np.arange(len(moves)), [len(m[0]) for m in moves])
        together = sparse.csc_array((steps, (cells, number)), shape=(len(self.base), len(moves)))
        off = np.asarray(abs(self.rows @ together).sum(axis=0)).ravel() if self.rows.shape[0] else np.zeros(len(moves))
        for i in np.flatnonzero(off < 0.5).tolist():
            note_move(self.seen, self.least[moves[i][0]], self.most[moves[i][0]], *moves[i])

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
        for place in self.ways.places(cell, self.room):
            found = self.ways.find(cell, offset, self.room, place, whole=whole)
            steps = None if found is None else whole_steps(found[1])
            if found is not None and steps is not None:
                self.note(found[0], steps)
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


def _blocks(rows: sparse.csr_array) -> IntArray:
    """Return which cells hang together by rows, as a number each."""
    count, size = rows.shape
    ties = rows.tocoo()
    graph = sparse.csr_array((np.ones(ties.nnz), (ties.row, ties.col + count)), shape=(count + size, count + size))
    return np.asarray(connected_components(graph, directed=False)[1][count:], dtype=np.int64)


def _cheapest(solver: highspy.Highs, cost: FloatArray, least: FloatArray, most: FloatArray) -> FloatArray | None:
    columns = np.arange(len(cost), dtype=np.int32)
    solver.changeColsCost(len(cost), columns, cost)
    solver.changeColsBounds(len(cost), columns, least, most)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return np.asarray(solver.getSolution().col_value, dtype=float)


def note_move(seen: BoolArray, least: IntArray, most: IntArray, cells: IntArray, steps: IntArray) -> bool:
    """Mark, in place, the offsets that cells take as a move and its parts and multiples, to both sides, are made.

    least, most    (cells,)    how far the cells of the move may go

    Returns whether that showed anything new.
    """
    unit = steps // int(np.gcd.reduce(steps))
    span, size = seen.shape[1] // 2, abs(unit)
    ahead = min(int((np.where(unit > 0, most, -least) // size).min()), span)
    back = min(int((np.where(unit > 0, -least, most) // size).min()), span)
    before = int(np.count_nonzero(seen[cells]))
    for factor in range(-back, ahead + 1):
        noted = size * abs(factor) <= span
        seen[cells[noted], span + factor * unit[noted]] = True
    return int(np.count_nonzero(seen[cells])) > before
