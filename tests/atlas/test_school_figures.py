"""A school in figures: what lists tell is for everybody, what returns tell for its own people alone."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from maypole.atlas.actions.calculation import calculate_all
from maypole.directory.models import School
from maypole.outcomes.terms import term_on
from tests.atlas.region import NOW, make_region
from tests.atlas.returns import told

PAGE = "/schools/100001/figures/"


@pytest.fixture
def region(cast):
    made = make_region(cast)
    School.objects.filter(pk=100001).update(roll=210, fsm_percent=12.5, rurality="urban", lsoa21_code="X00000004")
    told(cast, cast.school, children=173)
    calculate_all(as_of=term_on(timezone.localdate()).last_day + timedelta(days=1), now=NOW)
    return made


def cells(page: str, title: str) -> list[str]:
    row = next(row for row in page.split('<tr role="row">') if f">{title}<" in row)
    return [re.sub(r"<[^>]+>", "", one).strip() for one in re.findall(r"(?s)<td[^>]*>(.*?)</td>", row)]


def test_everybody_sees_what_lists_tell_beside_the_areas_with_source_and_indicator(region, as_):
    page = as_().get(PAGE).content.decode()
    assert cells(page, "Pupils with free school meals")[0] == "12.5"
    assert cells(page, "Pupils on roll")[:2] == ["210", "2,070"]
    assert cells(page, "Schools in villages and the countryside")[0] == "no"
    assert cells(page, "Deprivation, decile")[0] == "5"
    assert "deprivation 2019" not in page
    assert cells(page, "Schools with Artsmark")[0] == "no"
    assert 'href="/indicators/need-pupils/"' in page
    assert 'href="/areas/E07000901/profile/"' in page
    assert PAGE in as_().get("/schools/100001/").content.decode()


@pytest.mark.parametrize("who", [None, "stan", "olive", "eddie", "carol", "sam"])
def test_only_its_own_people_see_what_returns_tell(region, as_, who):
    assert "173" in as_(region.cast.tess).get(PAGE).content.decode()
    page = as_(getattr(region.cast, who) if who else None).get(PAGE).content.decode()
    assert "173" not in page
    assert "Different children" not in page


def test_what_is_not_known_says_so_and_a_school_that_is_closed_has_no_page(region, as_):
    School.objects.filter(pk=100001).update(roll=None, latitude=None, longitude=None, district=None, lsoa21_code="")
    calculate_all(as_of=NOW.date(), now=NOW)
    page = as_().get(PAGE).content.decode()
    assert cells(page, "Pupils on roll")[0] == "not known"
    assert cells(page, "Kilometres to the nearest museum")[0] == "not known"
    School.objects.filter(pk=100001).update(status="closed")
    assert as_().get(PAGE).status_code == 404
