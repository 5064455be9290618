"""Single values, in the spellings that lists have."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maypole.core.ingest.errors import BadValue
from maypole.core.ingest.values import day, decimal, dfe_number, gss_code, point, urn, whole


@pytest.mark.parametrize(
    ("text", "value"), [("29199.00", 29199), ("1,234", 1234), ("", None), ("NA", None), ("z", None), ("80%", 80)]
)
def test_whole_numbers(text, value):
    assert whole(text, "n") == value


@pytest.mark.parametrize("text", ["twelve", "1.5", "1e400", "nan", "--"])
def test_what_is_no_whole_number_is_refused_by_column(text):
    with pytest.raises(BadValue, match=r"^rank: "):
        whole(text, "rank")


@pytest.mark.parametrize("text", ["-1", "101", "3000000000"])
def test_a_number_that_cannot_be_is_refused_by_column(text):
    with pytest.raises(BadValue, match=r"^age: .* is not between 0 and 100\.$"):
        whole(text, "age", most=100)


@pytest.mark.parametrize("text", ["", "E0600001", "e06000016", "E060000166", "E0600001\u0663", "Leicester"])
def test_what_is_no_code_of_an_area_is_refused(text):
    assert gss_code("E06000016", "code") == "E06000016"
    with pytest.raises(BadValue, match="E06000016"):
        gss_code(text, "code")


@pytest.mark.parametrize("text", ["2021-03-01", "01/03/2021", "01-03-2021", "1 March 2021", "202103", "20210301"])
def test_dates(text):
    assert day(text, "d") == date(2021, 3, 1)


@pytest.mark.parametrize("text", ["8552000", "855/2000", "855 2000", "855-2000", "8552000.0"])
def test_dfe_numbers(text):
    assert dfe_number(text) == "8552000"


@pytest.mark.parametrize("text", ["855200", "855/20000", "DFE2000", "855.2000"])
def test_malformed_dfe_numbers_are_refused(text):
    with pytest.raises(BadValue, match="seven digits"):
        dfe_number(text)


@pytest.mark.parametrize("text", ["12345", "1234567", "abc", "012345", ""])
def test_malformed_urns_are_refused(text):
    with pytest.raises(BadValue, match="six digits"):
        urn(text)


def test_a_missing_latitude_is_no_point():
    assert point("99.999999", "0.000000") == (None, "")


def test_swapped_coordinates_are_turned_round_and_said():
    found, doubt = point("-1.47", "52.9")
    assert found == (52.9, -1.47)
    assert "wrong way round" in doubt


def test_a_point_elsewhere_is_none_and_said():
    assert point("40.7", "-74.0") == (None, "The list's point is not in the United Kingdom.")


@pytest.mark.parametrize("parse", [lambda text: decimal(text, "x"), lambda text: day(text, "x"), dfe_number, urn])
@given(text=st.text())
def test_no_text_breaks_a_parser(parse, text):
    with suppress(BadValue):
        parse(text)


@given(st.text(), st.text())
def test_a_point_is_in_the_uk_or_none(one, other):
    found, _ = point(one, other)
    assert found is None or (49 <= found[0] <= 61.5 and -9 <= found[1] <= 3)
