"""Somebody tries names, numbers and addresses that are not theirs: nothing is read, nothing changes, nothing breaks."""

import pytest

from maypole.outcomes.actions import confirming, reviewing
from maypole.outcomes.actions.returns import add_project, add_school, begin_return
from maypole.outcomes.actions.sending import send_return
from maypole.outcomes.models import Confirmation, Line, Project, Query, Upload
from tests.cast import make_organisation, make_school
from tests.outcomes.conftest import NOW


@pytest.fixture
def neighbour(term):
    """Another organisation's return, with a line in each partnership."""
    cast = term.cast
    there = cast.elsewhere.territory.holds.first().inner
    school = make_school(100009, "Coldry Secret School", there, cast.dataset)
    other = make_organisation("Secret Strings", there, cast.dataset)
    begun = begin_return(of=term.round, organisation=other, by=None, now=NOW)
    project = add_project(return_of=begun, title="Hidden Tunes", by=None, now=NOW)
    begun.here = add_school(project=project, school=cast.school, by=None, now=NOW)
    begun.there = add_school(project=project, school=school, by=None, now=NOW)
    begun.project = project
    return begun


def test_another_ones_project_line_and_upload_are_not_found_through_ones_own_return(term, neighbour, as_):
    browser, mine = as_(term.cast.olive), f"/returns/{term.museum_return.pk}/"
    upload = Upload.objects.create(return_of=neighbour, kind="log", name="log.csv", body=b"a,b", at=NOW)
    for path in ("", "helpers/", "schools/", "before-after/", "remove/"):
        assert browser.post(f"{mine}projects/{neighbour.project.pk}/{path}").status_code == 404
    for path in (f"log/{upload.pk}/", f"log/{upload.pk}/look/", f"workbook/{upload.pk}/"):
        assert browser.get(f"{mine}{path}").status_code == 404
    own = f"{mine}projects/{term.project.pk}/"
    browser.post(own, {"button": f"remove-{neighbour.here.pk}"})
    browser.post(f"{mine}save/", {f"line-{neighbour.here.pk}-children": "7", "seen": "{}"})
    browser.post(f"{mine}save/", {f"project-{neighbour.project.pk}-artform": "Dance", "seen": "{}"})
    browser.post(f"{mine}save/", {f"why-{neighbour.here.pk}-more-than-roll": "because", "seen": "{}"})
    kept = Line.objects.get(pk=neighbour.here.pk)
    assert (kept.answers, kept.explanations, Project.objects.get(pk=neighbour.project.pk).answers) == ({}, {}, {})


@pytest.mark.parametrize(
    "name",
    [
        f"line-{'-' * 36}-children",
        f"line-{'a' * 36}-children",
        f"why-{'-' * 36}-roll",
        "line-children",
        "state",
        "return_of",
        "answers",
    ],
)
def test_a_field_of_no_answer_is_passed_over(term, as_, name):
    answer = as_(term.cast.olive).post(f"/returns/{term.museum_return.pk}/save/", {name: "7", "seen": "{}"})
    assert (answer.status_code, answer.json()["errors"]) == (200, {})


@pytest.mark.parametrize("seen", ["[", "[1]", "null", "[" * 100_000])
def test_a_form_that_lies_about_what_it_showed_breaks_nothing(term, as_, seen):
    posted = {f"line-{term.line.pk}-children": "31", "seen": seen}
    assert as_(term.cast.olive).post(f"/returns/{term.museum_return.pk}/save/", posted).status_code == 200


@pytest.mark.parametrize("urn", ["²", "9" * 30, "-1", "x"])
def test_a_school_by_a_number_that_is_none_is_none(term, as_, urn):
    page = f"/returns/{term.museum_return.pk}/projects/{term.project.pk}/schools/"
    assert "Tick a school first" in as_(term.cast.olive).post(page, {"urn": urn}).content.decode()
    assert as_(term.cast.olive).get(page, {"q": urn}).status_code == 200


