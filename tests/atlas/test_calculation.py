"""Values that are kept: recomputed by slow and obvious code from the database, and the same by the quick way round."""

import math
import statistics
from datetime import date, timedelta

import pytest
from django.utils import timezone

from maypole.atlas import due
from maypole.atlas.actions.calculation import Stopped, calculate_all, refresh_reach
from maypole.atlas.models import AreaValues, Calculation, SchoolValues
from maypole.directory.models import Accreditation, Entry, School
from maypole.outcomes.models import AcceptedLine, Line
from maypole.outcomes.terms import term_on
from maypole.places.models import Place
from tests.atlas.region import NOW, make_region
from tests.atlas.returns import told


@pytest.fixture
def later() -> date:
    """A day after the term under way, so that it is one of the last three finished."""
    return term_on(timezone.localdate()).last_day + timedelta(days=1)


@pytest.fixture
def region(cast, later):
    made = make_region(cast)
    told(cast, made.schools[0], children=30)
    told(cast, made.schools[0], children=20)
    told(cast, made.schools[3], children=12)
    calculate_all(as_of=later, now=NOW)
    return made


def km(one, other) -> float:
    """Return kilometres on a sphere: no projection, no matrix."""
    lat1, lon1, lat2, lon2 = map(math.radians, (one.latitude, one.longitude, other.latitude, other.longitude))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(half))


def sites() -> list[Entry]:
    return [one for one in Entry.objects.filter(school__isnull=True, is_closed=False) if one.latitude is not None]


def slowly(school: School) -> dict[str, float]:
    """Return ten indicators of a school, straight from the rows."""
    gaps = [km(school, site) for site in sites()]
    lines = AcceptedLine.objects.filter(school=school)
    artsmark = Accreditation.objects.filter(school=school, scheme="artsmark", status="held")
    return {
        "need-free-school-meals": school.fsm_percent,
        "need-pupils": school.roll,
        "need-rural": float(school.rurality == "rural"),
        "provision-nearest-km-any": min(gaps),
        "provision-nearest-km-museum": min(gaps),
        "provision-within-5-km-any": sum(gap <= 5 for gap in gaps),
        "provision-far-straight-times-1-2": float(min(gaps) * 1.2 > 5),
        "accreditation-holds-artsmark": float(artsmark.exists()),
        "reach-reached": float(lines.exists()),
        "reach-engagements": sum(max(line.engagements or 0, line.children or 0) for line in lines),
        "reach-children-least": max((line.children for line in lines), default=0),
        "reach-children-most": min(sum(line.children for line in lines), school.roll),
        "reach-organisations": len({line.organisation_id for line in lines}),
    }


def test_a_school_is_what_slow_code_says(region):
    for school in region.schools:
        one = SchoolValues.objects.get(school=school)
        kept = one.values | one.reach
        for slug, value in slowly(school).items():
            assert kept[slug] == pytest.approx(value, rel=2e-3, abs=1e-3), (school, slug)


def test_an_area_is_what_slow_code_says(region):
    district = Place.objects.get(code="E07000901")
    schools = list(School.objects.filter(district=district))
    kept = AreaValues.objects.get(place=district).values
    expected = {
        "need-pupils": sum(one.roll or 0 for one in schools),
        "need-rural": 100 * statistics.mean(one.rurality == "rural" for one in schools if one.rurality),
        "provision-nearest-km-any": statistics.median(min(km(one, site) for site in sites()) for one in schools),
        "accreditation-holds-artsmark": 100 / len(schools),
        "reach-reached": 100 * 2 / len(schools),
        "reach-children-least": 30 + 12,
        "reach-children-most": 50 + 12,
    }
    for slug, value in expected.items():
        assert kept[slug][0] == pytest.approx(value, rel=2e-3), slug
    assert kept["need-free-school-meals"][3] == ""
    assert kept["reach-engagements"][3] == "no_roll"
    region_row = AreaValues.objects.get(place__kind="region")
    assert region_row.schools == School.objects.count()


def test_a_school_of_several_together_is_reached_though_nobody_counted_there(region, later):
    line = Line.objects.filter(school=region.schools[3]).get()
    line.covers.add(region.schools[7])
    assert refresh_reach(as_of=later, now=NOW) == 1
    kept = SchoolValues.objects.get(school=region.schools[7]).reach
    assert (kept["reach-reached"], kept["reach-children-least"]) == (1.0, 0.0)


def test_going_only_where_returns_changed_gives_the_same_as_all_anew(region, later):
    told(region.cast, region.schools[5], children=44)
    AcceptedLine.objects.filter(school=region.schools[3]).delete()
    assert refresh_reach(as_of=later, now=NOW) == 2
    quick = dict(SchoolValues.objects.values_list("school_id", "reach"))
    areas = dict(AreaValues.objects.values_list("place_id", "values"))
    calculate_all(as_of=later, now=NOW)
    assert dict(SchoolValues.objects.values_list("school_id", "reach")) == quick
    assert dict(AreaValues.objects.values_list("place_id", "values")) == areas
    assert refresh_reach(as_of=later, now=NOW) == 0


def test_stopping_leaves_what_stood_before(region, later):
    before = dict(SchoolValues.objects.values_list("school_id", "values"))
    School.objects.filter(pk=region.schools[0].pk).update(roll=9)
    with pytest.raises(Stopped):
        calculate_all(as_of=later, now=NOW, on_progress=lambda done, total, message: done < 3)
    assert dict(SchoolValues.objects.values_list("school_id", "values")) == before
    assert Calculation.objects.count() == 1


def test_no_school_and_no_return_are_no_error(db):
    made = calculate_all(as_of=date(2026, 11, 22), now=NOW)
    assert (made.schools, AreaValues.objects.count()) == (0, 0)


def test_the_clock_works_everything_out_where_a_list_came_in_since(cast):
    assert due.follow(timezone.now()).startswith("worked out for 1 schools")
    assert due.follow(timezone.now()) == "reach of 0 schools followed"
    cast.dataset.ingested_at = timezone.now()
    cast.dataset.save()
    assert due.follow(timezone.now()).startswith("worked out for 1 schools")


def test_places_count_only_where_somebody_recorded_them(region, later):
    def kept(slug: str) -> float | None:
        return SchoolValues.objects.get(school=region.schools[0]).values.get(slug)

    assert kept("provision-places-for-pupils") is None
    assert kept("provision-places-recorded") == 0
    region.offer.places_a_year = 600
    region.offer.save()
    calculate_all(as_of=later, now=NOW)
    assert kept("provision-places-for-pupils") > 0
    sites_near = SchoolValues.objects.get(school=region.schools[0]).values["provision-within-20-km-any"]
    assert kept("provision-places-recorded") == pytest.approx(100 / sites_near, rel=1e-4)
