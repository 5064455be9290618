"""Areas by code follow what became of them; neighbourhoods of 2021 take values from those of 2011."""

import pytest
import shapely

from maypole.core.models import Dataset
from maypole.places.actions.areas import Area, put_areas, put_containments, put_outlines, put_successions
from maypole.places.actions.neighbourhoods import MERGED, REDRAWN, SPLIT, Value, derive_values_of_2021, put_values
from maypole.places.actions.successions import put_known_successions
from maypole.places.models import Boundary, Indicator, IndicatorValue, Place, Succession
from maypole.places.queries.areas import county_of, district_of_code, districts_by_code, territory_of
from maypole.places.queries.outlines import Outline

Kind = Place.Kind
SQUARE = shapely.box(-1.5, 52.9, -1.4, 53.0)


@pytest.fixture
def dataset(db):
    return Dataset.objects.create(slug="districts", title="Districts", publisher="ONS")


def made(kind, *codes, dataset):
    put_areas(kind=kind, areas={code: Area(code, f"Name of {code}") for code in codes}, dataset=dataset)
    return [Place.objects.get(kind=kind, code=code) for code in codes]


def test_writing_the_same_area_again_changes_nothing(dataset):
    areas = {"E07000901": Area("E07000901", "Brindle", SQUARE)}
    assert put_areas(kind=Kind.DISTRICT, areas=areas, dataset=dataset).new == {"E07000901"}
    assert put_outlines(kind=Kind.DISTRICT, areas=areas, dataset=dataset) == {"E07000901"}
    again = put_areas(kind=Kind.DISTRICT, areas=areas, dataset=dataset)
    assert not again.new
    assert not again.changed
    assert not put_outlines(kind=Kind.DISTRICT, areas=areas, dataset=dataset)


def test_a_district_that_was_merged_is_found_by_its_old_code(dataset):
    made(Kind.DISTRICT, "E06000061", dataset=dataset)
    put_known_successions(dataset=dataset)
    corby = district_of_code("E07000150")
    assert corby is not None
    assert corby.code == "E06000061"
    assert districts_by_code()["E07000150"].code == "E06000061"
    assert "E07000150" not in Place.objects.of_kind(Kind.DISTRICT).current().values_list("code", flat=True)
    assert put_known_successions(dataset=dataset) == 0


def test_a_renumbered_district_keeps_its_outline(dataset):
    areas = {"E08000016": Area("E08000016", "Barnsley", SQUARE)}
    put_areas(kind=Kind.DISTRICT, areas=areas, dataset=dataset)
    put_outlines(kind=Kind.DISTRICT, areas=areas, dataset=dataset)
    put_known_successions(dataset=dataset)
    assert Boundary.objects.get(place__code="E08000038").wkb
    assert districts_by_code()["E08000016"].name == "Barnsley"


def test_a_district_that_was_split_leads_nowhere_by_itself(dataset):
    old, one, other = made(Kind.DISTRICT, "E07000001", "E07000002", "E07000003", dataset=dataset)
    put_successions(changes={(old.pk, one.pk): Succession.Change.SPLIT, (old.pk, other.pk): Succession.Change.SPLIT})
    assert district_of_code("E07000001") == old


def test_a_chain_that_bites_its_tail_ends(dataset):
    one, other = made(Kind.DISTRICT, "E07000001", "E07000002", dataset=dataset)
    put_successions(changes={(one.pk, other.pk): Succession.Change.SAME, (other.pk, one.pk): Succession.Change.SAME})
    assert districts_by_code()["E07000001"] in (one, other)
    assert district_of_code("E07000001") in (one, other)


def test_what_holds_a_district(dataset):
    (district,) = made(Kind.DISTRICT, "E07000001", dataset=dataset)
    (county,) = made(Kind.COUNTY, "E10000001", dataset=dataset)
    assert put_containments(pairs=[(county.pk, district.pk)]) == 1
    assert put_containments(pairs=[(county.pk, district.pk)]) == 0
    assert county_of(district) == county
    assert territory_of(district) is None


def test_how_far_a_point_lies_outside_an_area(dataset):
    areas = {"E07000901": Area("E07000901", "Brindle", SQUARE)}
    put_areas(kind=Kind.DISTRICT, areas=areas, dataset=dataset)
    place = Place.objects.get(code="E07000901")
    assert Outline(place).kilometres_outside(52.95, -1.3) is None
    put_outlines(kind=Kind.DISTRICT, areas=areas, dataset=dataset)
    assert Outline(place).kilometres_outside(52.95, -1.45) == 0
    assert Outline(place).kilometres_outside(52.95, -1.3) == pytest.approx(6.7, abs=0.1)


@pytest.fixture
def deprivation(dataset):
    """Three neighbourhoods of 2011 with ranks, of which two merged, one was split, and one stayed as it was."""
    old = made(Kind.LSOA11, "E01000001", "E01000002", "E01000003", "E01000004", dataset=dataset)
    new = made(Kind.LSOA21, "E01900001", "E01900002", "E01900003", "E01000004", dataset=dataset)
    change = Succession.Change
    put_successions(
        changes={
            (old[0].pk, new[0].pk): change.MERGED,
            (old[1].pk, new[0].pk): change.MERGED,
            (old[2].pk, new[1].pk): change.SPLIT,
            (old[2].pk, new[2].pk): change.IRREGULAR,
            (old[3].pk, new[3].pk): change.SAME,
        }
    )
    indicator = Indicator.objects.create(
        slug="idaci-2019", title="IDACI", unit="rank", is_high_worse=False, dataset=dataset
    )
    values = {
        place.pk: Value(rank, decile) for place, rank, decile in zip(old, (900, 30, 500, 7), (3, 1, 2, 1), strict=True)
    }
    put_values(indicator=indicator, vintage="2019", values=values)
    derive_values_of_2021()
    return {value.place.code: value for value in IndicatorValue.objects.filter(place__kind=Kind.LSOA21)}


def test_a_merged_neighbourhood_takes_the_most_deprived_flagged(deprivation):
    merged = deprivation["E01900001"]
    assert (merged.value, merged.decile, merged.flag) == (30, 1, MERGED.format(count=2))


def test_one_of_a_split_and_a_redrawn_one_are_flagged_and_one_unchanged_is_not(deprivation):
    assert deprivation["E01900002"].flag == SPLIT
    assert deprivation["E01900003"].flag == REDRAWN
    assert deprivation["E01000004"].flag == ""


def test_deriving_again_changes_nothing(deprivation):
    assert derive_values_of_2021() == 0
