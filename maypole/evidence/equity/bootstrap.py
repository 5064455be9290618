"""The slow check of an interval: draw the clusters again and again."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from maypole.evidence.arguments import FloatArray
from maypole.evidence.equity.sample import sample
from maypole.evidence.estimates import Estimate, too_few


def bootstrap(
    index: Callable[[FloatArray, FloatArray], Estimate],
    values: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    clusters: ArrayLike | None = None,
    draws: int = 1000,
    seed: int,
) -> Estimate:
    """Return an index with the percentile interval of a clustered bootstrap.

    index      a function of values and weights, such as ``gini``
    values, weights, clusters   (n,)   as the index takes them; without clusters, rows are drawn
    draws      how many samples to draw
    seed       the same seed gives the same interval

    Raises ValueError for fewer than 2 draws and for what the index refuses.
    Source: Efron & Tibshirani (1993).
    """
    if draws < 2:
        raise ValueError(f"draws: is {draws}, not 2 or more")
    rows = sample(values, weights, clusters, least=None)
    groups = np.arange(len(rows.values)) if rows.groups is None else rows.groups
    number = int(groups.max()) + 1
    value = index(rows.values, rows.share).value
    reason = too_few(len(groups), None if rows.groups is None else number)
    if reason:
        return Estimate(value, None, None, None, "clustered bootstrap", len(groups), number, reason)
    random = np.random.default_rng(seed)
    found = np.empty(draws)
    for i in range(draws):
        times = np.bincount(random.integers(0, number, number), minlength=number)
        found[i] = index(rows.values, rows.share * times[groups]).value
    low, high = np.quantile(found, [0.025, 0.975])
    return Estimate(
        value, float(found.std(ddof=1)), float(low), float(high), "clustered bootstrap", len(groups), number
    )
