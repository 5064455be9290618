"""The lists of journeys that ask for something to be done."""

from datetime import date
from enum import StrEnum

from maypole.programme.queries.journeys import SchoolJourney
from maypole.programme.stages import LONG, Stage, Step

UNDER_WAY = (Stage.REGISTERED, Stage.WORKING_TOWARDS)


class Concern(StrEnum):
    """Why a journey needs somebody; a journey may stand in several lists."""

    OVERDUE = "overdue"
    SOON = "soon"
    LAPSED = "lapsed"
    STILL = "still"
    UNDATED = "undated"
    UNSUPPORTED = "unsupported"


def concerns_of(one: SchoolJourney, today: date) -> set[Concern]:
    """Return the lists that a journey stands in today. A school that has not begun stands in none."""
    if one.stage is Stage.NOT_BEGUN:
        return set()
    tests = {
        Concern.OVERDUE: _is_overdue(one, today),
        Concern.SOON: any(deadline.is_soon(today) for deadline in one.outlook.deadlines),
        Concern.LAPSED: one.stage is Stage.LAPSED,
        Concern.STILL: _is_still(one, today),
        Concern.UNDATED: not one.dates.has_any,
        Concern.UNSUPPORTED: one.stage in UNDER_WAY and not one.is_supported,
    }
    return {concern for concern, applies in tests.items() if applies}


def _is_overdue(one: SchoolJourney, today: date) -> bool:
    """A plan that did not come in time; one past its two years has lapsed, which is another list."""
    late = any(deadline.step is Step.PLAN and deadline.is_past(today) for deadline in one.outlook.deadlines)
    return late and one.stage is not Stage.LAPSED


def _is_still(one: SchoolJourney, today: date) -> bool:
    registered = one.dates.registered_on
    return one.stage is Stage.REGISTERED and registered is not None and today - registered >= LONG


def in_order(journeys: list[SchoolJourney]) -> list[SchoolJourney]:
    """Return journeys with the nearest day first, those without one by name after them."""
    return sorted(journeys, key=lambda one: (one.outlook.next.on if one.outlook.next else date.max, one.school.name))
