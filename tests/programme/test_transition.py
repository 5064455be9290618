"""Counts of a September: told by a school, added up for its coordinator, and seen by nobody else."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from maypole.programme.actions.transition import UnableToPair, pair_schools, take_over_pairs, tell_counts
from maypole.programme.models import TransitionCount, TransitionPair
from maypole.programme.queries.transition import septembers, transition_of, warnings_of
from tests.programme.conftest import NOW

YEAR = 2026
PAGE = "/partnerships/brindle/transition/"


def tell(school, started=None, continued=None, awards=None, year=YEAR):
    tell_counts(school=school, year=year, started=started, continued=continued, awards=awards, by=None, now=NOW)


@pytest.fixture
def pair(brindle) -> TransitionPair:
    return pair_schools(
        partnership=brindle.cast.partnership, year=YEAR, primary=brindle.school, secondary=brindle.high, by=None
    )


@pytest.fixture
def this_september(monkeypatch):
    """Let the newest September be that of 2026, whenever the tests run."""
    from maypole.programme.views import transition

    monkeypatch.setattr(transition, "septembers", lambda today: [2026, 2025])


def test_from_april_on_the_coming_september_is_the_newest():
    assert septembers(timezone.datetime(2026, 3, 31).date())[0] == 2025
    assert septembers(timezone.datetime(2026, 4, 1).date())[:2] == [2026, 2025]


def test_not_known_is_not_zero(brindle, pair):
    tell(brindle.school, started=0)
    found = transition_of(brindle.cast.partnership, YEAR)
    assert (found.started.number, found.started.told, found.started.asked) == (0, 1, 1)
    assert (found.continued.told, found.continued.asked) == (0, 1)


def test_more_who_went_on_than_started_is_said_and_kept(brindle, pair):
    tell(brindle.school, started=20)
    tell(brindle.high, continued=21)
    words = warnings_of(transition_of(brindle.cast.partnership, YEAR))
    assert words == [
        "Beacon High School tells of 21 who went on, the schools that send to it of 20 who started. Ask both; it is "
        "kept as it is."
    ]
    tell(brindle.high, continued=20)
    assert warnings_of(transition_of(brindle.cast.partnership, YEAR)) == []


def test_nothing_is_said_while_a_school_that_sends_has_not_told(brindle, pair):
    pair_schools(
        partnership=brindle.cast.partnership, year=YEAR, primary=brindle.unplaced, secondary=brindle.high, by=None
    )
    tell(brindle.school, started=20)
    tell(brindle.high, continued=21, awards=22)
    words = warnings_of(transition_of(brindle.cast.partnership, YEAR))
    assert words == ["Beacon High School tells of more awards (22) than pupils (21)."]


def test_a_pair_has_a_year_6_and_a_year_7_and_is_two_schools(brindle):
    about = {"partnership": brindle.cast.partnership, "year": YEAR, "by": None}
    with pytest.raises(UnableToPair, match="no year 6"):
        pair_schools(primary=brindle.high, secondary=brindle.high.__class__(urn=100099, name="X"), **about)
    with pytest.raises(UnableToPair, match="no year 7"):
        pair_schools(primary=brindle.school, secondary=brindle.unplaced, **about)
    with pytest.raises(UnableToPair, match="no pair with itself"):
        pair_schools(primary=brindle.school, secondary=brindle.school, **about)


def test_the_database_keeps_one_count_a_year_and_no_pair_of_one(brindle, pair):
    tell(brindle.school, started=1)
    for wrong in (
        lambda: TransitionCount.objects.create(school=brindle.school, year=YEAR, told_at=NOW),
        lambda: TransitionCount.objects.create(school=brindle.high, year=1066, told_at=NOW),
        lambda: TransitionPair.objects.create(
            partnership=brindle.cast.partnership, year=YEAR, primary=brindle.high, secondary=brindle.high
        ),
        lambda: TransitionPair.objects.create(
            partnership=brindle.cast.partnership, year=YEAR, primary=brindle.school, secondary=brindle.high
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


def test_last_years_pairs_are_taken_over_once(brindle, pair):
    about = {"partnership": brindle.cast.partnership, "year": YEAR + 1, "by": None}
    assert take_over_pairs(**about) == 1
    assert take_over_pairs(**about) == 0


def test_a_coordinator_pairs_schools_and_parts_them(brindle, as_, this_september):
    carol = as_(brindle.cast.carol)
    carol.post(PAGE, {"year": "2026", "primary": brindle.school.urn, "secondary": brindle.high.urn})
    pair = TransitionPair.objects.get()
    tell(brindle.school, started=3)
    page = carol.get(PAGE).content.decode()
    assert "sends to Beacon High School" in page
    carol.post(f"{PAGE}pairs/", {"year": "2026", "pair": pair.pk})
    assert not TransitionPair.objects.exists()
    assert TransitionCount.objects.exists()


def test_a_school_of_another_partnership_is_refused_in_words(brindle, as_, this_september):
    posted = {"year": "2026", "primary": brindle.foreign.urn, "secondary": brindle.high.urn}
    page = as_(brindle.cast.carol).post(PAGE, posted).content.decode()
    assert "This is no school of this partnership" in page
    posted["primary"] = "; DROP TABLE"
    assert as_(brindle.cast.carol).post(PAGE, posted).status_code == 200
    assert not TransitionPair.objects.exists()


def test_a_pair_of_another_partnership_is_not_parted(brindle, as_, this_september):
    foreign = pair_schools(
        partnership=brindle.cast.elsewhere, year=YEAR, primary=brindle.school, secondary=brindle.high, by=None
    )
    answer = as_(brindle.cast.carol).post(f"{PAGE}pairs/", {"year": "2026", "pair": foreign.pk})
    assert answer.status_code == 404
    assert as_(brindle.cast.carol).post(f"{PAGE}pairs/", {"year": "2026", "pair": "x"}).status_code == 404


def test_a_school_tells_what_it_can_know_and_is_warned_not_stopped(brindle, as_, this_september):
    path = f"/schools/{brindle.school.urn}/transition/"
    tess = as_(brindle.cast.tess)
    assert "went on" not in tess.get(path).content.decode()
    page = tess.post(path, {"year": "2026", "started": "4", "awards": "9"}, follow=True).content.decode()
    assert "more awards (9) than pupils (4)" in page
    assert TransitionCount.objects.get().awards == 9
    page = tess.post(path, {"year": "2026", "started": "a few"}).content.decode()
    assert "Write a whole number" in page


@pytest.mark.parametrize("who", ["sam", "olive", "rita", "eddie", "tess", "stan"])
def test_small_counts_are_for_the_coordinator_alone(brindle, as_, pair, who):
    tell(brindle.high, continued=3)
    browser = as_(getattr(brindle.cast, who))
    for path in (PAGE, f"{PAGE}transition.csv", f"/schools/{brindle.high.urn}/transition/"):
        assert browser.get(path).status_code == 403


def test_the_coordinator_of_another_partnership_sees_none_of_it(brindle, as_):
    carol = as_(brindle.cast.carol)
    assert carol.get("/partnerships/coldry/transition/").status_code == 403
    assert carol.get(f"/schools/{brindle.foreign.urn}/transition/").status_code == 403


def test_the_file_is_the_coordinators(brindle, as_, pair, this_september):
    tell(brindle.school, started=20)
    lines = as_(brindle.cast.carol).get(f"{PAGE}transition.csv").content.decode("utf-8-sig").splitlines()
    assert lines[2] == "2026,100001,Alder Road Primary School,20,,,Beacon High School,"


def test_this_week_asks_about_counts_that_cannot_be(brindle, as_):
    year = timezone.localdate().year
    tell(brindle.high, continued=4, awards=9, year=year)
    assert f"September {year}: 1 count to look at" in as_(brindle.cast.carol).get("/week/").content.decode()
