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
    around = shapely.multipoints(np.array(list(at.values()))).buffer(ROUND_KM)
    west, north, east, south = shapely.total_bounds([around, *outlines])
    scale = min((width - 2 * MARGIN) / max(east - west, 0.1), (TALLEST - 2 * MARGIN) / max(south - north, 0.1))

    def drawn(shape: BaseGeometry) -> BaseGeometry:
        return shapely.transform(shape, lambda where: (where - (west, north)) * scale + MARGIN)

    ribbons = ribbons_of(groups, at)
    return HubMap(
        width=width,
        height=round((south - north) * scale) + 2 * MARGIN,
        districts=tuple(path_of(drawn(outline)) for outline in outlines),
        hubs=_arounds(groups, at, ribbons, drawn),
        dots=_dots(groups, at, ribbons, drawn),
    )


def _arounds(groups: HubGroups, at: dict[int, Points], ribbons: dict[int, str], drawn: Drawn) -> tuple[Around, ...]:
    found = []
    for hub, schools in ((group.hub, group.schools) for group in groups.groups if group.hub.number in ribbons):
        placed = [at[one.school.urn] for one in schools if one.school.urn in at]
        shape = drawn(shapely.multipoints(np.array(placed)).convex_hull.buffer(ROUND_KM))
        x, y = round(shape.centroid.x), round(shape.centroid.y)
        found.append(Around(path_of(shape), x, y, hub.number, hub.name, ribbons[hub.number]))
    return tuple(found)


def _dots(groups: HubGroups, at: dict[int, Points], ribbons: dict[int, str], drawn: Drawn) -> tuple[Dot, ...]:
    hubs = {one.school.urn: group.hub for group in groups.groups for one in group.schools}
    dots = []
    for school in (one.school for one in groups.schools if one.school.urn in at):
        spot, hub = drawn(shapely.points(at[school.urn])), hubs.get(school.urn)
        name, ribbon = (hub.name, ribbons[hub.number]) if hub else ("no hub", "ink")
        dots.append(Dot(round(spot.x), round(spot.y), school.name, school.urn, name, ribbon))
    return tuple(dots)


def ribbons_of(groups: HubGroups, at: dict[int, Points]) -> dict[int, str]:
    """Return a ribbon for the number of each hub on the map, another than those of the hubs nearest to it."""
    middles = {
        group.hub.number: np.mean(placed, axis=0)
        for group in groups.groups
        if (placed := [at[one.school.urn] for one in group.schools if one.school.urn in at])
    }
    chosen: dict[int, str] = {}
    for number, middle in middles.items():
        near = sorted(chosen, key=lambda other: float(np.hypot(*(middles[other] - middle))))
        taken = {chosen[other] for other in near[: len(RIBBONS) - 1]}
        chosen[number] = next(ribbon for ribbon in RIBBONS if ribbon not in taken)
    return chosen


def path_of(shape: BaseGeometry) -> str:
    """Return a shape as the path of an SVG."""
    rings = [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]
    return "".join(
        "M" + " ".join(f"{round(x, 1):g} {round(y, 1):g}" for x, y in ring.coords[:-1]) + "z" for ring in rings
    )
