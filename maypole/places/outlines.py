"""Approximate outlines of districts, made from postcode points where no boundary file was ingested.

The squares of 200 m that hold a postcode are given to the district that most of their postcodes lie in; the cells
nearest to them are joined by district and cut by a concave hull of them all. Against the official outlines of the East
Midlands the median overlap is 0.91: enough for a base map, and labelled approximate wherever it is drawn.
"""

from collections.abc import Sequence

import numpy as np
import shapely
from django.conf import settings
from django.db import transaction
from pyproj import Transformer
from scipy.spatial import Voronoi
from shapely.geometry.base import BaseGeometry

from maypole.places import gazetteer
from maypole.places.actions.areas import Area, put_outlines
from maypole.places.models import Boundary, Place, Postcode

SQUARE = 200
HULL_RATIO = 0.06
SIMPLER_BY = 150
FAR = 1_000_000


@transaction.atomic
def derive_outlines(district_codes: Sequence[str]) -> int:
    """Draw the districts of these codes that have no outline yet, and return how many were drawn (some seconds)."""
    wanted = set(without_outline(district_codes))
    points, districts = postcode_points(district_codes)
    if not wanted or len(np.unique(districts)) == 0:
        return 0
    areas = {
        code: Area(code, "", in_degrees(outline))
        for code, outline in drawn(points, districts).items()
        if code in wanted
    }
    place_points(areas)
    put_outlines(kind=Place.Kind.DISTRICT, areas=areas, dataset=None, is_approximate=True)
    return len(areas)


def without_outline(district_codes: Sequence[str]) -> list[str]:
    """Return the codes of the districts that stand and have no outline."""
    have = Boundary.objects.values("place_id")
    districts = Place.objects.of_kind(Place.Kind.DISTRICT).filter(code__in=district_codes).exclude(pk__in=have)
    return list(districts.values_list("code", flat=True))


def place_points(areas: dict[str, Area]) -> None:
    """Give the districts that have no point one well inside their outline."""
    for place in Place.objects.of_kind(Place.Kind.DISTRICT).filter(code__in=areas, latitude=None):
        place.latitude, place.longitude = areas[place.code].point
        place.save(update_fields=["latitude", "longitude"])


def postcode_points(district_codes: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return grid points of the postcodes of these districts and the district of each; shared points are left out."""
    if settings.GAZETTEER:
        book = gazetteer.opened(settings.DATA_DIR)
        rows = book.rows_in_districts(district_codes)
        rows = rows[~book.is_shared[rows]]
        return book.points[rows].astype(float), book.district_codes[book.districts[rows]].astype(str)
    ingested = Postcode.objects.filter(district_code__in=district_codes, terminated_on=None)
    read = list(ingested.values_list("longitude", "latitude", "district_code"))
    if not read:
        return np.empty((0, 2)), np.empty(0, dtype=str)
    to_grid = Transformer.from_crs(gazetteer.DEGREES, gazetteer.BRITISH_GRID, always_xy=True)
    east, north = to_grid.transform(*np.array([row[:2] for row in read]).T)
    return np.column_stack([east, north]), np.array([row[2] for row in read])


def drawn(points: np.ndarray, districts: np.ndarray) -> dict[str, BaseGeometry]:
    """Return an outline on the grid for each district, none overlapping another."""
    centres, owners = owned_squares(points, districts)
    cells = cells_around(centres)
    hull = shapely.concave_hull(shapely.multipoints(centres), ratio=HULL_RATIO).buffer(2 * SQUARE)
    codes = np.unique(owners)
    joined = [shapely.coverage_union_all(cells[owners == code]) for code in codes]
    simpler = shapely.coverage_simplify(joined, SIMPLER_BY) if len(joined) > 1 else [joined[0].simplify(SIMPLER_BY)]
    return {str(code): without_crumbs(outline.intersection(hull)) for code, outline in zip(codes, simpler, strict=True)}


def owned_squares(points: np.ndarray, districts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the middle of each square that holds postcodes, and the district that most of them lie in."""
    codes, which = np.unique(districts, return_inverse=True)
    squares, square = np.unique((points // SQUARE).astype(np.int64), axis=0, return_inverse=True)
    pairs, counts = np.unique(np.column_stack([square.ravel(), which]), axis=0, return_counts=True)
    order = np.lexsort((counts, pairs[:, 0]))
    last = np.append(pairs[order][1:, 0] != pairs[order][:-1, 0], True)
    chosen = pairs[order][last]
    kept = stray_free(chosen[:, 1], squares[chosen[:, 0]])
    return (squares[chosen[kept, 0]] + 0.5) * SQUARE, codes[chosen[kept, 1]]


def stray_free(owners: np.ndarray, squares: np.ndarray) -> np.ndarray:
    """Leave out squares far from all others of their district: the points of old postcodes gone astray."""
    kept = np.ones(len(owners), dtype=bool)
    for owner in np.unique(owners):
        mine = np.flatnonzero(owners == owner)
        middle = np.median(squares[mine], axis=0)
        apart = np.abs(squares[mine] - middle).max(axis=1)
        kept[mine] = apart <= 4 * max(np.percentile(apart, 90), 5)
    return kept


def cells_around(centres: np.ndarray) -> np.ndarray:
    """Return the cell of points nearest to each centre; four centres far away make every cell finite."""
    corners = centres.mean(axis=0) + FAR * np.array([[-1, -1], [-1, 1], [1, -1], [1, 1]])
    diagram = Voronoi(np.vstack([centres, corners]))
    regions = [diagram.regions[region] for region in diagram.point_region[: len(centres)]]
    of_cell = np.repeat(np.arange(len(regions)), [len(region) for region in regions])
    rings = shapely.linearrings(diagram.vertices[np.concatenate(regions)], indices=of_cell)
    return np.asarray(shapely.polygons(rings))


def without_crumbs(outline: BaseGeometry) -> BaseGeometry:
    """Leave out the parts that are less than a hundredth of the largest."""
    parts = [part for part in shapely.get_parts(outline) if part.geom_type == "Polygon"]
    largest = max(part.area for part in parts)
    return shapely.multipolygons([part for part in parts if part.area >= largest / 100])


def in_degrees(outline: BaseGeometry) -> BaseGeometry:
    """Turn grid metres into longitude and latitude, to the metre."""
    to_degrees = gazetteer.transformer(gazetteer.BRITISH_GRID).transform
    turned = shapely.transform(outline, to_degrees, interleaved=False)
    return shapely.make_valid(shapely.set_precision(turned, 1e-5))
