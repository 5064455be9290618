"""How far a point lies outside an area, by the outlines that are here."""

import math
from functools import cached_property

import numpy as np
import shapely

from maypole.places.models import Boundary, Place

KM_A_DEGREE = 111.2


class Outline:
    """The outline of a place, or of the districts that it holds; read once."""

    def __init__(self, place: Place) -> None:
        self.place = place

    @cached_property
    def shape(self) -> shapely.Geometry | None:
        own = Boundary.objects.filter(place=self.place).values_list("wkb", flat=True)
        held = Boundary.objects.filter(place__held_by__outer=self.place).values_list("wkb", flat=True)
        parts = [shapely.from_wkb(bytes(wkb)) for wkb in own or held]
        return shapely.union_all(parts) if parts else None

    def kilometres_outside(self, latitude: float, longitude: float) -> float | None:
        """Return how far outside a point lies, 0 inside, or None where there is no outline."""
        if self.shape is None:
            return None
        scale = np.array([math.cos(math.radians(latitude)) * KM_A_DEGREE, KM_A_DEGREE])
        shape = shapely.transform(self.shape, lambda points: points * scale)
        return float(shapely.distance(shape, shapely.points(np.array([longitude, latitude]) * scale)))
