"""Which cells are withheld because of what they say themselves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from maypole.evidence.disclosure.model import Model
from maypole.evidence.disclosure.tables import BoolArray, IntArray


@dataclass(frozen=True)
class Policy:
    """The limits of a release.

    threshold      a number of children below this is small (5; 10 as an option)
    width          whole numbers that must stay possible for a withheld cell (5)
    told_width     the same, for a reader who can tell small cells from those withheld beside them (3)
    contributors   organisations, and schools, that must stand behind a published cell (3)
    dominance      the share above which one contributor is the cell (0.85)
    gap            a contributor must not know another's figure to within this (2)
    """

    threshold: int = 5
    width: int = 5
    told_width: int = 3
    contributors: int = 3
    dominance: float = 0.85
    gap: int = 2

    def __post_init__(self) -> None:
        for name in ("threshold", "width", "told_width", "contributors"):
            if getattr(self, name) < 1:
                raise ValueError(f"policy: {name} is {getattr(self, name)}, not a whole number of 1 or more")
        if not 0 < self.dominance <= 1:
            raise ValueError(f"policy: dominance is {self.dominance:g}, not a share between 0 and 1")
        if self.gap < 0:
            raise ValueError(f"policy: gap is {self.gap}, not 0 or more")
        if self.told_width > self.threshold - 1 and self.threshold > 1:
            raise ValueError(
                f"policy: told_width is {self.told_width}, but a small cell has only {self.threshold - 1} values"
            )


@dataclass(frozen=True)
class Primary:
    """Why cells are withheld, (cells,) each.

    small        1 to threshold - 1 children, complements included
    few          too few organisations or schools, one that dominates, or one that could work out another
    companion    says how a cell of children is made up, and is withheld with it
    covered      a part of a small total: withheld whatever it is, zeros too
    """

    small: BoolArray
    few: BoolArray
    companion: BoolArray
    covered: BoolArray

    @property
    def withheld(self) -> BoolArray:
        """Return the cells that some reason withholds."""
        return self.small | self.few | self.companion | self.covered


def find_primary(model: Model, policy: Policy, *, cover: bool = True, shown: IntArray | None = None) -> Primary:
    """Return the cells that must be withheld for their own sake.

    Where a line's total is small its parts are all withheld, the zeros too (``cover``): a reader who could tell that
    1 + 1 + 1 are three small cells under a small total would otherwise know each of them. A zero that a
    printed zero gives away is not covered, nor is one in ``shown``.
    """
    small = model.children & (model.values >= 1) & (model.values < policy.threshold)
    few = _few(model, policy)
    companion = np.zeros(model.size, dtype=bool)
    if len(model.companions):
        trigger = (small | few)[model.companions[:, 0]]
        beside = model.companions[trigger, 1]
        companion[beside[model.values[beside] > 0]] = True
    covered = _covered(model, small & model.printed) if cover else np.zeros(model.size, dtype=bool)
    covered[model.companions[covered[model.companions[:, 0]], 1]] = True
    allowed = ~model.fixed
    if shown is not None:
        covered[shown] = False
    covered = _without_obvious_zeros(model, covered)
    return Primary(small & allowed, few & allowed, companion & allowed, covered & allowed & model.printed)


def _few(model: Model, policy: Policy) -> BoolArray:
    some = (model.values > 0) & model.printed
    organisations = (model.organisations >= 0) & (model.organisations < policy.contributors)
    schools = (model.schools >= 0) & (model.schools < policy.contributors)
    dominated = model.largest > policy.dominance * model.values
    return np.asarray(some & (organisations | schools | dominated | model.exposed))


def _without_obvious_zeros(model: Model, covered: BoolArray) -> BoolArray:
    """Return the covered cells, less the zeros whose line has a total that is printed as zero."""
    totals = sparse.csr_array(
        (np.maximum(-model.rows.data, 0), model.rows.indices, model.rows.indptr), shape=model.rows.shape
    )
    zero = model.values == 0
    while True:
        printed_zero = (zero & ~covered & model.printed).astype(float)
        bare = (totals @ printed_zero > 0).astype(float)
        kept = covered & ~(zero & (abs(model.rows).T @ bare > 0))
        if (kept == covered).all():
            return np.asarray(kept)
        covered = kept


def _covered(model: Model, small: BoolArray) -> BoolArray:
    """Return the parts of small totals, and the parts of those, all the way down."""
    rows = model.rows
    parts = sparse.csr_array((np.maximum(rows.data, 0), rows.indices, rows.indptr), shape=rows.shape)
    totals = sparse.csr_array((np.maximum(-rows.data, 0), rows.indices, rows.indptr), shape=rows.shape)
    plain = totals @ np.ones(model.size) == 1
    covered = np.zeros(model.size, dtype=bool)
    source = small
    while True:
        found = (parts.T @ ((totals @ source.astype(float) > 0) & plain).astype(float)) > 0
        grown = covered | found
        if (grown == covered).all():
            return np.asarray(covered)
        covered, source = grown, small | grown
