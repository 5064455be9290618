"""What an inequality is measured on: values, the pupils they stand for, and the groups they come from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from maypole.evidence.arguments import FloatArray, IntArray, numbers, same_length


@dataclass(frozen=True)
class Sample:
    """Rows with a weight above 0.

    values    (n,)
    share     (n,)   weights that add up to 1
    groups    (n,)   0 to clusters - 1, or None
    kept      (n,)   positions in what was handed in
    """

    values: FloatArray
    share: FloatArray
    groups: IntArray | None
    kept: IntArray

    @property
    def mean(self) -> float:
        """Return the weighted mean."""
        return float(self.share @ self.values)


def sample(
    values: ArrayLike, weights: ArrayLike | None, clusters: ArrayLike | None, *, least: float | None = 0.0
) -> Sample:
    """Return the rows that count; raises ValueError for numbers that are not fit and where nobody is left."""
    x = numbers(values, "values", least=least)
    w = np.ones(len(x)) if weights is None else numbers(weights, "weights")
    same_length("weights", w, len(x), "values")
    kept = np.flatnonzero(w > 0)
    if not len(kept):
        raise ValueError("values: nobody is left: there are no rows with a weight above 0")
    groups = None
    if clusters is not None:
        names = np.asarray(clusters)
        same_length("clusters", names, len(x), "values")
        groups = np.unique(names[kept], return_inverse=True)[1].astype(np.int64)
    return Sample(x[kept], w[kept] / w[kept].sum(), groups, kept)


def mid_ranks(values: FloatArray, share: FloatArray) -> FloatArray:
    """Return (n,) the share of people below each row, and half of those level with it."""
    order = np.argsort(values, kind="stable")
    level = np.flatnonzero(np.diff(values[order], prepend=np.nan) != 0)
    group = np.cumsum(np.isin(np.arange(len(values)), level)) - 1
    size = np.bincount(group, weights=share[order])
    below = np.cumsum(size) - size / 2
    ranks = np.empty(len(values))
    ranks[order] = below[group]
    return ranks


def tail_sums(values: FloatArray, share: FloatArray, amounts: FloatArray) -> FloatArray:
    """Return (n,) the weighted amounts of rows above each row's value, and half of those level with it."""
    order = np.argsort(values, kind="stable")
    level = np.diff(values[order], prepend=np.nan) != 0
    group = np.cumsum(level) - 1
    size = np.bincount(group, weights=(share * amounts)[order])
    above = size.sum() - np.cumsum(size) + size / 2
    sums = np.empty(len(values))
    sums[order] = above[group]
    return sums
