"""A reviewer asks, accepts, opens again; an accepted line is reach."""

import pytest
from django.core import mail

from maypole.outcomes.actions import reviewing
from maypole.outcomes.actions.sending import send_return
from maypole.outcomes.models import AcceptedLine, Query, Return
from tests.outcomes.conftest import NOW


@pytest.fixture
def sent(term):
    send_return(return_of=term.museum_return, by=term.cast.olive.id, now=NOW)
    term.museum_return.refresh_from_db()
    return term


def accept(term):
    reviewing.accept_lines(return_of=term.museum_return, lines=[term.line], by=term.cast.rita.id, now=NOW)
    term.line.refresh_from_db()
    term.museum_return.refresh_from_db()


def test_an_accepted_line_is_reach(sent):
    accept(sent)
    reach = AcceptedLine.objects.get()
    assert (reach.school, reach.children, reach.children_ks2, reach.engagements) == (sent.cast.school, 30, 30, 120)
    assert (reach.artform, reach.activity, reach.child_hours, reach.teachers) == ("dance", "series", 180, 2)
    assert sent.museum_return.state == Return.State.ACCEPTED


def test_a_draft_is_not_accepted(term):
    with pytest.raises(reviewing.UnableToAccept):
        accept(term)


def test_what_is_opened_again_is_reach_no_more(sent):
    accept(sent)
    reviewing.reopen_lines(
        return_of=sent.museum_return, lines=[sent.line], reason="The school says 28", by=sent.cast.rita.id, now=NOW
    )
    assert not AcceptedLine.objects.exists()
    assert sent.answer("children", "28").value == 28


