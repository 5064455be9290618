"""A school is asked by a link: reading changes nothing, a button posts, both figures are kept."""

import pytest
from django.core import mail

from maypole.outcomes.actions import confirming, reviewing, rounds
from maypole.outcomes.actions.sending import send_return
from maypole.outcomes.models import AcceptedLine, Confirmation, LineAnswer
from tests.outcomes.conftest import NOW

pytestmark = pytest.mark.usefixtures("schools_answer_later")


@pytest.fixture
def asked(term, django_capture_on_commit_callbacks):
    """Alder Road has its link; `term.link` is the page."""
    send_return(return_of=term.museum_return, by=None, now=NOW)
    confirmation = confirming.suggest_address(
        of=term.round, school=term.cast.school, email="arts@alder.example", by=term.cast.olive.id
    )
    with django_capture_on_commit_callbacks(execute=True):
        link = confirming.approve_and_send(confirmation=confirmation, by=term.cast.carol.id, now=NOW)
    term.link = "/" + link.split("/", 3)[3]
    return term


def verdict(term, given, **more):
    return {f"verdict-{term.line.pk}": given, **more}


def test_nothing_is_sent_before_a_reviewer_approves(term):
    confirming.suggest_address(of=term.round, school=term.cast.school, email="arts@alder.example", by=None)
    assert not mail.outbox


def test_a_school_is_asked_only_of_returns_that_were_sent(term):
    confirmation = confirming.suggest_address(of=term.round, school=term.cast.school, email="a@b.example", by=None)
    with pytest.raises(confirming.UnableToAsk, match="No return"):
        confirming.approve_and_send(confirmation=confirmation, by=None, now=NOW)


def test_the_message_names_every_project_and_one_link(asked):
    assert mail.outbox[-1].to == ["arts@alder.example"]
    assert "Where the Bus Stops" in mail.outbox[-1].body
    assert asked.link in mail.outbox[-1].body


def test_reading_changes_nothing(asked, client):
    assert "Is this right?" in client.get(asked.link).content.decode()
    assert not LineAnswer.objects.exists()
    assert Confirmation.objects.get().answered_at is None


def test_a_school_confirms(asked, client):
    reviewing.accept_lines(return_of=asked.museum_return, lines=[asked.line], by=None, now=NOW)
    assert client.post(asked.link, verdict(asked, "right", again="yes")).status_code == 302
    assert LineAnswer.objects.get().verdict == "right"
    assert AcceptedLine.objects.get().is_confirmed
    assert "Where the Bus Stops" in client.get(f"{asked.link}record/").content.decode()


def test_a_correction_keeps_both_figures_until_it_is_settled(asked, client, as_):
    client.post(asked.link, verdict(asked, "corrected", **{f"fix-{asked.line.pk}-children": "28"}))
    asked.line.refresh_from_db()
    assert asked.line.answers["children"] == 30
    answer = LineAnswer.objects.get()
    assert answer.corrections == {"children": 28}
    page = as_(asked.cast.olive).get(f"/returns/{asked.museum_return.pk}/").content.decode()
    assert "Take the school’s figures" in page
    as_(asked.cast.olive).post(f"/returns/{asked.museum_return.pk}/settle/{answer.pk}/", {"take": "yes"})
    asked.line.refresh_from_db()
    assert asked.line.answers["children"] == 28
    assert asked.museum_return.changes.filter(question="children", before=30, after=28).exists()


def test_a_figure_that_was_accepted_is_not_changed_by_a_correction(asked, client, as_):
    reviewing.accept_lines(return_of=asked.museum_return, lines=[asked.line], by=asked.cast.carol.id, now=NOW)
    client.post(asked.link, verdict(asked, "corrected", **{f"fix-{asked.line.pk}-children": "28"}))
    answer = LineAnswer.objects.get()
    page = f"/returns/{asked.museum_return.pk}/settle/{answer.pk}/"
    told = as_(asked.cast.olive).post(page, {"take": "yes"}, follow=True).content.decode()
    assert "This return has been accepted. Ask the coordinator to open it again." in told
    asked.line.refresh_from_db()
    assert asked.line.answers["children"] == AcceptedLine.objects.get().children == 30
    assert LineAnswer.objects.get().settled_at is None


def test_a_correction_that_cannot_be_read_comes_back_as_typed(asked, client):
    page = client.post(
        asked.link, verdict(asked, "corrected", **{f"fix-{asked.line.pk}-children": "a few"})
    ).content.decode()
    assert 'value="a few"' in page
    assert "Use a number" in page
    assert not LineAnswer.objects.exists()


