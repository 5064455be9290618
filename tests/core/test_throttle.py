"""How often a form may be used is counted from its first use, so that no full hour doubles it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from maypole.core.throttle import TooOften, count_use

NEARLY_NOON = datetime(2026, 11, 22, 11, 59, 58, tzinfo=UTC)
HOUR = 3600


def use() -> int:
    return count_use("enquiry", key="somebody", most=2, seconds=HOUR)


def test_a_full_hour_gives_no_more_uses():
    with time_machine.travel(NEARLY_NOON, tick=False) as clock:
        assert [use(), use()] == [1, 2]
        clock.shift(timedelta(seconds=5))
        with pytest.raises(TooOften):
            use()


def test_an_hour_after_the_first_use_it_begins_anew():
    with time_machine.travel(NEARLY_NOON, tick=False) as clock:
        use()
        clock.shift(timedelta(seconds=HOUR + 1))
        assert use() == 1


def test_another_person_is_counted_apart():
    assert [use(), count_use("enquiry", key="another", most=2, seconds=HOUR)] == [1, 1]
