"""What a release shows: figures, withheld cells, and the sums that readers know."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from maypole.evidence.disclosure.attackers import Knowledge
from maypole.evidence.disclosure.tables import BoolArray, IntArray

WITHHELD = -1


@dataclass(frozen=True)
class Published:
    """Figures as a reader sees them.

    names       (cells,)         each cell in words
    values      (cells,)         whole numbers; ``WITHHELD`` where there is none
    rows        (rows, cells)    sparse; rows @ true values == 0
    printed     (cells,)         False for what is no cell of a table: the rest of a subset
    ask         (cells,)         withheld cells that must stay vague
    """

    names: tuple[str, ...]
    values: IntArray
    rows: sparse.csr_array
    printed: BoolArray
    ask: BoolArray

    @property
    def withheld(self) -> BoolArray:
        """Return the cells that show no figure."""
        return np.asarray(self.values == WITHHELD)


@dataclass(frozen=True)
class Protected:
    """A release that was made safe.

    published     what readers see, for ``audit``
    suppressed    (cells,)    every withheld cell; small ones and those beside them alike
    intervals     (cells, 2)  numbers that a reader who knows that zeros are printed must think possible, at least
    knowledge     what the attackers were given beside the published figures
    tables        per table, the figures in its own shape, ``WITHHELD`` where there is none
    ratios        per ratio, where it may be printed, in the order of the model's pairs
    """

    published: Published
    suppressed: BoolArray
    intervals: IntArray
    knowledge: Knowledge
    tables: dict[str, IntArray]
    ratios: dict[str, BoolArray]
