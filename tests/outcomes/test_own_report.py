"""An organisation sees its own figures beside its partnership's quarters, and can narrow down nobody."""

from random import Random

import pytest

from maypole.directory.models import Organisation
from maypole.outcomes.actions import publishing
from maypole.outcomes.actions.releases import begin_release, check_release
from maypole.outcomes.models import AcceptedLine, Expected, Release, Return
from maypole.outcomes.presenters.own_report import own_report_of
from maypole.outcomes.queries.comparators import quarters_kept, totals_by_organisation
from maypole.outcomes.release.quarters import FEWEST, PARTS, band_of, quarters_of
from maypole.outcomes.terms import period_of
from tests.outcomes.conftest import NOW
from tests.outcomes.village import furnish

SPREAD = [12, 47, 113, 160, 181, 260, 310, 420]


@pytest.mark.parametrize(
    ("value", "band"),
    [(0, (0, 4)), (7, (5, 9)), (49, (45, 49)), (99, (90, 99)), (101, (100, 119)), (12_345, (12_000, 13_999))],
)
def test_a_band_holds_its_figure_and_five_numbers_or_a_tenth(value, band):
    assert band_of(value) == band
    assert band[1] - band[0] + 1 >= max(5, value / 10)


def test_quarters_are_bands_of_those_who_stand_there():
    assert quarters_of(SPREAD) == [band_of(47), band_of(160), band_of(260)]


@pytest.mark.parametrize(
    "values", [SPREAD[: FEWEST - 1], [*SPREAD[:7], 90_000], [0, 0, 0, 0, 0, 0, 0, 0], [1] * 9],
    ids=("few", "one", "none", "small"),
)  # fmt: skip
def test_nothing_is_shown_where_somebody_could_be_told(values):
    assert quarters_of(values, are_children=True) == []


def could_be(values, bands, attacker, other):
    """Return every number that one organisation can be to another that knows itself, the total, and who stands where.

    The slow and obvious way: all sums that those who are left can have.
    """
    ordered = sorted(values)
    places = {-(-len(ordered) * part // 4) - 1: band for part, band in zip(PARTS, bands, strict=True)}
    rest = sum(ordered) - ordered[attacker]

    def room(place):
        if place in places:
            return range(places[place][0], places[place][1] + 1)
        low = max((band[0] for at, band in places.items() if at < place), default=0)
        high = min((band[1] for at, band in places.items() if at > place), default=rest)
        return range(low, min(high, rest) + 1)

    sums = {0}
    for place in range(len(ordered)):
        if place not in (attacker, other):
            sums = {one + more for one in sums for more in room(place) if one + more <= rest}
    return {number for number in room(other) if rest - number in sums}


def test_an_attacker_who_is_one_of_them_narrows_nobody_below_five_numbers():
    random, shown = Random(5), 0
    for _ in range(150):
        values = [int(random.paretovariate(0.8) * random.choice((2, 9))) % 60 for _ in range(random.randrange(6, 10))]
        bands = quarters_of(values)
        shown += bool(bands)
        for attacker in range(len(values)) if bands else ():
            for other in range(len(values)):
                if other != attacker:
                    assert len(could_be(values, bands, attacker, other)) >= 5, (values, attacker, other)
    assert shown > 10


@pytest.fixture
def returned(cast, round_of_brindle) -> Return:
    """The return of one of six organisations, all accepted."""
    furnish(cast, round_of_brindle, NOW)
    return Return.objects.order_by("organisation__name").first()


def publish(cast):
    made = begin_release(period=period_of("2026-autumn"), partnerships=[], note="", by=cast.ada.id, now=NOW)
    check_release(release=made, now=NOW)
    publishing.publish_release(release=made, make_report=lambda _: b"%PDF", by=cast.ada.id, now=NOW)
    return made


def test_a_child_counts_once_a_school_and_a_school_once(returned, cast):
    found = totals_by_organisation("2026-autumn", cast.partnership)[str(returned.organisation_id)]
    lines = AcceptedLine.objects.filter(organisation=returned.organisation, partnership=cast.partnership)
    schools = set(lines.values_list("school", flat=True))
    assert found.schools == len(schools)
    assert found.children == sum(max(one.children for one in lines if one.school_id == school) for school in schools)


def place_of(returned, cast):
    return next(one for one in own_report_of(returned).places if one.name == cast.partnership.name)


def test_the_others_come_with_the_release_and_stay_as_they_were_then(returned, cast):
    assert place_of(returned, cast).compared == ()
    assert "once the figures of this term are published" in place_of(returned, cast).why_not
    publish(cast)
    then = place_of(returned, cast)
    assert (then.organisations, bool(then.compared)) == (6, True)
    another = Organisation.objects.filter(accepted_lines__partnership=cast.partnership).exclude(
        pk=returned.organisation_id
    )
    AcceptedLine.objects.filter(organisation=another.first()).delete()
    publish(cast)
    assert place_of(returned, cast).compared == then.compared


def test_fewer_than_five_others_are_never_shown(returned, cast):
    another = Organisation.objects.filter(accepted_lines__partnership=cast.partnership).exclude(
        pk=returned.organisation_id
    )
    AcceptedLine.objects.filter(organisation=another.first()).delete()
    publish(cast)
    assert "Fewer than five other" in place_of(returned, cast).why_not


def test_what_was_withdrawn_is_shown_to_nobody(returned, cast):
    made = publish(cast)
    publishing.withdraw_release(release=made, because="A slip", by=cast.ada.id, now=NOW)
    assert quarters_kept("2026-autumn", cast.partnership) is None
    publish(cast)
    assert quarters_kept("2026-autumn", cast.partnership) is None
    assert Release.objects.count() == 2


def test_the_page_is_for_the_organisation_alone(returned, cast, as_):
    Expected.objects.filter(organisation=cast.museum).delete()
    Return.objects.filter(pk=returned.pk).update(organisation=cast.museum)
    AcceptedLine.objects.filter(organisation=returned.organisation).update(organisation=cast.museum)
    publish(cast)
    page = f"{returned.get_absolute_url()}report/"
    shown = as_(cast.olive).get(page).content.decode()
    assert "organisations told of work here" in shown
    names = Organisation.objects.filter(name__endswith=" Works").values_list("name", flat=True)
    assert not [name for name in names if name in shown]
    for person in (cast.carol, cast.sam, cast.tess, cast.stan, None):
        assert as_(person).get(page).status_code in (302, 403)
