"""The nearest sites, and how many there are within so many kilometres."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy.spatial import cKDTree

from maypole.evidence.access.pairs import METRES_IN_A_KM, Pairs
from maypole.evidence.arguments import FloatArray, IntArray, numbers, points

SPARE = 8


def nearest(origins: ArrayLike, sites: ArrayLike, k: int) -> tuple[IntArray, FloatArray]:
    """Return each school's k nearest sites, near ones first, ties by the lower site index.

    origins   (schools, 2)   metres on the British grid
    sites     (sites, 2)     the same
    returns   (schools, k) site indices, -1 where there are fewer; (schools, k) km, infinite there

    Raises ValueError for k below 1, NaN, and coordinates that look like degrees.
    """
    start, end = points(origins, "origins"), points(sites, "sites")
    if k < 1:
        raise ValueError(f"k: is {k}, not 1 or more")
    index, km = np.full((len(start), k), -1, dtype=np.int64), np.full((len(start), k), np.inf)
    if not len(start) or not len(end):
        return index, km
    asked = np.arange(len(start))
    ask = min(k + SPARE, len(end))
    while len(asked):
        metres, found = cKDTree(end).query(start[asked], k=np.arange(1, ask + 1))
        exact = np.hypot(start[asked, None, 0] - end[found, 0], start[asked, None, 1] - end[found, 1])
        order = np.lexsort((found, exact), axis=1)
        exact, found = np.take_along_axis(exact, order, 1), np.take_along_axis(found, order, 1)
        keep = min(k, ask)
        index[asked, :keep], km[asked, :keep] = found[:, :keep], exact[:, :keep] / METRES_IN_A_KM
        tied_to_the_end = (metres[:, -1] <= exact[:, keep - 1] * (1 + 1e-12)) & (ask < len(end))
        asked, ask = asked[tied_to_the_end], min(2 * ask, len(end))
    return index, km


def count(pairs: Pairs, radii: Sequence[float]) -> IntArray:
    """Return how many sites each school has within each radius, the radius included.

    pairs     reach at least as far as the largest radius
    radii     (radii,) in the unit of the pairs' cost
    returns   (schools, radii)
    """
    limits = numbers(radii, "radii")
    order = np.argsort(limits, kind="stable")
    step = np.searchsorted(limits[order], pairs.cost, side="left")
    flat = pairs.schools * (len(limits) + 1) + step
    table = np.bincount(flat, minlength=pairs.size[0] * (len(limits) + 1)).reshape(pairs.size[0], len(limits) + 1)
    result = np.empty((pairs.size[0], len(limits)), dtype=np.int64)
    result[:, order] = np.cumsum(table, axis=1)[:, : len(limits)]
    return result
