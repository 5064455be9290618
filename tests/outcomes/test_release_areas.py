"""A line counts in its district wherever that belongs since: areas change between a return and a release."""

import pytest

from maypole.outcomes.actions.gathering import gathered
from maypole.outcomes.models import AcceptedLine
from maypole.outcomes.release.engine import ALL, added_up
from maypole.outcomes.terms import period_of
from maypole.partnerships.models import Partnership
from tests.outcomes.conftest import NOW
from tests.outcomes.village import furnish

PERIOD = period_of("2026-autumn")


@pytest.fixture
def furnished(cast, round_of_brindle):
    furnish(cast, round_of_brindle, NOW)
    return cast


def engagements_by_area(partnerships=()):
    inputs = gathered(PERIOD, partnerships).inputs
    rows = added_up(inputs.lines, "engagements").iter_rows(named=True)
    return inputs.geography, {row["area"]: row["value"] for row in rows if row["category"] == ALL}


def test_a_partnership_that_ended_since_leaves_its_lines_in_their_district(furnished):
    _, before = engagements_by_area()
    Partnership.objects.filter(pk=furnished.elsewhere.pk).update(status="ended")
    geography, after = engagements_by_area()
    assert after["district:E07000902"] == before["district:E07000902"]
    assert after[geography.whole] == before[geography.whole]
    assert after["apart:none"] == before["partnership:coldry"]


def test_a_district_that_moved_since_leaves_what_was_accepted_for_the_partnership_with_it(furnished):
    _, before = engagements_by_area([furnished.elsewhere])
    furnished.elsewhere.territory.holds.all().delete()
    geography, after = engagements_by_area([furnished.elsewhere])
    assert after[geography.whole] == before[geography.whole]
    assert AcceptedLine.objects.filter(partnership=furnished.elsewhere).exists()
