"""A first return: five projects in few fields and few tabs, by keyboard alone, with JavaScript off, and after an error."""

import sys
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from maypole.outcomes.actions.rounds import RoundDetails, open_round
from maypole.outcomes.actions.rounds import expect as expect_return
from maypole.outcomes.models import Line, Return
from maypole.outcomes.terms import term_on
from tests.journeys.filling import (
    ABOUT,
    LINE,
    PUPILS,
    Keyboard,
    add_project,
    add_school,
    answer_line,
    answer_project,
    press,
)
from tests.journeys.furnish_returns import make_ready

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLES = ("Where the Bus Stops", "Salt Dough", "Lace by Night", "The Brine Choir", "A Day in the Yard")
MOST_FIELDS, MOST_PRESSES = 75, 150


@pytest.fixture
def asked(live_server, cast):
    """Return the cast with an open round that expects the museum."""
    ready, now = make_ready(cast), timezone.now()
    made = open_round(
        details=RoundDetails("Our work with schools", term_on(now.date()).key, now.date() + timedelta(days=21)),
        partnerships=[cast.partnership], opened_by=None, by=cast.carol.id, now=now,
    )  # fmt: skip
    expect_return(of=made, organisation=cast.museum, partnership=cast.partnership, email="", by=cast.carol.id)
    return ready


def test_five_projects_need_few_fields_and_few_tabs(asked, open_as, capsys):
    page = open_as(asked.cast.olive, "/returns/")
    keys = Keyboard(page)
    keys.skip_to_the_page()
    keys.enter(page.get_by_role("link", name="Begin"))
    keys.skip_to_the_page()
    keys.enter(page.get_by_role("button", name="Begin"))
    for title, school in zip(TITLES, asked.schools, strict=False):
        one_project(keys, title, school.name)
    keys.enter(page.get_by_role("link", name="Go on to pupils"))
    keys.skip_to_the_page()
    for field, text in zip(page.locator(".answers input").all(), PUPILS, strict=True):
        keys.write(field, text)
    keys.enter(page.get_by_role("button", name="Save and go on"))
    keys.skip_to_the_page()
    keys.enter(page.get_by_role("button", name="Send"))
    expect(page.locator("main")).to_contain_text("Sent. You worked with 5 schools")
    with capsys.disabled():
        sys.stdout.write(f"\nA first return of five projects: {keys.fields} fields, {keys.presses} clicks or tabs.\n")
    assert Line.objects.filter(answers__children=30, answers__sessions=4).count() == 5
    assert (keys.fields <= MOST_FIELDS, keys.presses <= MOST_PRESSES) == (True, True)


def one_project(keys: Keyboard, title: str, school: str) -> None:
    """Name a project, answer it, add a school, answer its row, and go back."""
    page = keys.page
    keys.write(page.get_by_label("What is the project called?"), title)
    keys.enter(page.get_by_label("What is the project called?"))
    for label, text in ABOUT.items():
        keys.write(page.get_by_label(label, exact=True), text)
    keys.write(page.get_by_label("Its name, postcode or URN"), school)
    keys.enter(page.get_by_label("Its name, postcode or URN"))
    for label, text in LINE.items():
        keys.write(page.get_by_label(f"{label}, {school}", exact=True), text)
    keys.enter(page.get_by_role("button", name="Save and go back to your projects"))


def test_it_is_done_without_javascript(asked, open_as):
    page = open_as(asked.cast.olive, "/returns/", script=False)
    page.get_by_role("link", name="Begin").first.click()
    press(page, "Begin")
    add_project(page, TITLES[0])
    answer_project(page, ABOUT)
    add_school(page, "Primary")
    tick(page, asked.schools[1].name)
    press(page, "Add")
    answer_line(page, asked.schools[1].name, LINE)
    press(page, "Save and go back to your projects")
    page.get_by_role("link", name="Go on to pupils").click()
    for field, text in zip(page.locator(".answers input").all(), PUPILS, strict=True):
        field.fill(text)
    press(page, "Save and go on")
    press(page, "Send")
    expect(page.locator("main")).to_contain_text("Sent. You worked with 1 school")
    assert Line.objects.get().answers["children"] == 30
    assert Line.objects.get().project.answers["starts_on"].endswith("-09-14")


def tick(page: Page, name: str) -> None:
    page.get_by_label(name).check()


def test_what_cannot_be_read_has_the_focus_and_nothing_typed_is_lost(asked, open_as):
    page = begun(asked, open_as)
    answer_line(page, asked.schools[0].name, LINE | {"Children": "a few", "Hours": "six or so"})
    press(page, "Save")
    summary = page.get_by_role("group", name="We could not save two answers")
    expect(summary).to_be_focused()
    children = page.get_by_label(f"Children, {asked.schools[0].name}", exact=True)
    expect(children).to_have_value("a few")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(children).to_be_focused()
    assert Line.objects.get().answers["sessions"] == 4


def test_what_is_typed_without_a_connection_is_saved_once_there_is_one(asked, open_as):
    page = begun(asked, open_as)
    page.context.set_offline(True)
    children = page.get_by_label(f"Children, {asked.schools[0].name}", exact=True)
    children.fill("31")
    children.blur()
    expect(page.locator("[data-saved]")).to_contain_text("Not saved yet")
    page.context.set_offline(False)
    expect(page.locator("[data-saved]")).to_contain_text("Saved at")
    assert Line.objects.get().answers["children"] == 31


def test_a_server_that_fails_is_asked_again_and_not_at_once(asked, open_as):
    page, tried = begun(asked, open_as), []
    page.route("**/save/", lambda route: (tried.append(1), route.fulfill(status=502, body="<h1>Bad gateway</h1>")))
    children = page.get_by_label(f"Children, {asked.schools[0].name}", exact=True)
    children.fill("32")
    children.blur()
    expect(page.locator("[data-saved]")).to_contain_text("Not saved yet")
    page.wait_for_timeout(500)
    assert len(tried) == 1
    page.unroute("**/save/")
    expect(page.locator("[data-saved]")).to_contain_text("Saved at", timeout=10_000)
    assert Line.objects.get().answers["children"] == 32


def test_the_same_answer_in_two_tabs_is_asked_about(asked, open_as):
    page = begun(asked, open_as)
    other = page.context.new_page()
    other.goto(page.url)
    for tab, text in ((page, "33"), (other, "44")):
        answer_line(tab, asked.schools[0].name, {"Children": text})
        press(tab, "Save")
    summary = other.get_by_role("group", name="We could not save one answer")
    expect(summary).to_contain_text("changed this to “33” meanwhile")
    expect(other.get_by_label(f"Children, {asked.schools[0].name}", exact=True)).to_have_value("44")
    assert Line.objects.get().answers["children"] == 33


def begun(asked, open_as) -> Page:
    """Return the page of a project with one school."""
    page = open_as(asked.cast.olive, "/returns/")
    page.get_by_role("link", name="Begin").first.click()
    press(page, "Begin")
    add_project(page, TITLES[0])
    add_school(page, asked.schools[0].name)
    assert Return.objects.get().projects.count() == 1
    return page
