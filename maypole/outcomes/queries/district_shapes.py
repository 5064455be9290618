"""The outlines of districts for a small map: flat, in kilometres, and simplified together so that borders are shared."""

import math
from collections.abc import Iterable

import shapely
from shapely.geometry.base import BaseGeometry

from maypole.places.models import Boundary, Place

KM_A_DEGREE = 111.2
DETAIL = 250
LEAST_ISLAND = 0.02


def districts_in(partnership_slug: str) -> frozenset[str]:
    """Return the codes of the districts that a partnership's territory holds."""
    held = Place.objects.of_kind(Place.Kind.DISTRICT).filter(held_by__outer__partnership=partnership_slug)
    return frozenset(held.values_list("code", flat=True))


def shapes_of(codes: Iterable[str]) -> dict[str, BaseGeometry]:
    """Return the outline of each of these districts that has one."""
    rows = Boundary.objects.filter(place__kind=Place.Kind.DISTRICT, place__code__in=list(codes)).order_by("place__code")
    read = {code: shapely.from_wkb(bytes(wkb)) for code, wkb in rows.values_list("place__code", "wkb")}
    if not read:
        return {}
    west, south, east, north = shapely.total_bounds(list(read.values()))
    across = math.cos(math.radians((south + north) / 2)) * KM_A_DEGREE
    flat = shapely.transform(list(read.values()), lambda points: points * (across, -KM_A_DEGREE))
    tolerance = max((east - west) * across, (north - south) * KM_A_DEGREE) / DETAIL
    simpler = shapely.coverage_simplify(flat, tolerance)
    return {code: without_islets(shape) for code, shape in zip(read, simpler, strict=True)}


def without_islets(shape: BaseGeometry) -> BaseGeometry:
    """Leave out parts too small to be seen."""
    parts = [part for part in shapely.get_parts(shape) if part.area >= LEAST_ISLAND * shape.area]
    return shapely.multipolygons(parts)
