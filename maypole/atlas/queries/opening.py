"""The rings of the opening view, made once a change, so that the map shows them before the places have come.

The rings are those that supercluster makes in `assets/js/map-worker.js` of the same points in the same order: at each
zoom, from the closest to the furthest, whatever is not yet taken takes in what lies within its radius.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from maypole.directory.queries.kinds import KINDS

RADIUS, TILE, CLOSEST, FURTHEST = 74, 256, 14, 5
# The smallest and the largest map of a page, in pixels within its padding: its opening zoom lies between theirs.
SMALLEST, LARGEST = (220, 300), (1_100, 700)
DECIMALS = 4

Points = NDArray[np.float64]
Whole = NDArray[np.int64]


class Rings(NamedTuple):
    """What stands at one zoom: where, as shares of the world's width, and which ring each place is in."""

    zoom: int
    at: Points
    ring_of: Whole


def opening(longitude: Points, latitude: Points, kind: Whole, ids: Whole, names: list[str]) -> dict[str, Any] | None:
    """Return the box, the kinds and, for each zoom a page may open at, its rings and single places."""
    if not longitude.size:
        return None
    at = world(longitude, latitude)
    first, last = (zoom_for(at, size) for size in (SMALLEST, LARGEST))
    return {
        "box": [*degrees(longitude.min(), latitude.min()), *degrees(longitude.max(), latitude.max())],
        "kinds": [{"slug": each.slug, "title": each.title, "ribbon": each.ribbon} for each in KINDS],
        "zooms": {each.zoom: described(each, kind, ids, names) for each in rings(at, last) if each.zoom >= first},
    }


def world(longitude: Points, latitude: Points) -> Points:
    """Return the points on Mercator's square, its side being one, as exactly as supercluster keeps them."""
    sine = np.sin(np.radians(latitude))
    north = 0.5 - 0.25 * np.log((1 + sine) / (1 - sine)) / np.pi
    return np.stack([longitude / 360 + 0.5, north], axis=1).astype(np.float32).astype(float)


def zoom_for(at: Points, size: tuple[int, int]) -> int:
    """Return the closest zoom at which all points fit."""
    spread = np.maximum(np.ptp(at, axis=0), 1e-9)
    return int(np.clip(np.floor(np.log2(np.array(size) / (TILE * spread)).min()), FURTHEST, CLOSEST))


def rings(at: Points, last: int) -> Iterator[Rings]:
    """Yield what stands at each zoom from the last that is asked for to the furthest."""
    weight: Points = np.ones(len(at))
    ring_of: Whole = np.arange(len(at))
    for zoom in range(CLOSEST, FURTHEST - 1, -1):
        taken = taken_in(at, RADIUS / (TILE * 2**zoom))
        summed = [np.bincount(taken, weight * axis) for axis in at.T]
        weight = np.bincount(taken, weight).astype(float)
        at, ring_of = np.stack(summed, axis=1) / weight[:, None], taken[ring_of]
        if zoom <= last:
            yield Rings(zoom, at, ring_of)


def taken_in(at: Points, radius: float) -> Whole:
    """Return for each point the number of the ring that takes it in, in the order in which rings are begun."""
    near = cKDTree(at.astype(np.float32)).query_ball_point(at, radius, return_sorted=False)
    taken = [-1] * len(at)
    number = 0
    for point, others in enumerate(near):
        if taken[point] >= 0:
            continue
        for other in others:
            if taken[other] < 0:
                taken[other] = number
        taken[point] = number
        number += 1
    return np.array(taken, np.int64)


def described(stands: Rings, kind: Whole, ids: Whole, names: list[str]) -> list[list[Any]]:
    """Return [longitude, latitude, count of each kind] of a ring; of one place, kind, number and name follow."""
    counts = np.zeros((len(stands.at), len(KINDS)), np.int64)
    np.add.at(counts, (stands.ring_of, kind), 1)
    only = np.zeros(len(stands.at), np.int64)
    only[stands.ring_of] = np.arange(len(kind))
    east = (stands.at[:, 0] - 0.5) * 360
    north = np.degrees(2 * np.arctan(np.exp((0.5 - stands.at[:, 1]) * 2 * np.pi)) - np.pi / 2)
    found = []
    for ring, number in enumerate(counts.sum(axis=1)):
        place = only[ring]
        rest = [counts[ring].tolist()] if number > 1 else [int(kind[place]), int(ids[place]), names[place]]
        found.append([*degrees(east[ring], north[ring]), *rest])
    return found


def degrees(*values: float) -> list[float]:
    return [round(float(value), DECIMALS) for value in values]
