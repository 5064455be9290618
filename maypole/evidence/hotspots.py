"""Where neighbours are alike: local Moran, and beside it a plain rule that a council can defend."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse, special
from scipy.spatial import cKDTree

from maypole.evidence.access.pairs import Pairs
from maypole.evidence.arguments import BoolArray, FloatArray, IntArray, numbers, points, positive, same_length

__all__ = ["QUADRANTS", "LocalMoran", "local_moran", "plain_rule"]

QUADRANTS = ("not significant", "high among high", "low among high", "low among low", "high among low")


@dataclass(frozen=True)
class LocalMoran:
    """How each place compares with its neighbours.

    statistic   (n,)   local I; above 0 where a place is like its neighbours
    z           (n,)   in standard deviations from what chance would give
    p           (n,)   two-sided
    quadrant    (n,)   1 high among high, 2 low among high, 3 low among low, 4 high among low
    verdict     (n,)   the quadrant where it withstands Benjamini and Hochberg, else 0; ``QUADRANTS`` names them
    """

    statistic: FloatArray
    z: FloatArray
    p: FloatArray
    quadrant: IntArray
    verdict: IntArray


def local_moran(values: ArrayLike, places: ArrayLike, k: int = 8, *, false_share: float = 0.05) -> LocalMoran:
    """Return local Moran's I on the k nearest neighbours, with its moments given each place's own value.

    values        (n,)      any finite numbers, not all the same
    places        (n, 2)    metres on the British grid
    k             neighbours, 1 to n - 1; ties by the lower index
    false_share   share of verdicts that may be false (Benjamini & Hochberg)

    Neighbours are drawn from all other places without regard to where they are: mean and variance are exact, p by the
    normal curve. Raises ValueError where all values are equal, or there are no k neighbours.
    Source: Anselin (1995); Sokal, Oden & Thomson (1998); Sauer et al. (2022) for the conditional moments.
    """
    x = numbers(values, "values", least=None)
    at = points(places, "places")
    same_length("places", at, len(x), "values")
    if not 1 <= k < len(x):
        raise ValueError(f"k: is {k}, not between 1 and {len(x) - 1}, the number of other places")
    if not 0 < false_share < 1:
        raise ValueError(f"false_share: is {false_share:g}, not between 0 and 1")
    spread = x.std()
    if spread <= 1e-12 * max(abs(x).max(), 1e-300):
        raise ValueError("values: all are equal, so no place differs from its neighbours")
    z = (x - x.mean()) / spread
    lag = neighbours(at, k) @ z
    n = len(x)
    mean_of_others = -z / (n - 1)
    variance_of_others = (n - z**2) / (n - 1) - mean_of_others**2
    of_a_mean = variance_of_others / k * (n - 1 - k) / max(n - 2, 1)
    score = np.divide(lag - mean_of_others, np.sqrt(of_a_mean), out=np.zeros(n), where=of_a_mean > 0) * np.sign(z)
    p = 2 * special.ndtr(-abs(score))
    quadrant = np.where(z > 0, np.where(lag > 0, 1, 4), np.where(lag > 0, 2, 3))
    return LocalMoran(z * lag, score, p, quadrant, np.where(withstands(p, false_share), quadrant, 0))


def neighbours(places: FloatArray, k: int) -> sparse.csr_array:
    """Return (n, n) weights of 1/k for each place's k nearest others."""
    n = len(places)
    ask = min(k + 1, n)
    found = cKDTree(places).query(places, k=np.arange(1, ask + 1))[1]
    own = found == np.arange(n)[:, None]
    own[~own.any(axis=1), -1] = True
    columns = found[~own].reshape(n, -1)[:, :k]
    return sparse.csr_array((np.full(n * k, 1 / k), columns.ravel(), np.arange(0, n * k + 1, k)), shape=(n, n))


def withstands(p: FloatArray, false_share: float) -> BoolArray:
    """Return which p-values stay significant when no more than this share of verdicts may be false.

    Source: Benjamini & Hochberg (1995).
    """
    ordered = np.sort(p)
    under = np.flatnonzero(ordered <= false_share * np.arange(1, len(p) + 1) / len(p))
    return np.asarray(p <= ordered[under[-1]]) if len(under) else np.zeros(len(p), dtype=bool)


def plain_rule(pairs: Pairs, deprivation: ArrayLike, *, fewer_than: int, within: float, decile: float = 3) -> BoolArray:
    """Return the schools with fewer than so many sites within reach, in the most deprived deciles.

    pairs         schools x sites, reaching at least as far as ``within``
    deprivation   (schools,)   decile, 1 the most deprived
    fewer_than    sites
    within        km or minutes, as the pairs have them, the limit included
    decile        the last decile that counts as deprived

    Raises ValueError for shapes and numbers that are not fit.
    """
    deciles = numbers(deprivation, "deprivation")
    same_length("deprivation", deciles, pairs.size[0], "schools in pairs")
    for name, value in (("within", within), ("decile", decile)):
        positive(value, name)
    if fewer_than < 1:
        raise ValueError(f"fewer_than: is {fewer_than}, not 1 or more")
    near = np.bincount(pairs.schools[pairs.cost <= within], minlength=pairs.size[0])
    return np.asarray((near < fewer_than) & (deciles <= decile))
