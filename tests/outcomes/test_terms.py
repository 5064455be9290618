"""Terms and the periods made of them."""

from datetime import date

import pytest

from maypole.outcomes.forms.releases import periods
from maypole.outcomes.terms import Season, Term, UnknownPeriod, period_of, term_of, term_on


@pytest.mark.parametrize(
    ("day", "key"),
    [(date(2026, 11, 22), "2026-autumn"), (date(2027, 1, 5), "2027-spring"), (date(2027, 6, 1), "2027-summer"),
     (date(2027, 8, 31), "2027-summer"), (date(2027, 3, 31), "2027-spring")],
)  # fmt: skip
def test_a_day_is_in_a_term(day, key):
    term = term_on(day)
    assert term.key == key
    assert term.first_day <= day <= term.last_day


def test_terms_follow_one_another():
    assert Term(2027, Season.SPRING).before() == Term(2026, Season.AUTUMN)
    assert Term(2026, Season.AUTUMN).before() == Term(2026, Season.SUMMER)


def test_january_to_july_is_derived():
    assert [term.key for term in period_of("2027-january-july").terms] == ["2027-spring", "2027-summer"]


def test_a_school_year_has_three_terms():
    assert [term.key for term in period_of("2026-27").terms] == ["2026-autumn", "2027-spring", "2027-summer"]
    assert {term.school_year for term in period_of("2026-27").terms} == {2026}


@pytest.mark.parametrize("key", ["", "autumn", "2026-winter", "2026-28", "2026-january"])
def test_another_period_is_unknown(key):
    with pytest.raises(UnknownPeriod, match="no period"):
        period_of(key)
    with pytest.raises(UnknownPeriod, match="no term"):
        term_of(key)


def test_a_half_year_and_a_school_year_are_offered_where_all_their_terms_are_over_or_under_way():
    def longer(day):
        return [key for key, _ in periods(day) if len(period_of(key).terms) > 1]

    assert longer(date(2026, 11, 22)) == ["2026-january-july", "2025-26"]
    assert longer(date(2027, 2, 22)) == ["2026-january-july"]
