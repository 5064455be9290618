"""Indicators: every file is whole, a wrong one says what is wrong, and values of areas are added up as they say."""

from datetime import date

import numpy as np
import pytest

from maypole.atlas import checks
from maypole.atlas.indicators import (
    Adding,
    Family,
    InvalidIndicator,
    all_indicators,
    indicators_of,
    read_indicators,
)
from maypole.atlas.queries.adding import NO_ROLL, NO_SCHOOLS, NOT_KNOWN, UNPLACED, area_value
from maypole.atlas.queries.methods import FOLDER, NOT_METHODS, methods_by_what_is_asked

WHOLE = {
    "title": "Museums near", "question": "How many?", "why": "It matters.", "numerator": "Museums",
    "denominator": "Schools", "unit": "museums", "family": "provision", "direction": "higher",
    "formula": {"measure": "sites_within", "sites": "museum", "km": 5}, "area": "median", "source": "A list",
    "licence": "OGL", "datasets": ["museums"], "method": "nearest-and-count", "checked_by": "Somebody",
    "reviewed_on": date(2026, 11, 22), "review_by": date(2027, 11, 22),
}  # fmt: skip
NAN = np.nan


def test_every_indicator_has_a_method_page_and_families_are_all_there():
    methods = {one.slug for _, group in methods_by_what_is_asked() for one in group}
    assert len(all_indicators()) > 100
    assert {one.family for one in all_indicators().values()} == set(Family)
    assert [one.slug for one in all_indicators().values() if one.method not in methods] == []


def test_every_method_stands_once_in_the_list_with_its_question():
    listed = [one for _, group in methods_by_what_is_asked() for one in group]
    assert sorted(one.slug for one in listed) == sorted(
        path.stem for path in FOLDER.glob("*.md") if path.stem not in NOT_METHODS
    )
    assert [one.slug for one in listed if not one.question] == []


def test_reach_is_never_public_and_the_rest_is():
    assert {one.family for one in all_indicators().values() if not one.is_public} == {Family.REACH}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"formula": {"measure": "neerest_km", "sites": "museum"}}, "there is no measure 'neerest_km'"),
        ({"formula": {"measure": "sites_within", "sites": "museum"}}, "missing a required argument: 'km'"),
        ({"formula": {"measure": "sites_within", "sites": "museum", "km": 5, "miles": 3}}, "unexpected keyword"),
        ({"formula": "museums / schools"}, "formula needs measure:"),
        ({"family": "wants"}, "family is 'wants'; use one of need, provision"),
        ({"area": "mean"}, "area is 'mean'; use one of median"),
        ({"direction": "up"}, "direction is 'up'"),
        ({"why": ""}, "say why too"),
        ({"reviewed_on": "yesterday"}, "write a date like 2026-11-22"),
        ({"colour": "red"}, "'colour' is unknown"),
        ({"each": ["museum"]}, "each is a list, and each of its lines says as:"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(change, words):
    with pytest.raises(InvalidIndicator, match="museums-near: ") as error:
        list(indicators_of("museums-near", WHOLE | change))
    assert words in str(error.value)


def test_a_file_that_is_no_yaml_says_so(tmp_path):
    broken = tmp_path / "broken.yaml"
    broken.write_text("title: [", encoding="utf-8")
    with pytest.raises(InvalidIndicator, match=r"broken\.yaml: this is not YAML"):
        read_indicators(broken)


def test_each_makes_one_indicator_a_line_and_fills_its_words():
    each = [{"as": "near", "km": 5}, {"as": "far", "km": 20}]
    formula = {"measure": "sites_within", "sites": "museum", "km": "{km}"}
    made = list(indicators_of("museums", WHOLE | {"title": "Museums within {km} km", "formula": formula, "each": each}))
    assert [(one.slug, one.title, one.formula.given["km"]) for one in made] == [
        ("museums-near", "Museums within 5 km", 5),
        ("museums-far", "Museums within 20 km", 20),
    ]


def indicator(area: Adding, *, needs_point: bool = False):
    return next(indicators_of("museums-near", WHOLE | {"area": str(area), "needs_point": needs_point}))


@pytest.mark.parametrize(
    ("area", "values", "roll", "expected", "why"),
    [
        (Adding.MEDIAN, [1, 5, 9, NAN], [1, 1, 1, 1], 5, ""),
        (Adding.SHARE, [1, 0, 0, NAN], [1, 1, 1, 1], 100 / 3, ""),
        (Adding.SUM, [1, 5, NAN], [1, 1, NAN], 6, ""),
        (Adding.PUPIL_MEAN, [10, 40], [300, 100], 17.5, ""),
        (Adding.PUPIL_MEAN, [10, 40], [300, NAN], None, NO_ROLL),
        (Adding.PUPIL_MEAN, [10, NAN], [300, NAN], 10, ""),
        (Adding.PER_PUPIL, [10, 40], [300, 100], 12.5, ""),
        (Adding.PER_PUPIL, [10, NAN], [300, NAN], None, NO_ROLL),
        (Adding.MEDIAN, [NAN, NAN], [1, 1], None, NOT_KNOWN),
        (Adding.MEDIAN, [], [], None, NO_SCHOOLS),
    ],
)
def test_an_area_is_what_its_schools_come_to(area, values, roll, expected, why):
    found = area_value(indicator(area), np.array(values, float), np.array(roll, float), np.ones(len(values), bool))
    assert found.value == (None if expected is None else pytest.approx(expected, rel=1e-5))
    assert (found.why, found.schools, found.known) == (
        why,
        len(values),
        int((~np.isnan(np.array(values, float))).sum()),
    )


def test_where_more_than_a_fifth_have_no_point_it_is_not_published():
    values, roll = np.array([1.0, 2, 3, NAN, NAN]), np.ones(5)
    placed = ~np.isnan(values)
    assert area_value(indicator(Adding.MEDIAN, needs_point=True), values, roll, placed).why == UNPLACED
    assert not area_value(indicator(Adding.MEDIAN, needs_point=True), values, roll, placed).is_publishable
    assert area_value(indicator(Adding.MEDIAN), values, roll, placed).why == ""
    one_of_five = np.array([True, True, True, True, False])
    assert area_value(indicator(Adding.MEDIAN, needs_point=True), values, roll, one_of_five).why == ""


def test_a_wrong_file_is_said_at_start_up(monkeypatch):
    def broken():
        raise InvalidIndicator("museums-near: formula: there is no measure 'neerest_km'")

    assert checks.indicators_are_whole(None) == []
    monkeypatch.setattr(checks, "all_indicators", broken)
    assert [error.msg for error in checks.indicators_are_whole(None)] == [
        "museums-near: formula: there is no measure 'neerest_km'"
    ]
