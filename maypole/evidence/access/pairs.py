"""Which schools have which sites within reach, and how far away."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse

from maypole.evidence.arguments import FloatArray, IntArray, points, positive

METRES_IN_A_KM = 1000.0
CELLS_PER_REACH, SCHOOLS_IN_A_CELL = 3.0, 24
BLOCK = 256


@dataclass(frozen=True)
class Pairs:
    """Schools x sites within reach, as a sparse table of costs; a school's sites are the columns of its row.

    starts    (schools + 1,)   where each school's sites begin in ``sites``
    sites     (pairs,)         site indices, in no promised order inside a row
    cost      (pairs,)         km or minutes, as ``unit`` says
    size      (schools, sites)
    engine    what computed an imported table: engine, version, network date, departure window
    """

    starts: IntArray
    sites: IntArray
    cost: FloatArray
    size: tuple[int, int]
    unit: str = "km"
    engine: str = ""

    def __len__(self) -> int:
        return len(self.sites)

    @property
    def schools(self) -> IntArray:
        """Return (pairs,) the school of each pair."""
        return np.repeat(np.arange(self.size[0]), np.diff(self.starts))

    def matrix(self, weights: FloatArray) -> sparse.csr_array:
        """Return schools x sites with these weights (pairs,) in place of costs."""
        return sparse.csr_array((weights, self.sites, self.starts), shape=self.size)

    def sorted(self) -> Pairs:
        """Return the same pairs with each school's sites in ascending order."""
        order = np.lexsort((self.sites, self.schools))
        return Pairs(self.starts, self.sites[order], self.cost[order], self.size, self.unit, self.engine)


def pairs(origins: ArrayLike, sites: ArrayLike, max_km: float, detour: float = 1.0) -> Pairs:
    """Return every pair of a school and a site with detour * distance <= max_km, the limit included.

    origins   (schools, 2)   metres on the British grid (EPSG:27700)
    sites     (sites, 2)     the same
    max_km    how far is still in reach
    detour    how much longer roads are than the straight line, 1 or more
    returns   Pairs with cost in km, the detour in it

    Raises ValueError for NaN, infinite numbers, and coordinates that look like degrees.
    """
    start, end = points(origins, "origins"), points(sites, "sites")
    positive(max_km, "max_km")
    if not np.isfinite(detour) or detour < 1:
        raise ValueError(f"detour: is {detour:g}, not a finite number of 1 or more")
    reach = max_km / detour * METRES_IN_A_KM
    if not len(start) or not len(end):
        return Pairs(
            np.zeros(len(start) + 1, dtype=np.int64), np.zeros(0, dtype=np.int32), np.zeros(0), (len(start), len(end))
        )
    width = _cell_width(start, reach)
    number = _cell_number(start, width)
    order = np.argsort(number, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(number[order])) + 1)
    strips = _Strips(end, width)
    scale = detour / METRES_IN_A_KM
    found = [
        (block, *_within(start[block], end, strips.around(start[block], reach), scale, max_km))
        for group in groups
        for block in np.split(group, range(BLOCK, len(group), BLOCK))
    ]
    return _in_school_order(found, (len(start), len(end)))


def _cell_width(start: FloatArray, reach: float) -> float:
    """Return the side of a cell: small beside the reach, but not so small that cells hold few schools."""
    area = float(np.prod(np.maximum(np.ptp(start, axis=0), 1.0)))
    return max(min(max(float(np.sqrt(area * SCHOOLS_IN_A_CELL / len(start))), reach / CELLS_PER_REACH), reach), 1.0)


def _cell_number(at: FloatArray, width: float) -> IntArray:
    across, up = np.floor((at - at.min(axis=0)) / width).astype(np.int64).T
    return np.asarray(across * (int(up.max()) + 1) + up)


class _Strips:
    """Sites in vertical strips, each sorted from south to north."""

    def __init__(self, sites: FloatArray, width: float) -> None:
        self.width = width
        strip = np.floor(sites[:, 0] / width).astype(np.int64)
        self.order = np.lexsort((sites[:, 1], strip)).astype(np.int32)
        self.first = int(strip.min())
        self.starts = np.searchsorted(strip[self.order], np.arange(self.first, int(strip.max()) + 2))
        self.north = sites[self.order, 1]

    def around(self, group: FloatArray, reach: float) -> IntArray:
        """Return the sites that could be within reach of some school of a group."""
        low, high = group.min(axis=0) - reach, group.max(axis=0) + reach
        strips = len(self.starts) - 1
        left = min(max(int(np.floor(low[0] / self.width)) - self.first, 0), strips)
        right = min(max(int(np.floor(high[0] / self.width)) - self.first + 1, 0), strips)
        slices = []
        for strip in range(left, right):
            begin, end = self.starts[strip], self.starts[strip + 1]
            south, north = self.north[begin:end].searchsorted((low[1], np.nextafter(high[1], np.inf)))
            slices.append(self.order[begin + south : begin + north])
        return np.concatenate(slices) if slices else np.zeros(0, dtype=np.int32)


def _within(
    start: FloatArray, sites: FloatArray, near: IntArray, scale: float, max_km: float
) -> tuple[IntArray, IntArray, FloatArray]:
    """Return, for a block of schools, how many sites each reaches, which, and the cost of each."""
    square = (start[:, :1] - sites[near, 0]) ** 2
    north = start[:, 1:] - sites[near, 1]
    north *= north
    square += north
    flat = np.flatnonzero(square <= (max_km / scale) ** 2 * (1 + 1e-12))
    cost = np.sqrt(square.ravel()[flat]) * scale
    if cost.max(initial=0) > max_km:
        flat, cost = flat[cost <= max_km], cost[cost <= max_km]
    width = max(len(near), 1)
    return np.bincount(flat // width, minlength=len(start)), near[flat % width], cost


def _in_school_order(found: list[tuple[IntArray, IntArray, IntArray, FloatArray]], size: tuple[int, int]) -> Pairs:
    counts = np.zeros(size[0], dtype=np.int64)
    for schools, many, _, _ in found:
        counts[schools] = many
    starts = np.concatenate([[0], np.cumsum(counts)])
    index = np.int32 if starts[-1] < 2**31 else np.int64
    sites, cost = np.empty(starts[-1], dtype=index), np.empty(starts[-1])
    for schools, many, near, km in found:
        to = np.repeat(starts[schools] - np.cumsum(many) + many, many) + np.arange(len(near))
        sites[to], cost[to] = near, km
    return Pairs(starts.astype(index), sites, cost, size)
