"""The map of the page: districts, and a mark a school, drawn so that a shape tells what a colour tells."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from maypole.atlas.columns.schools import Bools, Ints, SchoolTable
from maypole.atlas.queries.missing import Look
from maypole.outcomes.queries.district_shapes import KM_A_DEGREE, shapes_of

MARGIN = 14
WIDTHS = (("wide", 720, 7.0), ("narrow", 340, 5.5))


@dataclass(frozen=True)
class Dot:
    """A school as drawn: a square where no return tells of it, a ring where one does."""

    x: float
    y: float
    left: float
    top: float
    side: float
    is_reached: bool
    name: str
    path: str


@dataclass(frozen=True)
class Outline:
    name: str
    path: str


@dataclass(frozen=True)
class DotMap:
    """A drawing in whole units, once wide and once for a narrow screen."""

    name: str
    width: int
    height: int
    size: float
    outlines: tuple[Outline, ...]
    dots: tuple[Dot, ...]


def maps_of(look: Look, shown: Ints, districts: Mapping[str, str]) -> tuple[DotMap, ...]:
    """Return both drawings of the shown schools, a ring where a return tells of one."""
    return maps_of_marks(look.schools, look.reach.is_reached, shown, districts)


def maps_of_marks(
    schools: SchoolTable, is_ring: Bools, shown: Ints, districts: Mapping[str, str]
) -> tuple[DotMap, ...]:
    """Return both drawings of the shown schools that have a point, rings and squares; nothing where none has."""
    placed = shown[schools.is_placed[shown]]
    if not len(placed):
        return ()
    shapes = shapes_of(districts)
    points = _flat(schools.degrees[placed], shapes)
    bounds = _bounds(points, shapes)
    return tuple(
        _drawn(name, width, size, schools, is_ring, placed, points, shapes, districts, bounds)
        for name, width, size in WIDTHS
    )


def _flat(degrees: np.ndarray, shapes: Mapping[str, BaseGeometry]) -> np.ndarray:
    """Return (schools, 2) kilometres on the same flat ground as the shapes: across by the middle of their latitudes."""
    if shapes:
        _, top, _, bottom = shapely.total_bounds(list(shapes.values()))
        middle = -(top + bottom) / 2 / KM_A_DEGREE
    else:
        middle = float(degrees[:, 0].mean())
    across = math.cos(math.radians(middle)) * KM_A_DEGREE
    return np.column_stack([degrees[:, 1] * across, -degrees[:, 0] * KM_A_DEGREE])


def _bounds(points: np.ndarray, shapes: Mapping[str, BaseGeometry]) -> tuple[float, float, float, float]:
    west, north = points.min(axis=0)
    east, south = points.max(axis=0)
    if shapes:
        w, n, e, s = shapely.total_bounds(list(shapes.values()))
        west, north, east, south = min(west, w), min(north, n), max(east, e), max(south, s)
    return float(west), float(north), float(east), float(south)


def _drawn(
    name: str,
    width: int,
    size: float,
    schools: SchoolTable,
    is_ring: Bools,
    placed: Ints,
    points: np.ndarray,
    shapes: Mapping[str, BaseGeometry],
    districts: Mapping[str, str],
    bounds: tuple[float, float, float, float],
) -> DotMap:
    west, north, east, south = bounds
    scale = (width - 2 * MARGIN) / max(east - west, south - north, 0.5)
    at = (points - (west, north)) * scale + MARGIN
    outlines = tuple(
        Outline(districts[code], _path(shapely.transform(shape, lambda p: (p - (west, north)) * scale + MARGIN)))
        for code, shape in shapes.items()
    )
    dots = [
        Dot(
            x=round(float(x), 1),
            y=round(float(y), 1),
            left=round(float(x) - size, 1),
            top=round(float(y) - size, 1),
            side=2 * size,
            is_reached=bool(is_ring[one]),
            name=str(schools.name[one]),
            path=f"#school-{schools.urn[one]}",
        )
        for one, (x, y) in zip(placed, at, strict=True)
    ]
    dots.sort(key=lambda dot: not dot.is_reached)
    return DotMap(
        name,
        round((east - west) * scale) + 2 * MARGIN,
        round((south - north) * scale) + 2 * MARGIN,
        size,
        outlines,
        tuple(dots),
    )


def _path(shape: BaseGeometry) -> str:
    rings = [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]
    return "".join("M" + " ".join(f"{x:.1f} {y:.1f}" for x, y in ring.coords[:-1]) + "z" for ring in rings)
