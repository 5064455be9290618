"""Who asked which school, what it said, and who may read that."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from maypole.partnerships.actions.asks import UnableToNote, note_answer, note_ask
from maypole.partnerships.models import Ask
from maypole.partnerships.queries.asks import asks_unanswered, latest_asks_of
from tests.cast import make_school

PATH = "/partnerships/brindle/asks/"


def an_ask(cast, *, days_ago=30, school=None, about="a dance residency") -> Ask:
    today = timezone.localdate()
    return note_ask(
        partnership=cast.partnership, school=school or cast.school, asked_on=today - timedelta(days=days_ago),
        asked_by="Museum of Salt and Lace", about=about, by=cast.carol.id, today=today,
    )  # fmt: skip


def posted(cast, **changes):
    today = timezone.localdate()
    return {
        "school": cast.school.urn,
        "asked_on": today,
        "asked_by": "Coordinator",
        "about": "Clay",
        "offer": "",
    } | changes


def test_a_coordinator_notes_an_ask_from_a_schools_row_and_its_answer(cast, as_):
    carol = as_(cast.carol)
    page = carol.get(f"{PATH}new/?school={cast.school.urn}").content.decode()
    assert f'<option value="{cast.school.urn}" selected>' in page
    assert carol.post(f"{PATH}new/", posted(cast)).headers["Location"] == PATH
    ask = Ask.objects.get()
    today = timezone.localdate()
    carol.post(f"{PATH}{ask.pk}/", {"answer": "declined", "on": today, "reason": "The hall is being mended."})
    page = carol.get(PATH).content.decode()
    assert "Declined on" in page
    assert "The hall is being mended." in page


def test_the_newest_ask_is_the_one_that_counts(cast):
    other = make_school(100002, "Beacon School", cast.school.district, cast.dataset)
    an_ask(cast, days_ago=90, about="long ago")
    an_ask(cast, days_ago=5, about="lately")
    found = latest_asks_of(cast.partnership, [cast.school.urn, other.urn])
    assert {urn: ask.about for urn, ask in found.items()} == {cast.school.urn: "lately"}
    assert latest_asks_of(cast.elsewhere, [cast.school.urn]) == {}


def test_no_answer_yet_takes_an_answer_back(cast):
    ask, today = an_ask(cast), timezone.localdate()
    note_answer(ask=ask, answer="later", reason="Spring", on=today, by=cast.carol.id, today=today)
    note_answer(ask=ask, answer="none", reason="", on=today, by=cast.carol.id, today=today)
    ask.refresh_from_db()
    assert (ask.answer, ask.answered_on, ask.reason) == ("none", None, "")


def test_days_that_cannot_be_are_refused_in_words(cast, as_):
    tomorrow = timezone.localdate() + timedelta(days=1)
    page = as_(cast.carol).post(f"{PATH}new/", posted(cast, asked_on=tomorrow)).content.decode()
    assert "is still to come" in page
    ask = an_ask(cast)
    for on, words in ((tomorrow, "still to come"), (date(2020, 1, 1), "answered then or later")):
        page = as_(cast.carol).post(f"{PATH}{ask.pk}/", {"answer": "yes", "on": on, "reason": ""}).content.decode()
        assert words in page
    with pytest.raises(UnableToNote):
        an_ask(cast, days_ago=-1)


@pytest.mark.parametrize("urn", ["999999", "abc", "1" * 40, "-1"])
def test_a_school_that_is_not_of_the_area_is_said_to_be_none(cast, as_, urn):
    response = as_(cast.carol).get(f"{PATH}new/?school={urn}")
    assert response.status_code == 200
    assert "not one of this partnership’s area" in response.content.decode()


def test_a_school_of_another_partnership_cannot_be_posted(cast, as_):
    there = make_school(100009, "Coldry School", cast.elsewhere.territory.holds.get().inner, cast.dataset)
    as_(cast.carol).post(f"{PATH}new/", posted(cast, school=there.urn))
    assert not Ask.objects.exists()


def test_only_whoever_keeps_the_partnership_writes_and_only_whoever_sees_inside_reads(cast, as_):
    ask = an_ask(cast)
    for somebody in (cast.olive, cast.tess, cast.rita, cast.stan):
        assert as_(somebody).get(PATH).status_code == 403
        assert as_(somebody).post(f"{PATH}{ask.pk}/remove/").status_code == 403
    assert as_(cast.sam).get(PATH).status_code == 200
    assert as_(cast.sam).get(f"{PATH}new/").status_code == 403
    assert as_(cast.carol).get(f"/partnerships/coldry/asks/{ask.pk}/").status_code == 403
    assert as_(cast.ada).get(f"/partnerships/coldry/asks/{ask.pk}/").status_code == 404
    assert as_(cast.carol).post(f"{PATH}{ask.pk}/remove/").status_code == 302
    assert not Ask.objects.exists()


def test_an_ask_without_an_answer_for_three_weeks_comes_up_this_week_and_is_finished_there(cast, as_):
    an_ask(cast, days_ago=20)
    assert "has not answered" not in as_(cast.carol).get("/week/").content.decode()
    old = an_ask(cast, days_ago=21)
    assert "has not answered for 3 weeks" in as_(cast.carol).get("/week/").content.decode()
    answer = {"answer": "yes", "on": timezone.localdate(), "reason": "", "next": "/week/"}
    as_(cast.carol).post(f"{PATH}{old.pk}/", answer)
    assert "has not answered" not in as_(cast.carol).get("/week/").content.decode()


def test_the_database_refuses_an_answer_without_a_day_and_one_before_the_ask(cast):
    today = timezone.localdate()
    fields = {"partnership": cast.partnership, "school": cast.school, "asked_on": today, "asked_by": "x", "about": "y"}
    for wrong in ({"answer": "yes"}, {"answer": "yes", "answered_on": today - timedelta(days=1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Ask.objects.create(**fields, **wrong)


def test_an_old_ask_rests_once_a_later_one_was_answered(cast):
    an_ask(cast, days_ago=40)
    later, today = an_ask(cast, days_ago=5), timezone.localdate()
    other = make_school(100002, "Beacon School", cast.school.district, cast.dataset)
    waiting = an_ask(cast, days_ago=30, school=other)
    assert len(asks_unanswered([cast.partnership], today)) == 2
    note_answer(ask=later, answer="yes", reason="", on=today, by=cast.carol.id, today=today)
    assert asks_unanswered([cast.partnership], today) == [waiting]
    assert asks_unanswered([cast.elsewhere], today) == []
