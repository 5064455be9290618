"""How unequally something is spread over pupils: Gini, Theil, Atkinson, Palma."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from maypole.evidence.arguments import FloatArray
from maypole.evidence.equity.sample import Sample, mid_ranks, sample, tail_sums
from maypole.evidence.estimates import Estimate, estimate

INFLUENCE = "influence function"


class NothingToShare(ValueError):
    """Everybody has nothing, so there is nothing to be unequal about."""


def _some(values: ArrayLike, weights: ArrayLike | None, clusters: ArrayLike | None) -> Sample:
    rows = sample(values, weights, clusters)
    if rows.mean <= 0:
        raise NothingToShare("values: all are 0, so there is nothing to share")
    return rows


def gini(values: ArrayLike, weights: ArrayLike | None = None, *, clusters: ArrayLike | None = None) -> Estimate:
    """Return the Gini coefficient: 0 where all have the same, near 1 where one has everything.

    values     (n,)   an amount per pupil, 0 or more
    weights    (n,)   pupils; rows of weight 0 stay out
    clusters   (n,)   the group of each row, where rows of a group are alike

    Raises ValueError for numbers that are not fit, NothingToShare where all are 0.
    Source: Cowell & Flachaire (2007) for the influence function; Langel & Tillé (2013).
    """
    rows = _some(values, weights, clusters)
    x, w, mean = rows.values, rows.share, rows.mean
    rank = mid_ranks(x, w)
    value = 2 * float(w @ (x * rank)) / mean - 1
    above = tail_sums(x, w, x)
    pull = 2 * (x * rank + above) / mean - (1 + value) * (1 + x / mean)
    return estimate(value, w * pull, rows.groups, INFLUENCE)


def theil(values: ArrayLike, weights: ArrayLike | None = None, *, clusters: ArrayLike | None = None) -> Estimate:
    """Return Theil's T: 0 where all have the same, log(n) where one of n has everything.

    values, weights, clusters   as for ``gini``

    Source: Theil (1967).
    """
    rows = _some(values, weights, clusters)
    ratio = rows.values / rows.mean
    logged = ratio * np.log(np.where(ratio > 0, ratio, 1.0))
    value = float(rows.share @ logged)
    pull = logged - value - (value + 1) * (ratio - 1)
    return estimate(value, rows.share * pull, rows.groups, INFLUENCE)


def atkinson(
    values: ArrayLike, weights: ArrayLike | None = None, *, aversion: float = 0.5, clusters: ArrayLike | None = None
) -> Estimate:
    """Return Atkinson's index: the share that could be given up without loss if the rest were spread evenly.

    aversion   above 0; how much more a gain counts for those who have least. From 1 on, one row of 0 makes it 1.
    values, weights, clusters   as for ``gini``

    Raises ValueError for an aversion that is not above 0.
    Source: Atkinson (1970).
    """
    if not np.isfinite(aversion) or aversion <= 0:
        raise ValueError(f"aversion: is {aversion:g}, not a finite number above 0")
    rows = _some(values, weights, clusters)
    x, w, mean = rows.values, rows.share, rows.mean
    if aversion >= 1 and (x == 0).any():
        return estimate(1.0, np.zeros(len(x)), rows.groups, INFLUENCE)
    power = 1 - aversion
    unit = float(x.min() if power < 0 else x.max())  # powers of x / unit are 1 at most
    felt = np.log(x) if aversion == 1 else (x / unit) ** power
    level = float(w @ felt)
    even = float(np.exp(level)) if aversion == 1 else unit * level ** (1 / power)
    pull_even = even * (felt - level) if aversion == 1 else even / power * (felt - level) / level
    value = 1 - even / mean
    return estimate(value, w * (-pull_even / mean + even * (x - mean) / mean**2), rows.groups, INFLUENCE)


def palma(values: ArrayLike, weights: ArrayLike | None = None, *, clusters: ArrayLike | None = None) -> Estimate:
    """Return what the best-served tenth of pupils has, over what the worst-served four tenths have together.

    values, weights, clusters   as for ``gini``

    Rows that straddle a tenth count in part. Raises NothingToShare where the four tenths have nothing.
    Source: Palma (2011); the standard error treats both shares by their influence functions (Langel & Tillé 2011).
    """
    rows = _some(values, weights, clusters)
    low, low_pull = _below(rows, 0.4)
    most, most_pull = _below(rows, 0.9)
    top, top_pull = rows.mean - most, (rows.values - rows.mean) - most_pull
    if low <= 0:
        raise NothingToShare("values: the worst-served four tenths have nothing, so the ratio has no value")
    value = top / low
    return estimate(value, rows.share * (top_pull / low - top * low_pull / low**2), rows.groups, INFLUENCE)


def _below(rows: Sample, part: float) -> tuple[float, FloatArray]:
    """Return what the lowest part of pupils has, and each row's pull on it."""
    order = np.argsort(rows.values, kind="stable")
    x, w = rows.values[order], rows.share[order]
    before = np.concatenate([[0.0], np.cumsum(w)[:-1]])
    inside = np.clip(part - before, 0.0, w)
    total = float(inside @ x)
    edge = x[min(int(np.searchsorted(np.cumsum(w), part - 1e-12)), len(x) - 1)]
    pull = np.empty(len(x))
    pull[order] = np.minimum(x, edge) - edge + part * edge - total
    return total, pull
