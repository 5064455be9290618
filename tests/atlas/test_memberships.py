"""Which schools count in which areas: for all at once the same as for each alone, and a unitary authority is whole."""

import numpy as np
import pytest

from maypole.atlas.actions.calculation import calculate_all
from maypole.atlas.models import AreaValues
from maypole.atlas.queries.areas import open_schools, schools_inside, schools_perhaps_inside
from maypole.atlas.queries.memberships import members_of_areas
from maypole.atlas.queries.schools import table_of
from maypole.places.models import Place
from tests.atlas.region import NOW, make_region
from tests.cast import make_school

NO_POINT = {"latitude": None, "longitude": None}


@pytest.fixture
def unitary(cast) -> Place:
    """A city that is county and district at once, with two schools on the map and four of which only it is known."""
    make_region(cast)
    county, city = (Place.objects.create(kind=kind, code="E06000099", name="Saltby") for kind in ("county", "district"))
    county.holds.create(inner=city)
    for n in range(2):
        make_school(100300 + n, f"Quay {n} School", city, cast.dataset, authority=county)
    for n in range(4):
        make_school(100310 + n, f"Dock {n} School", None, cast.dataset, authority=county, **NO_POINT)
    shire = Place.objects.get(code="E10000099")
    make_school(100320, "Somewhere School", None, cast.dataset, authority=shire, **NO_POINT)
    return city


def test_all_areas_at_once_hold_what_each_holds_alone(unitary):
    schools = table_of(open_schools())
    found = members_of_areas(schools)
    areas = Place.objects.filter(kind__in=("district", "county", "region", "partnership"))
    assert areas.count() > 5
    for area in areas:
        at = found.positions.get(area.pk, np.array([], dtype=int))
        assert set(schools.urn[at].tolist()) == set(schools_inside([area]).values_list("urn", flat=True)), area
        assert found.perhaps.get(area.pk, 0) == schools_perhaps_inside([area]).count(), area


def test_the_district_of_a_unitary_authority_tells_no_rate_of_the_few_that_are_placed(unitary, as_):
    calculate_all(as_of=NOW.date(), now=NOW)
    row = AreaValues.objects.get(place=unitary)
    assert (row.schools, row.unplaced) == (6, 4)
    page = as_().get("/areas/E06000099/profile/").content.decode()
    assert "4 of them have no point on the map" in page
    assert "unplaced" in row.values["provision-nearest-km-any"]
