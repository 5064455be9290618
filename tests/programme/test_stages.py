"""The arithmetic of a journey, with the day passed in."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maypole.programme.stages import (
    Award,
    Dates,
    Scheme,
    Stage,
    Step,
    complete_by,
    end_of,
    outlook_of,
    stage_of,
    years_after,
)

ARTSMARK, ARTS_AWARD = Scheme.ARTSMARK, Scheme.ARTS_AWARD
TODAY = date(2026, 11, 22)
DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))


def test_nothing_known_is_not_begun():
    assert stage_of(Dates(ARTSMARK), TODAY).stage is Stage.NOT_BEGUN


def test_only_the_list_gives_a_stage_and_no_day():
    dates = Dates(ARTSMARK, listed_stage=Stage.AWARDED, listed_level="Gold")
    standing = stage_of(dates, TODAY)
    assert (standing.stage, standing.level, standing.until) == (Stage.AWARDED, "Gold", None)
    assert outlook_of(dates, TODAY).deadlines == ()


def test_what_was_entered_goes_before_the_list():
    dates = Dates(ARTSMARK, registered_on=date(2026, 9, 1), listed_stage=Stage.AWARDED, listed_level="Gold")
    assert stage_of(dates, TODAY).stage is Stage.REGISTERED


def test_a_plan_that_went_in_is_working_towards():
    dates = Dates(ARTSMARK, registered_on=date(2026, 1, 1), submitted_on=date(2026, 2, 1))
    assert stage_of(dates, TODAY).stage is Stage.WORKING_TOWARDS


@pytest.mark.parametrize(("today", "stage"), [(date(2028, 9, 1), Stage.REGISTERED), (date(2028, 9, 2), Stage.LAPSED)])
def test_two_years_after_registering_it_lapses_the_day_after(today, stage):
    dates = Dates(ARTSMARK, registered_on=date(2026, 9, 1))
    assert stage_of(dates, today).stage is stage


@pytest.mark.parametrize(("today", "stage"), [(date(2026, 3, 5), Stage.AWARDED), (date(2026, 3, 6), Stage.LAPSED)])
def test_an_award_holds_two_years_to_the_day(today, stage):
    dates = Dates(ARTSMARK, award=Award("Gold", date(2024, 3, 5)))
    standing = stage_of(dates, today)
    assert (standing.stage, standing.level, standing.until) == (stage, "Gold", date(2026, 3, 5))


def test_a_last_day_that_was_told_goes_before_the_rule():
    assert end_of(Award("Gold", date(2024, 3, 5), date(2027, 8, 31)), ARTSMARK) == date(2027, 8, 31)


def test_an_award_without_a_day_stands_and_its_end_is_not_known():
    standing = stage_of(Dates(ARTSMARK, award=Award("Silver")), TODAY)
    assert (standing.stage, standing.until) == (Stage.AWARDED, None)


def test_the_arts_award_has_no_two_years():
    dates = Dates(ARTS_AWARD, registered_on=date(2015, 1, 1))
    assert complete_by(dates) is None
    assert stage_of(dates, TODAY).stage is Stage.REGISTERED
    assert end_of(Award("Bronze", date(2015, 1, 1)), ARTS_AWARD) is None


def test_who_registered_again_keeps_the_earlier_award_until_its_last_day():
    dates = Dates(ARTSMARK, registered_on=date(2026, 5, 1), earlier=(Award("Gold", date(2025, 1, 10)),))
    assert stage_of(dates, TODAY).is_renewing
    assert stage_of(dates, date(2027, 1, 10)).stage is Stage.AWARDED
    assert stage_of(dates, date(2027, 1, 11)).stage is Stage.REGISTERED


def test_the_deadlines_are_the_plan_the_two_years_and_the_end():
    dates = Dates(ARTSMARK, registered_on=date(2026, 9, 1), plan_due_on=date(2027, 1, 15))
    steps = {deadline.step: deadline.on for deadline in outlook_of(dates, TODAY).deadlines}
    assert steps == {Step.PLAN: date(2027, 1, 15), Step.COMPLETE: date(2028, 9, 1)}
    awarded = outlook_of(Dates(ARTSMARK, award=Award("Gold", date(2026, 1, 1))), TODAY)
    assert [(each.step, each.on) for each in awarded.deadlines] == [(Step.RENEW, date(2028, 1, 1))]


def test_a_plan_that_is_late_does_not_hide_the_two_years_ahead():
    dates = Dates(ARTSMARK, registered_on=date(2025, 1, 1), plan_due_on=date(2025, 6, 1))
    outlook = outlook_of(dates, TODAY)
    assert outlook.next.step is Step.PLAN
    assert outlook.coming(TODAY).step is Step.COMPLETE
    assert outlook.coming(date(2027, 1, 2)) is None


def test_ninety_days_are_soon_and_ninety_one_are_not():
    soon = outlook_of(Dates(ARTSMARK, plan_due_on=TODAY + timedelta(days=90)), TODAY).deadlines[0]
    later = outlook_of(Dates(ARTSMARK, plan_due_on=TODAY + timedelta(days=91)), TODAY).deadlines[0]
    assert soon.is_soon(TODAY)
    assert not later.is_soon(TODAY)
    assert soon.is_past(TODAY + timedelta(days=91))


def test_a_leap_day_ends_on_the_twenty_eighth():
    assert years_after(date(2024, 2, 29), 2) == date(2026, 2, 28)
    assert years_after(date(2024, 2, 29), 4) == date(2028, 2, 29)


@given(DAYS, DAYS)
def test_once_lapsed_time_alone_mends_nothing(registered, today):
    dates = Dates(ARTSMARK, registered_on=registered)
    if stage_of(dates, today).stage is Stage.LAPSED:
        assert stage_of(dates, today + timedelta(days=1)).stage is Stage.LAPSED
    else:
        assert today <= years_after(registered, 2)
