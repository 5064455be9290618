"""Which further cells to withhold, looked at one line at a time: quick, and nearly enough."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from maypole.evidence.disclosure.attackers import Attacker
from maypole.evidence.disclosure.tables import BoolArray, FloatArray, IntArray

NEW_LINE, SHORT_LINE, LITTLE_ROOM, BIG_FIGURE, HEADLINE = 2.0, -1.5, 1.5, 0.05, 30.0


class Lines:
    """The lines of a model, and how far the withheld cells of each leave one another free.

    values, needy   (cells,)   the figures; which cells must stay vague once withheld
    usable          (cells,)   cells that may be withheld beside others: not zero, not known to everybody
    headline        (cells,)   cells to be withheld last
    """

    def __init__(
        self,
        rows: sparse.csr_array,
        values: IntArray,
        needy: BoolArray,
        usable: BoolArray,
        attackers: Sequence[Attacker],
        headline: BoolArray | None = None,
    ) -> None:
        self.rows, self.columns = rows, rows.tocsc()
        self.values, self.needy, self.usable = values, needy, usable
        self.asked = np.array([a.need - 1.0 for a in attackers])[:, None]
        self.down = np.minimum([values - a.low for a in attackers], self.asked)
        self.up = np.minimum([a.high - values for a in attackers], self.asked)
        self.room = ((self.down + self.up) / (2 * self.asked)).min(axis=0)
        self.bulk = BIG_FIGURE * np.log1p(values) + (0.0 if headline is None else HEADLINE * headline)

    def of_cell(self, cell: int) -> IntArray:
        """Return the lines that a cell stands in."""
        return np.asarray(self.columns.indices[self.columns.indptr[cell] : self.columns.indptr[cell + 1]])

    def shortfall(self, line: int, withheld: BoolArray) -> float:
        """Return how far the tightest withheld cell of a line is from what is asked; 0 where all is well."""
        at = slice(self.rows.indptr[line], self.rows.indptr[line + 1])
        cells, signs = self.rows.indices[at], self.rows.data[at]
        inside = withheld[cells]
        cells, positive = cells[inside], signs[inside] > 0
        needy = self.needy[cells]
        if not needy.any():
            return 0.0
        rise = np.where(positive, self.up[:, cells], self.down[:, cells])
        fall = np.where(positive, self.down[:, cells], self.up[:, cells])
        range_up = np.minimum(rise, fall.sum(axis=1, keepdims=True) - fall)
        range_down = np.minimum(fall, rise.sum(axis=1, keepdims=True) - rise)
        return float(((self.asked - range_up - range_down) * needy).max(initial=0.0))

    def candidates(self, line: int, withheld: BoolArray) -> IntArray:
        """Return the cells of a line that could still be withheld."""
        cells = self.rows.indices[self.rows.indptr[line] : self.rows.indptr[line + 1]]
        return np.asarray(cells[self.usable[cells] & ~withheld[cells]])

    def scores(self, cells: IntArray, line: int, crowd: IntArray, short: BoolArray) -> FloatArray:
        """Return what it costs to withhold each cell for a line's sake: new needs elsewhere, less those it meets."""
        scores = self.bulk[cells] + LITTLE_ROOM * (1 - self.room[cells])
        for i, cell in enumerate(cells):
            others = self.of_cell(cell)
            others = others[others != line]
            scores[i] += NEW_LINE * (crowd[others] == 0).sum() + SHORT_LINE * short[others].sum()
        return np.asarray(scores)


def fill_lines(lines: Lines, withheld: BoolArray) -> BoolArray:
    """Return ``withheld`` grown until no line gives one of its cells away by itself, as far as that can be done."""
    withheld = withheld.copy()
    member = withheld & lines.needy
    crowd = (abs(lines.rows) @ member.astype(float)).astype(np.int64)
    short = np.zeros(lines.rows.shape[0], dtype=bool)
    waiting = [int(i) for i in np.flatnonzero(crowd)]
    for i in waiting:
        short[i] = lines.shortfall(i, withheld) > 0
    waiting = sorted(
        (i for i in waiting if short[i]), key=lambda i: (lines.rows.indptr[i + 1] - lines.rows.indptr[i], i)
    )
    while waiting:
        again: list[int] = []
        for line in waiting:
            while short[line]:
                cells = lines.candidates(line, withheld)
                if not len(cells):
                    break
                chosen = int(cells[np.argmin(lines.scores(cells, line, crowd, short))])
                withheld[chosen] = True
                for other in lines.of_cell(chosen):
                    crowd[other] += 1
                    short[other] = lines.shortfall(other, withheld) > 0
                    if short[other] and other != line:
                        again.append(int(other))
        waiting = [i for i in dict.fromkeys(again) if short[i] and len(lines.candidates(i, withheld))]
    return withheld


def take_back(lines: Lines, withheld: BoolArray, keep: BoolArray) -> BoolArray:
    """Return ``withheld`` without the cells that no line needs, dearest first; ``keep`` stays withheld."""
    withheld = withheld.copy()
    extra = np.flatnonzero(withheld & ~keep)
    for cell in extra[np.argsort(-lines.bulk[extra], kind="stable")]:
        mine = lines.of_cell(cell)
        before = [lines.shortfall(i, withheld) for i in mine]
        withheld[cell] = False
        if any(lines.shortfall(i, withheld) > b for i, b in zip(mine, before, strict=True)):
            withheld[cell] = True
    return withheld
