"""Districts are drawn from postcode points where no boundary file was ingested."""

import numpy as np
import pytest
import shapely

from maypole.places.models import Boundary, Place
from maypole.places.outlines import derive_outlines, drawn


@pytest.fixture
def points():
    """Two districts side by side, 10 km wide, with points every 250 m and one gone astray."""
    east, north = np.meshgrid(np.arange(400_000, 420_000, 250), np.arange(300_000, 310_000, 250))
    grid = np.column_stack([east.ravel(), north.ravel()]).astype(float)
    districts = np.where(grid[:, 0] < 410_000, "E07000901", "E07000902")
    return np.vstack([grid, [[600_000.0, 500_000.0]]]), np.append(districts, "E07000901")


def test_each_district_is_drawn_about_its_postcodes_and_none_overlap(points):
    outlines = drawn(*points)
    west, east = outlines["E07000901"], outlines["E07000902"]
    assert west.is_valid
    assert shapely.box(400_500, 300_500, 409_500, 309_500).difference(west).area < 1e6
    assert west.intersection(east).area < 0.01 * west.area
    assert west.bounds[2] < 420_000


def test_districts_without_an_outline_get_an_approximate_one(db, settings):
    settings.GAZETTEER = True
    place = Place.objects.create(kind=Place.Kind.DISTRICT, code="E06000017", name="Rutland")
    assert derive_outlines(["E06000017"]) == 1
    boundary = Boundary.objects.get(place=place)
    assert boundary.is_approximate
    place.refresh_from_db()
    assert shapely.from_wkb(bytes(boundary.wkb)).contains(shapely.points(place.longitude, place.latitude))
    assert derive_outlines(["E06000017"]) == 0
