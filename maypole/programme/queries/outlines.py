"""The outlines of a partnership's districts, flat, for a small map."""

import math

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from maypole.partnerships.models import Partnership
from maypole.places.models import Boundary

KM_A_DEGREE = 111.2
SIMPLER_BY_KM = 0.15


def flat(degrees: NDArray[np.float64], middle: float) -> NDArray[np.float64]:
    """Return longitudes and latitudes as kilometres east and south, near enough within a partnership."""
    return degrees * np.array([math.cos(math.radians(middle)) * KM_A_DEGREE, -KM_A_DEGREE])


def outlines_of(partnership: Partnership, middle: float) -> list[BaseGeometry]:
    """Return the outline of each district that has one."""
    rows = Boundary.objects.filter(place__held_by__outer=partnership.territory).values_list("wkb", flat=True)
    shapes = [shapely.from_wkb(bytes(wkb)) for wkb in rows]
    moved = [shapely.transform(shape, lambda points: flat(points, middle)) for shape in shapes]
    return [shape.simplify(SIMPLER_BY_KM) for shape in moved]
