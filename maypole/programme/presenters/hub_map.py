"""Hubs drawn as a map: an outline around the schools of each, with its number; every school leads to its move."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from maypole.programme.queries.hubs import HubGroups
from maypole.programme.queries.outlines import flat

RIBBONS = ("foxglove", "cornflower", "poppy", "leaf", "marigold", "sky")
MARGIN, TALLEST = 16, 900
ROUND_KM = 0.25

Points = NDArray[np.float64]
Drawn = Callable[[BaseGeometry], BaseGeometry]


@dataclass(frozen=True)
class Dot:
    x: int
    y: int
    name: str
    urn: int
    hub: str
    ribbon: str


@dataclass(frozen=True)
class Around:
    """The outline of one hub, and where its number stands."""

    path: str
    x: int
    y: int
    number: int
    name: str
    ribbon: str


@dataclass(frozen=True)
class HubMap:
    width: int
    height: int
    districts: tuple[str, ...]
    hubs: tuple[Around, ...]
    dots: tuple[Dot, ...]


def middle_of(groups: HubGroups) -> float | None:
    """Return the latitude in the middle of the schools; None where none has a point."""
    known = [one.school.latitude for one in groups.schools if one.school.latitude is not None]
    return float(np.mean(known)) if known else None


def hub_map(groups: HubGroups, outlines: list[BaseGeometry], middle: float, *, width: int) -> HubMap:
    """Draw the hubs at a width; schools without a point are not on it."""
    at = {
        one.school.urn: flat(np.array([one.school.longitude, one.school.latitude], dtype=float), middle)
        for one in groups.schools
        if one.school.is_placed
    }
    points = shapely.multipoints(np.array(list(at.values())))
    west, north, east, south = shapely.total_bounds([points, *outlines])
    scale = min((width - 2 * MARGIN) / max(east - west, 0.1), (TALLEST - 2 * MARGIN) / max(south - north, 0.1))

    def drawn(shape: BaseGeometry) -> BaseGeometry:
        return shapely.transform(shape, lambda where: (where - (west, north)) * scale + MARGIN)

    return HubMap(
        width=width,
        height=round((south - north) * scale) + 2 * MARGIN,
        districts=tuple(path_of(drawn(outline)) for outline in outlines),
        hubs=_arounds(groups, at, drawn),
        dots=_dots(groups, at, drawn),
    )


def _arounds(groups: HubGroups, at: dict[int, Points], drawn: Drawn) -> tuple[Around, ...]:
    found = []
    for group in groups.groups:
        placed = [at[one.school.urn] for one in group.schools if one.school.urn in at]
        if placed:
            hull = shapely.multipoints(np.array(placed)).convex_hull.buffer(ROUND_KM)
            shape = drawn(hull)
            found.append(
                Around(path_of(shape), round(shape.centroid.x), round(shape.centroid.y), group.hub.number,
                       group.hub.name, ribbon_of(group.hub.number))
            )  # fmt: skip
    return tuple(found)


def _dots(groups: HubGroups, at: dict[int, Points], drawn: Drawn) -> tuple[Dot, ...]:
    hubs = {one.school.urn: group.hub for group in groups.groups for one in group.schools}
    dots = []
    for one in groups.schools:
        if one.school.urn in at:
            spot = drawn(shapely.points(at[one.school.urn]))
            hub = hubs.get(one.school.urn)
            name, ribbon = (hub.name, ribbon_of(hub.number)) if hub else ("no hub", "ink")
            dots.append(Dot(round(spot.x), round(spot.y), one.school.name, one.school.urn, name, ribbon))
    return tuple(dots)


def ribbon_of(number: int) -> str:
    return RIBBONS[(number - 1) % len(RIBBONS)]


def path_of(shape: BaseGeometry) -> str:
    """Return a shape as the path of an SVG."""
    rings = [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]
    return "".join(
        "M" + " ".join(f"{round(x, 1):g} {round(y, 1):g}" for x, y in ring.coords[:-1]) + "z" for ring in rings
    )
