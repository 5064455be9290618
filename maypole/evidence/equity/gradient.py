"""Who is better served, the deprived or the rest: concentration index, slope and relative index of inequality."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from maypole.evidence.arguments import FloatArray, numbers, same_length
from maypole.evidence.equity.sample import Sample, mid_ranks, sample, tail_sums
from maypole.evidence.equity.spread import INFLUENCE, NothingToShare
from maypole.evidence.estimates import Estimate, estimate

NEGATIVE = "negative: reached pupils are in the more deprived places"
POSITIVE = "positive: reached pupils are in the less deprived places"
LEVEL = "zero: deprived and less deprived places are reached alike"
SAME_RANK = "values: every row has the same deprivation, so there is no slope"


def in_words(value: float) -> str:
    """Return what the sign of a gradient means."""
    return LEVEL if abs(value) < 1e-12 else NEGATIVE if value < 0 else POSITIVE


def concentration_index(
    values: ArrayLike, deprivation: ArrayLike, weights: ArrayLike | None = None, *, clusters: ArrayLike | None = None
) -> Estimate:
    """Return the concentration index: below 0 where the more deprived have more, above 0 where they have less.

    values        (n,)   an amount per pupil, 0 or more
    deprivation   (n,)   decile or rank, 1 the most deprived; ties share their mid-rank
    weights, clusters   (n,)   pupils, and groups

    Raises ValueError for numbers that are not fit, NothingToShare where all are 0.
    Source: Kakwani, Wagstaff & van Doorslaer (1997).
    """
    rows, order = _placed(values, deprivation, weights, clusters)
    if rows.mean <= 0:
        raise NothingToShare("values: all are 0, so there is nothing to share")
    x, w, mean = rows.values, rows.share, rows.mean
    rank = mid_ranks(order, w)
    value = 2 * float(w @ (x * rank)) / mean - 1
    pull = 2 * (x * rank + tail_sums(order, w, x)) / mean - (1 + value) * (1 + x / mean)
    return estimate(value, w * pull, rows.groups, INFLUENCE, in_words(value))


def sii(
    values: ArrayLike, deprivation: ArrayLike, weights: ArrayLike | None = None, *, clusters: ArrayLike | None = None
) -> Estimate:
    """Return the slope index: how much more the least deprived have than the most, along the fitted line.

    values        (n,)   an amount or a rate; may be negative
    deprivation, weights, clusters   as for ``concentration_index``

    The interval is that of weighted least squares on mid-ranks with a robust (sandwich) standard error.
    Raises ValueError where all have the same deprivation.
    Source: Mackenbach & Kunst (1997).
    """
    rows, order = _placed(values, deprivation, weights, clusters, least=None)
    slope, pull, _, _ = _line(rows, order)
    return estimate(slope, pull, rows.groups, "weighted least squares, sandwich", in_words(slope))


def rii(
    values: ArrayLike, deprivation: ArrayLike, weights: ArrayLike | None = None, *, clusters: ArrayLike | None = None
) -> Estimate:
    """Return the relative index: the slope index over the mean.

    values, deprivation, weights, clusters   as for ``concentration_index``

    Raises NothingToShare where all are 0, ValueError where all have the same deprivation.
    Source: Mackenbach & Kunst (1997).
    """
    rows, order = _placed(values, deprivation, weights, clusters)
    if rows.mean <= 0:
        raise NothingToShare("values: all are 0, so there is no mean to compare with")
    slope, pull, mean, mean_pull = _line(rows, order)
    return estimate(
        slope / mean,
        pull / mean - slope * mean_pull / mean**2,
        rows.groups,
        "weighted least squares, sandwich",
        in_words(slope),
    )


def _placed(
    values: ArrayLike,
    deprivation: ArrayLike,
    weights: ArrayLike | None,
    clusters: ArrayLike | None,
    least: float | None = 0.0,
) -> tuple[Sample, FloatArray]:
    rows = sample(values, weights, clusters, least=least)
    order = numbers(deprivation, "deprivation", least=None)
    same_length("deprivation", order, np.size(np.asarray(values)), "values")
    return rows, order[rows.kept]


def _line(rows: Sample, order: FloatArray) -> tuple[float, FloatArray, float, FloatArray]:
    """Return slope and mean of the weighted line over ranks, with each row's pull on them."""
    x, w = rows.values, rows.share
    rank = mid_ranks(order, w)
    off = rank - w @ rank
    spread = float(w @ off**2)
    if spread <= 0:
        raise ValueError(SAME_RANK)
    slope = float(w @ (off * x)) / spread
    residual = x - rows.mean - slope * off
    return slope, w * off * residual / spread, rows.mean, w * (x - rows.mean)
