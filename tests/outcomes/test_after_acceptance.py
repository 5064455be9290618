"""A line that was accepted is reach: nothing changes it until it is opened again, whichever way somebody tries."""

from datetime import timedelta

import pytest

from maypole.outcomes.actions import confirming, reviewing
from maypole.outcomes.actions.returns import LineIsAccepted, Where, add_school, remove_line, remove_project
from maypole.outcomes.actions.sending import send_return, take_back_return
from maypole.outcomes.frameworks import Part
from maypole.outcomes.models import AcceptedLine, Line, LineAnswer, Return
from maypole.outcomes.workbook.applying import apply_workbook
from maypole.outcomes.workbook.reading import Change, NewRow, Reading
from tests.outcomes.conftest import NOW


@pytest.fixture
def half(term, another_school):
    """One of two lines is accepted, so that the return still takes changes."""
    term.other = add_school(project=term.project, school=another_school, by=None, now=NOW)
    send_return(return_of=term.museum_return, by=term.cast.olive.id, now=NOW)
    reviewing.accept_lines(return_of=term.museum_return, lines=[term.line], by=term.cast.rita.id, now=NOW)
    for kept in (term.line, term.museum_return):
        kept.refresh_from_db()
    return term


def page_of(term):
    return f"/returns/{term.museum_return.pk}/projects/{term.project.pk}/"


def test_an_accepted_line_keeps_its_answers_and_the_other_is_saved(half, as_):
    accepted, waiting = f"line-{half.line.pk}-children", f"line-{half.other.pk}-children"
    answer = as_(half.cast.olive).post(page_of(half), {accepted: "99", waiting: "12", "seen": "{}"})
    page = answer.content.decode()
    assert "has been accepted. Ask the coordinator to open it again" in page
    assert 'value="99"' in page
    assert AcceptedLine.objects.get().children == Line.objects.get(pk=half.line.pk).answers["children"] == 30
    assert Line.objects.get(pk=half.other.pk).answers["children"] == 12


def test_a_project_of_an_accepted_line_keeps_its_art_form(half):
    with pytest.raises(LineIsAccepted, match="Where the Bus Stops has been accepted"):
        half.answer("artform", "music", half.project, Part.PROJECT)


def test_an_accepted_line_is_not_taken_out_nor_its_project_nor_the_return_taken_back(half):
    for attempt in (
        lambda: remove_line(line=half.line, by=None, now=NOW),
        lambda: remove_project(project=half.project, by=None, now=NOW),
        lambda: take_back_return(return_of=half.museum_return, by=None, now=NOW),
    ):
        with pytest.raises(LineIsAccepted):
            attempt()
    assert AcceptedLine.objects.count() == 1


def test_a_button_that_takes_an_accepted_line_out_says_why_not(half, as_):
    told = as_(half.cast.olive).post(page_of(half), {"button": f"remove-{half.line.pk}"}, follow=True)
    assert "has been accepted" in told.content.decode()
    assert Line.objects.filter(pk=half.line.pk).exists()


def test_a_button_of_no_line_changes_nothing(half, as_):
    assert as_(half.cast.olive).post(page_of(half), {"button": "remove-nonsense"}).status_code == 302
    assert Line.objects.count() == 2


def test_a_correction_of_an_accepted_line_waits_though_the_return_is_open(half):
    confirmation = confirming.suggest_address(of=half.round, school=half.cast.school, email="a@b.example", by=None)
    said = LineAnswer.objects.create(
        confirmation=confirmation, line=half.line, verdict="corrected", corrections={"children": 2}, at=NOW
    )
    with pytest.raises(LineIsAccepted):
        confirming.settle(answer=said, take_over=True, by=half.cast.olive.id, now=NOW)
    assert Line.objects.get(pk=half.line.pk).answers["children"] == 30


def test_a_workbook_leaves_an_accepted_line_and_says_so(half):
    where = Where(Part.LINE, half.line.pk, "children")
    reading = Reading(
        changes=[Change(where, "Alder Road", "Children", "30", "31")],
        new=[NewRow("Projects", 9, half.project.title, answers=(("artform", "Music"),))],
    )
    applied = apply_workbook(return_of=half.museum_return, reading=reading, by=None, now=NOW)
    assert len(applied.left) == 2
    assert all("has been accepted" in left for left in applied.left)


def test_two_reviewers_at_once_accept_what_stands_there(half):
    seen_by_the_slower = list(Line.objects.filter(pk=half.other.pk).select_related("project"))
    half.answer("children", "14", half.other)
    for _ in range(2):
        reviewing.accept_lines(return_of=half.museum_return, lines=seen_by_the_slower, by=None, now=NOW)
    assert AcceptedLine.objects.get(line=half.other).children == 14


def test_a_queried_return_waits_no_more_when_the_line_asked_about_is_accepted(half):
    school = half.other.school
    third = add_school(project=half.project, school=_sibling(school), by=None, now=NOW)
    half.museum_return.refresh_from_db()
    reviewing.ask(return_of=half.museum_return, text="Sure?", line=third, by=half.cast.rita.id, now=NOW)
    reviewing.accept_lines(return_of=half.museum_return, lines=[third], by=half.cast.rita.id, now=NOW)
    assert Return.objects.get().state == Return.State.SENT


def _sibling(school):
    school.pk, school.name = 100003, "Third School"
    school.save(force_insert=True)
    return school


def test_opening_what_nobody_accepted_leaves_the_return_as_it_is(half):
    with pytest.raises(reviewing.UnableToReopen):
        reviewing.reopen_lines(return_of=half.museum_return, lines=[half.other], reason="x", by=None, now=NOW)


def test_a_return_that_told_of_nothing_and_then_of_something_is_one_that_tells(term):
    Return.objects.update(has_nothing_to_tell=True)
    send_return(return_of=term.museum_return, by=None, now=NOW)
    assert not Return.objects.get().has_nothing_to_tell


@pytest.mark.parametrize(("question", "typed", "holds"), [("children", "44", False), ("new_or_repeat", "Repeat", True)])
def test_what_a_school_confirmed_is_confirmed_only_while_it_stands(half, question, typed, holds):
    confirmation = confirming.suggest_address(of=half.round, school=half.other.school, email="a@b.example", by=None)
    LineAnswer.objects.create(confirmation=confirmation, line=half.other, verdict="right", at=NOW - timedelta(hours=1))
    half.answer(question, typed, half.other)
    reviewing.accept_lines(return_of=half.museum_return, lines=[half.other], by=None, now=NOW)
    assert AcceptedLine.objects.get(line=half.other).is_confirmed is holds
