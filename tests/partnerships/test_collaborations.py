"""Collaborations and influence: kept by the coordinator, read by everybody only where they are marked public."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from maypole.partnerships.actions.collaborations import join_projects
from maypole.partnerships.models import Collaboration, Influence, Member
from maypole.partnerships.presenters.collaborations import custom_in_words

PATH = "/partnerships/brindle/collaborations/"
INFLUENCE = "/partnerships/brindle/influence/"


def details(cast, **changes):
    return {
        "title": "A room for Coldry Road", "starts_on": "2026-09-10", "ends_on": "2027-03-20", "plan": "",
        "organisations": [str(cast.museum.pk)], "schools": [], "others": "Brindle library", "outcome": "Every class makes.",
        "measure": "Classes that made something, before and after.", "young_people": "They choose the artist.",
    } | changes  # fmt: skip


@pytest.fixture
def member(cast):
    return Member.objects.create(
        partnership=cast.partnership, organisation=cast.museum, state="member", asked_at=timezone.now()
    )


def made(cast, as_, **changes) -> Collaboration:
    as_(cast.carol).post(f"{PATH}new/", details(cast, **changes))
    return Collaboration.objects.get()


def test_a_collaboration_is_set_up_changed_and_its_result_written_down(cast, as_, member):
    one = made(cast, as_)
    carol = as_(cast.carol)
    carol.post(f"{PATH}{one.pk}/change/", details(cast, title="A room of our own", is_public="on"))
    carol.post(f"{PATH}{one.pk}/", {"result": "Nine classes of ten made something.", "on": "2027-03-21"})
    page = as_().get(PATH).content.decode()
    assert "A room of our own" in page
    assert "Nine classes of ten" in page
    assert "What we do together" in as_().get("/partnerships/brindle/").content.decode()


def test_what_is_not_marked_public_is_nowhere_for_others(cast, as_, member):
    made(cast, as_)
    Influence.objects.create(
        partnership=cast.partnership, kind="policy", action="Wrote to the council", decision_maker="The council",
        done_on=date(2026, 10, 1),
    )  # fmt: skip
    for somebody in (None, cast.olive, cast.tess, cast.stan, cast.rita):
        for path in (PATH, INFLUENCE, "/partnerships/brindle/"):
            page = as_(somebody).get(path).content.decode()
            assert "A room for Coldry Road" not in page
            assert "Wrote to the council" not in page
    for somebody in (cast.carol, cast.sam):
        assert "A room for Coldry Road" in as_(somebody).get(PATH).content.decode()
        assert "Wrote to the council" in as_(somebody).get(INFLUENCE).content.decode()


def test_only_the_coordinator_writes(cast, as_, member):
    one = made(cast, as_)
    for somebody in (cast.sam, cast.olive, cast.stan):
        for path in ("new/", f"{one.pk}/", f"{one.pk}/change/", f"{one.pk}/remove/"):
            assert as_(somebody).post(PATH + path, details(cast)).status_code == 403
        assert as_(somebody).post(f"{INFLUENCE}new/", {}).status_code == 403
    assert as_(cast.carol).get(f"/partnerships/coldry/collaborations/{one.pk}/").status_code == 403
    assert as_(cast.ada).get(f"/partnerships/coldry/collaborations/{one.pk}/").status_code == 404
    assert as_(cast.carol).post(f"{PATH}{one.pk}/remove/").status_code == 302
    assert not Collaboration.objects.exists()


def test_one_partner_alone_and_days_the_wrong_way_round_are_said(cast, as_, member):
    page = as_(cast.carol).post(f"{PATH}new/", details(cast, others="")).content.decode()
    assert "two partners at least" in page
    page = as_(cast.carol).post(f"{PATH}new/", details(cast, ends_on="2026-01-01")).content.decode()
    assert "it cannot end before" in page
    assert not Collaboration.objects.exists()


def test_projects_are_joined_once_and_leave_again(cast, as_, member):
    one = made(cast, as_)
    first, second = uuid4(), uuid4()
    for wanted in ([first, second], [second], [second]):
        join_projects(collaboration=one, project_ids=wanted, by=cast.carol.id, now=timezone.now())
    assert [joined.project_id for joined in one.joined.all()] == [second]


def test_three_a_year_is_the_custom(cast, as_, member):
    one = made(cast, as_)
    assert custom_in_words([one], date(2026, 11, 22)).startswith("One has begun in the school year 2026/27. Three")
    assert custom_in_words([one] * 3, date(2026, 11, 22)).startswith("3 have begun in the school year 2026/27")
    assert custom_in_words([one], date(2027, 9, 1)).startswith("None has begun in the school year 2027/28")


def test_influence_is_noted_changed_shown_and_taken_out(cast, as_):
    carol = as_(cast.carol)
    answers = {"kind": "space", "action": "Asked for a stage in the park", "decision_maker": "The parks board",
               "done_on": "2026-10-02", "result": ""}  # fmt: skip
    carol.post(f"{INFLUENCE}new/", answers)
    one = Influence.objects.get()
    assert "not known yet" in carol.get(INFLUENCE).content.decode()
    carol.post(f"{INFLUENCE}{one.pk}/", answers | {"result": "A stage from May", "is_public": "on"})
    assert "A stage from May" in as_().get("/partnerships/brindle/").content.decode()
    carol.post(f"{INFLUENCE}{one.pk}/remove/")
    assert not Influence.objects.exists()


def test_the_database_refuses_days_the_wrong_way_round_and_a_result_without_a_day(cast):
    fields = {
        "partnership": cast.partnership,
        "title": "x",
        "starts_on": date(2026, 9, 1),
        "ends_on": date(2026, 10, 1),
    }
    for wrong in ({"ends_on": date(2026, 8, 1)}, {"result": "Done"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Collaboration.objects.create(**fields | wrong)
