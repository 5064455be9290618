"""An organisation sees its own figures beside others' quarters, never beside so few that one could be told."""

import pytest

from maypole.directory.models import Organisation
from maypole.outcomes.models import AcceptedLine, Expected, Return
from maypole.outcomes.presenters.own_report import FEWEST_OTHERS, compared, own_report_of, quarters, rounded
from maypole.outcomes.queries.comparators import Totals, totals_by_organisation
from tests.outcomes.conftest import NOW
from tests.outcomes.village import furnish


def totals(n):
    return Totals(children=100 * n, schools=n, engagements=317 * n, child_hours=12 * n)


@pytest.mark.parametrize(("others", "rows"), [(0, 0), (FEWEST_OTHERS - 1, 0), (FEWEST_OTHERS, 4), (9, 4)])
def test_fewer_than_five_others_are_never_shown(others, rows):
    assert len(compared(totals(1), [totals(n) for n in range(1, others + 1)])) == rows


def test_quarters_are_those_of_the_others_and_rounded():
    assert quarters([10, 20, 30, 40, 51]) == (20, 30, 40)
    assert quarters([1013, 1024, 1555, 2047, 9999]) == (1000, 1600, 2000)
    assert [rounded(value) for value in (0, 2, 3, 99, 101, 12_345)] == [0, 0, 5, 100, 100, 12_000]


@pytest.fixture
def returned(cast, round_of_brindle) -> Return:
    """The return of one of six organisations, all accepted."""
    furnish(cast, round_of_brindle, NOW)
    return Return.objects.order_by("organisation__name").first()


def test_a_child_counts_once_a_school_and_a_school_once(returned, cast):
    found = totals_by_organisation("2026-autumn", cast.partnership)[str(returned.organisation_id)]
    lines = AcceptedLine.objects.filter(organisation=returned.organisation, partnership=cast.partnership)
    schools = set(lines.values_list("school", flat=True))
    assert found.schools == len(schools)
    assert found.children == sum(max(one.children for one in lines if one.school_id == school) for school in schools)


def test_the_others_are_five_and_one_less_shows_none(returned, cast):
    place = next(one for one in own_report_of(returned).places if one.name == cast.partnership.name)
    assert (place.others, len(place.compared)) == (5, 4)
    another = Organisation.objects.filter(accepted_lines__partnership=cast.partnership).exclude(
        pk=returned.organisation_id
    )
    AcceptedLine.objects.filter(organisation=another.first()).delete()
    place = next(one for one in own_report_of(returned).places if one.name == cast.partnership.name)
    assert (place.others, place.compared) == (4, ())


def test_the_page_is_for_the_organisation_alone(returned, cast, as_):
    Expected.objects.filter(organisation=cast.museum).delete()
    Return.objects.filter(pk=returned.pk).update(organisation=cast.museum)
    AcceptedLine.objects.filter(organisation=returned.organisation).update(organisation=cast.museum)
    page = f"{returned.get_absolute_url()}report/"
    shown = as_(cast.olive).get(page).content.decode()
    assert "other organisations told of work here" in shown
    names = Organisation.objects.filter(name__endswith=" Works").values_list("name", flat=True)
    assert not [name for name in names if name in shown]
    for person in (cast.carol, cast.sam, cast.tess, cast.stan, None):
        assert as_(person).get(page).status_code in (302, 403)
