"""Postcodes are found however they are written: ingested rows first, then the offline list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maypole.core.models import Dataset
from maypole.places import gazetteer
from maypole.places.models import Postcode
from maypole.places.postcode_text import compact, spaced
from maypole.places.queries.postcodes import SHARED, TERMINATED, find, points_of


@pytest.fixture
def dataset(db):
    return Dataset.objects.create(slug="postcodes", title="Postcodes", publisher="ONS")


@pytest.mark.parametrize("text", ["NG1 4AB", "ng14ab", " NG1  4ab ", "NG1-4AB", "NG1 4AB."])
def test_one_postcode_has_many_spellings(text):
    assert compact(text) == "NG14AB"
    assert spaced(text) == "NG1 4AB"


@pytest.mark.parametrize("text", ["", None, "Derby", "NG1", "NG1 4CI", "1NG 4AB", "NG1 4ABC"])
def test_what_is_no_postcode_is_empty(text):
    assert compact(text) == ""


def test_a_letter_o_typed_for_nought_is_repaired():
    assert spaced("NG1 OAB") == "NG1 0AB"


@given(st.text())
def test_no_text_breaks_it_and_its_answer_is_stable(text):
    assert compact(compact(text)) == compact(text)


def test_the_gazetteer_places_a_postcode_with_its_district(db, settings):
    settings.GAZETTEER = True
    point = find("le4 4jg")
    assert point is not None
    assert (point.latitude, point.longitude) == pytest.approx((52.684176, -1.121574), abs=2e-6)
    assert point.district_code == "E07000130"
    assert point.is_from_gazetteer


def test_northern_ireland_is_on_the_irish_grid(db, settings):
    settings.GAZETTEER = True
    point = find("BT1 1AA")
    assert point is not None
    assert (point.latitude, point.longitude) == pytest.approx((54.60, -5.92), abs=0.02)


def test_a_point_that_many_share_is_flagged(db, settings):
    settings.GAZETTEER = True
    book = gazetteer.opened(settings.DATA_DIR)
    row = int(book.is_shared.argmax())
    point = find(book.codes[row].decode())
    assert point is not None
    assert point.flag == SHARED


def test_what_nothing_knows_is_none(db):
    assert find("ZZ99 9ZZ") is None
    assert find("not a postcode") is None


def test_without_the_gazetteer_only_ingested_postcodes_answer(dataset, settings):
    settings.GAZETTEER = False
    assert find("LE4 4JG") is None
    Postcode.objects.create(code="LE44JG", latitude=52.6, longitude=-1.1, district_code="E07000130", dataset=dataset)
    point = find("LE4 4JG")
    assert point is not None
    assert not point.is_from_gazetteer


def test_ingested_rows_go_before_the_gazetteer_and_say_when_they_ended(dataset, settings):
    settings.GAZETTEER = True
    Postcode.objects.create(
        code="LE44JG", latitude=52, longitude=-1, district_code="E07000130", terminated_on="2020-01-01", dataset=dataset
    )
    points = points_of(["LE4 4JG", "NG1 4AB", "nonsense"])
    assert points["LE44JG"].flag == TERMINATED
    assert points["NG14AB"].is_from_gazetteer
    assert len(points) == 2


def test_many_are_found_by_one_query(dataset, settings, django_assert_num_queries):
    settings.GAZETTEER = True
    with django_assert_num_queries(1):
        points_of(["LE4 4JG", "NG1 4AB", "DE1 1AA"])
