"""The outlines under the map: districts, simplified together so that neighbours keep one border."""

import gzip
import json
from functools import lru_cache
from typing import Any

import shapely
from django.db.models import Count, Max
from shapely.geometry import MultiPolygon, Polygon

from maypole.places.models import Boundary, Place

STEPS_A_DEGREE = 2_000
TOLERANCE_DEGREES = 0.0012


def outlines() -> bytes:
    """Return the gzipped JSON of every district's rings, in whole steps of 1/2000 of a degree."""
    known = Boundary.objects.filter(place__kind=Place.Kind.DISTRICT).aggregate(n=Count("pk"), last=Max("pk"))
    runs = Boundary.objects.aggregate(at=Max("dataset__ingested_at"))
    return made((known["n"], known["last"], str(runs["at"])))


@lru_cache(maxsize=2)
def made(_stamp: tuple[object, ...]) -> bytes:
    rows = Boundary.objects.filter(place__kind=Place.Kind.DISTRICT, place__valid_to__isnull=True)
    boundaries = list(rows.select_related("place", "dataset").order_by("place__code"))
    shapes = shapely.from_wkb([bytes(boundary.wkb) for boundary in boundaries])
    areas = [
        {
            "code": boundary.place.code,
            "name": boundary.place.name,
            "at": [boundary.place.longitude, boundary.place.latitude],
            "rings": rings(shape),
        }
        for boundary, shape in zip(boundaries, simplified(shapes), strict=True)
    ]
    said = {
        "stepsADegree": STEPS_A_DEGREE,
        "isApproximate": any(boundary.is_approximate for boundary in boundaries),
        "source": "; ".join(sorted({str(boundary.dataset) for boundary in boundaries if boundary.dataset})),
        "areas": areas,
    }
    return gzip.compress(json.dumps(said, separators=(",", ":")).encode(), mtime=0)


def simplified(shapes: Any) -> Any:
    """Return the shapes with fewer corners; together where they fit together, else one by one."""
    if not len(shapes):
        return shapes
    if shapely.coverage_is_valid(shapes):
        return shapely.coverage_simplify(shapes, TOLERANCE_DEGREES)
    return shapely.simplify(shapes, TOLERANCE_DEGREES)


def rings(shape: Polygon | MultiPolygon) -> list[list[int]]:
    """Return each outer ring as one flat list: a first corner, then steps from corner to corner."""
    parts = shape.geoms if isinstance(shape, MultiPolygon) else [shape]
    return [steps(part.exterior.coords) for part in parts if part.area > TOLERANCE_DEGREES**2 or len(parts) == 1]


def steps(corners: Any) -> list[int]:
    flat: list[int] = []
    before = (0, 0)
    for corner in corners:
        here = (round(corner[0] * STEPS_A_DEGREE), round(corner[1] * STEPS_A_DEGREE))
        if here != before:
            flat += [here[0] - before[0], here[1] - before[1]]
        before = here
    return flat