def test_a_question_is_mailed_answered_and_closed(sent, as_, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        as_(sent.cast.rita).post(
            f"/review/{sent.museum_return.pk}/ask/", {"text": "Is 30 one class?", "line": str(sent.line.pk)}
        )
    assert mail.outbox[-1].to == ["olive@maypole.example"]
    query = Query.objects.get()
    assert Return.objects.get().state == Return.State.QUERIED
    page = as_(sent.cast.olive).get(f"/returns/{sent.museum_return.pk}/").content.decode()
    assert "Is 30 one class?" in page
    as_(sent.cast.olive).post(f"/returns/{sent.museum_return.pk}/answer/{query.pk}/", {"answer": "Yes, year 4."})
    assert Return.objects.get().state == Return.State.SENT
    assert "Yes, year 4." in as_(sent.cast.rita).get(f"/review/{sent.museum_return.pk}/").content.decode()


def test_what_went_wrong_does_not_look_like_news(sent, as_):
    asking, rita = f"/review/{sent.museum_return.pk}/ask/", as_(sent.cast.rita)
    missing = rita.post(asking, {"text": ""}, follow=True).content.decode()
    assert "notice stop" in missing
    assert '<span class="sign stop" aria-hidden="true">!</span>Write your question first.' in missing
    asked = rita.post(asking, {"text": "Is 30 one class?"}, follow=True).content.decode()
    assert "notice good" in asked
    assert "notice stop" not in asked


def test_a_reviewer_accepts_from_the_page(sent, as_):
    page = f"/review/{sent.museum_return.pk}/"
    assert "Alder Road Primary School" in as_(sent.cast.rita).get(page).content.decode()
    answer = as_(sent.cast.rita).post(f"{page}decide/", {"button": "accept"}, follow=True)
    assert "Tick the lines that you mean first." in answer.content.decode()
    assert not AcceptedLine.objects.exists()
    as_(sent.cast.rita).post(f"{page}decide/", {"button": "accept-all"})
    assert AcceptedLine.objects.count() == 1


def test_opening_again_needs_a_reason(sent, as_):
    accept(sent)
    page = f"/review/{sent.museum_return.pk}/decide/"
    lines = [str(one.line_id) for one in AcceptedLine.objects.all()]
    as_(sent.cast.rita).post(page, {"button": "reopen", "line": lines})
    assert AcceptedLine.objects.exists()
    as_(sent.cast.rita).post(page, {"button": "reopen", "line": lines, "reason": "A typing error"})
    assert not AcceptedLine.objects.exists()


def test_locked_until_unlocked_with_a_reason(sent, as_):
    accept(sent)
    page = f"/review/{sent.museum_return.pk}/decide/"
    as_(sent.cast.rita).post(page, {"button": "lock"})
    assert Return.objects.get().state == Return.State.LOCKED
    as_(sent.cast.rita).post(page, {"button": "unlock"})
    assert Return.objects.get().state == Return.State.LOCKED
    as_(sent.cast.rita).post(page, {"button": "unlock", "reason": "Wrong term"})
    assert Return.objects.get().state == Return.State.ACCEPTED


def test_a_coordinator_reads_no_line_of_another_partnership(sent, as_, cast):
    from maypole.accounts.actions.grants import grant_role
    from maypole.accounts.models import Person
    from maypole.accounts.roles import COORDINATOR

    other = Person.objects.create_user("other@maypole.example", name="Other")
    grant_role(person=other, role=COORDINATOR, scope_id=cast.elsewhere.territory.scope_id, of_what="x", by=None)
    assert as_(other).get(f"/review/{sent.museum_return.pk}/").status_code == 403
    assert as_(other).get(f"/rounds/{sent.round.pk}/").status_code == 403
    assert as_(other).post(f"/review/{sent.museum_return.pk}/decide/", {"button": "accept"}).status_code == 403


def test_a_support_organisation_sees_the_board_and_no_line(sent, as_, cast):
    assert as_(cast.sam).get(f"/rounds/{sent.round.pk}/").status_code == 200
    assert as_(cast.sam).get(f"/review/{sent.museum_return.pk}/").status_code == 403


def test_a_draft_is_seen_by_its_organisation_only(term, as_, cast):
    for person in (cast.carol, cast.rita, cast.sam):
        assert as_(person).get(f"/review/{term.museum_return.pk}/").status_code == 403


def test_the_board_says_how_complete_the_round_is(sent, as_):
    page = as_(sent.cast.carol).get(f"/rounds/{sent.round.pk}/").content.decode()
    assert "1 of 1" in page
    assert "Sent" in page


def test_a_round_is_opened_from_the_page(cast, as_):
    browser = as_(cast.carol)
    page = browser.get("/rounds/open/").content.decode()
    assert "Brindle Cultural Education Partnership" in page
    made = browser.post("/rounds/open/", {"term": "2026-autumn", "partnerships": ["brindle"], "due_on": "2099-12-18"})
    assert made.status_code == 302
    again = browser.post("/rounds/open/", {"term": "2026-autumn", "partnerships": ["brindle"], "due_on": "2099-12-18"})
    assert "already has a round" in again.content.decode()


def test_a_round_is_not_opened_for_another_partnership(cast, as_):
    form = {"term": "2026-autumn", "partnerships": ["coldry"], "due_on": "2099-12-18"}
    assert as_(cast.carol).post("/rounds/open/", form).status_code == 200
    from maypole.outcomes.models import Round

    assert not Round.objects.exists()


def test_somebody_gets_longer_or_is_expected_no_more(term, as_):
    from maypole.outcomes.models import Expected

    expected = Expected.objects.get()
    page = f"/rounds/{term.round.pk}/expected/"
    as_(term.cast.carol).post(page, {"expected": str(expected.pk), "to": "2027-01-15"})
    assert str(Expected.objects.get().extended_to) == "2027-01-15"
    as_(term.cast.carol).post(page, {"expected": str(expected.pk), "to": "soon"})
    assert str(Expected.objects.get().extended_to) == "2027-01-15"
    as_(term.cast.carol).post(page, {"expected": str(expected.pk), "button": "remove"})
    assert not Expected.objects.exists()