def test_a_reviewer_sees_and_closes_nothing_of_another_partnerships_lines(term, neighbour, as_):
    send_return(return_of=neighbour, by=None, now=NOW)
    reviewing.ask(return_of=neighbour, text="About Coldry?", line=neighbour.there, by=term.cast.ada.id, now=NOW)
    browser, page = as_(term.cast.rita), f"/review/{neighbour.pk}/"
    assert "Coldry Secret School" not in browser.get(page).content.decode()
    assert "About Coldry?" not in browser.get(page).content.decode()
    assert browser.post(f"{page}queries/{Query.objects.get().pk}/close/").status_code == 404
    browser.post(f"{page}decide/", {"button": "accept", "line": str(neighbour.there.pk)})
    assert Line.objects.get(pk=neighbour.there.pk).state == Line.State.OPEN
    assert Query.objects.get().closed_at is None


def test_a_draft_is_its_organisations_alone(term, neighbour, as_):
    for person in (term.cast.carol, term.cast.rita, term.cast.sam, term.cast.olive, term.cast.tess, term.cast.stan):
        for page in (f"/returns/{neighbour.pk}/", f"/review/{neighbour.pk}/", f"/returns/{neighbour.pk}/history/"):
            answer = as_(person).get(page)
            assert answer.status_code in (302, 403)
            assert "Hidden Tunes" not in answer.content.decode()


def test_only_who_reviews_a_school_asks_it_and_only_at_an_address(term, neighbour, as_):
    send_return(return_of=term.museum_return, by=None, now=NOW)
    browser, page = as_(term.cast.carol), f"/rounds/{term.round.pk}/schools/"
    assert browser.post(f"{page}999999/", {"email": "a@b.example"}).status_code == 404
    browser.post(f"{page}{neighbour.there.school_id}/", {"email": "a@b.example"})
    told = browser.post(f"{page}{term.cast.school.pk}/", {"email": "a@b.example\nBcc: x@y.example"}, follow=True)
    assert "write an address like" in told.content.decode()
    assert not Confirmation.objects.filter(sent_at__isnull=False).exists()
    assert not Confirmation.objects.filter(school=neighbour.there.school).exists()


def test_a_schools_link_says_nothing_of_another_schools_lines(term, neighbour, client):
    for sent in (term.museum_return, neighbour):
        send_return(return_of=sent, by=None, now=NOW)
    asked = confirming.suggest_address(of=term.round, school=term.cast.school, email="a@b.example", by=None)
    link = "/" + confirming.approve_and_send(confirmation=asked, by=None, now=NOW).split("/", 3)[3]
    page = client.get(link).content.decode()
    assert "Hidden Tunes" in page
    assert "Coldry Secret School" not in page
    client.post(link, {f"verdict-{neighbour.there.pk}": "not_us"})
    assert not neighbour.there.school_answers.exists()
    assert client.get(f"{link[:-1]}x/").status_code == 410
    stop = f"/rounds/stop/{link.split('/')[2]}/"
    assert client.post(stop).status_code == 404


def test_what_is_typed_is_shown_as_words_never_as_markup(term, as_):
    evil = "<script>alert(1)</script>"
    Project.objects.filter(pk=term.project.pk).update(title=evil)
    term.answer("children", "9000")
    Line.objects.filter(pk=term.line.pk).update(explanations={"more-than-roll": evil})
    send_return(return_of=term.museum_return, by=None, now=NOW)
    reviewing.ask(return_of=term.museum_return, text=evil, line=term.line, by=term.cast.rita.id, now=NOW)
    olive, rita = as_(term.cast.olive), as_(term.cast.rita)
    mine = f"/returns/{term.museum_return.pk}/"
    for browser, page in (
        (olive, mine), (olive, f"{mine}check/"), (olive, f"{mine}history/"), (rita, f"/review/{term.museum_return.pk}/"),
        (olive, f"{mine}projects/{term.project.pk}/"), (olive, f"{mine}projects/{term.project.pk}/schools/?q={evil}"),
    ):  # fmt: skip
        assert evil not in browser.get(page).content.decode()
