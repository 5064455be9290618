"""A box of latitudes and longitudes around schools, so that a page reads what is near and not what is far."""

from dataclasses import dataclass

import numpy as np

from maypole.atlas.columns.schools import SchoolTable

KM_A_DEGREE = 111.2


@dataclass(frozen=True)
class Box:
    """South, north, west, east in degrees."""

    south: float
    north: float
    west: float
    east: float

    def within(self, prefix: str = "") -> dict[str, tuple[float, float]]:
        """Return a filter on the latitude and longitude of a model, or of one that a prefix leads to."""
        return {
            f"{prefix}latitude__range": (self.south, self.north),
            f"{prefix}longitude__range": (self.west, self.east),
        }


def box_around(schools: SchoolTable, km: float) -> Box | None:
    """Return the box that reaches so many kilometres beyond every placed school; None where none has a point."""
    at = schools.degrees[schools.is_placed]
    if not len(at):
        return None
    (south, west), (north, east) = at.min(axis=0), at.max(axis=0)
    up = km / KM_A_DEGREE
    across = up / max(float(np.cos(np.radians(max(abs(south), abs(north))))), 0.1)
    return Box(float(south - up), float(north + up), float(west - across), float(east + across))