def test_a_figure_that_is_put_right_is_a_correction_though_nothing_was_chosen(asked, client):
    client.post(asked.link, {f"fix-{asked.line.pk}-children": "28"})
    answer = LineAnswer.objects.get()
    assert (answer.verdict, answer.corrections) == ("corrected", {"children": 28})


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "Say of one project at least whether it is right."),
        ({"note": "It rained"}, "say whether it is right."),
        ({"verdict": "right", "children": "28"}, "you changed a figure."),
        ({"verdict": "not_us", "children": "28"}, "you changed a figure."),
        ({"children": "a few"}, "Use a number"),
    ],
)
def test_an_answer_that_says_nothing_or_two_things_comes_back(asked, client, said, why):
    names = {"children": f"fix-{asked.line.pk}-children"}
    posted = {names.get(name, f"{name}-{asked.line.pk}"): value for name, value in said.items()}
    page = client.post(asked.link, posted).content.decode()
    assert "One thing to put right" in page
    assert why in page
    assert all(value in page for value in said.values())
    assert not LineAnswer.objects.exists()
    assert Confirmation.objects.get().answered_at is None


def test_a_correction_that_was_sent_is_taken_back_by_saying_that_it_is_right(asked, client):
    kept = {f"fix-{asked.line.pk}-children": "28"}
    client.post(asked.link, verdict(asked, "corrected", **kept))
    assert client.post(asked.link, verdict(asked, "right", **kept)).status_code == 302
    assert (LineAnswer.objects.get().verdict, LineAnswer.objects.get().corrections) == ("right", {})


def test_a_school_may_say_otherwise_until_the_round_closes(asked, client):
    client.post(asked.link, verdict(asked, "right"))
    client.post(asked.link, verdict(asked, "not_us", **{f"note-{asked.line.pk}": "We were closed"}))
    assert LineAnswer.objects.get().verdict == "not_us"
    rounds.close_round(of=asked.round, by=None, now=NOW)
    assert client.post(asked.link, verdict(asked, "right")).status_code == 410
    assert LineAnswer.objects.get().verdict == "not_us"


def test_a_revoked_a_stale_and_a_forged_link_open_nothing(asked, client):
    stale = asked.link
    confirming.approve_and_send(confirmation=Confirmation.objects.get(), by=None, now=NOW)
    assert client.get(stale).status_code == 410
    confirmation = Confirmation.objects.get()
    fresh = "/" + confirming.link_of(confirmation).split("/", 3)[3]
    assert client.get(fresh).status_code == 200
    confirming.revoke(confirmation=confirmation, by=None, now=NOW)
    assert client.get(fresh).status_code == 410
    assert client.post(fresh, verdict(asked, "right")).status_code == 410
    assert client.get("/confirm-lines/forged/").status_code == 410
    assert not LineAnswer.objects.exists()


def test_a_link_answers_for_its_own_school_only(asked, client, another_school):
    from maypole.outcomes.actions.returns import add_school

    other = add_school(project=asked.project, school=another_school, by=None, now=NOW)
    assert another_school.name not in client.get(asked.link).content.decode()
    client.post(asked.link, {f"verdict-{other.pk}": "not_us", f"verdict-{asked.line.pk}": "right"})
    assert LineAnswer.objects.get().line == asked.line


def test_what_only_a_school_knows_goes_to_the_reviewer_alone(asked, client, as_):
    client.post(asked.link, verdict(asked, "right", **{"own-send": "7"}))
    organisation = as_(asked.cast.olive).get(f"/returns/{asked.museum_return.pk}/").content.decode()
    reviewer = as_(asked.cast.rita).get(f"/review/{asked.museum_return.pk}/").content.decode()
    assert "told by the school for you only" in reviewer
    assert "told by the school" not in organisation


def test_a_coordinator_approves_only_schools_of_the_partnership(asked, as_, cast):
    page = f"/rounds/{asked.round.pk}/schools/"
    assert "Alder Road" in as_(cast.carol).get(page).content.decode()
    as_(cast.carol).post(f"{page}{cast.school.urn}/", {"button": "revoke"})
    assert Confirmation.objects.get().revoked_at is not None


def test_a_school_sees_its_own_record_and_no_other(asked, as_, cast, another_school):
    assert as_(cast.tess).get(f"/schools/{cast.school.urn}/record/").status_code == 200
    assert as_(cast.tess).get(f"/schools/{another_school.urn}/record/").status_code == 403
