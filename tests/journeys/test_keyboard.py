"""What people come to do, with the keyboard alone: Tab, Space, Enter and letters."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from maypole.directory.models import Offer
from maypole.partnerships.models import Member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_TABS = 120


def go_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus; a keyboard trap would never get there."""
    for _ in range(MOST_TABS):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {target}")


def press(page: Page, role: str, name: str) -> None:
    """Press a button or a link once the keyboard is there, and wait for the page that follows."""
    go_to(page, page.get_by_role(role, name=name).first)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, label: str, text: str) -> None:
    go_to(page, page.get_by_label(label).first)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def tick(page: Page, label: str) -> None:
    go_to(page, page.get_by_role("checkbox", name=label))
    page.keyboard.press("Space")


def said(page: Page) -> Locator:
    return page.locator("main").get_by_role("status")


def test_somebody_signs_in_by_digits(stage, open_page, mailoutbox):
    page = open_page("/accounts/login/")
    write(page, "Your email address", "carol@maypole.example")
    press(page, "button", "Send me the digits")
    code = re.search(r"^\s+(\S+)\s*$", mailoutbox[-1].body, re.MULTILINE)[1]
    go_to(page, page.locator("input[name=code]"))
    page.keyboard.type(code)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("This week")
    expect(said(page)).to_contain_text("You are signed in.")
    assert page.asked_elsewhere == []


def test_somebody_claims_a_listing_by_code_and_keeps_it(stage, open_as, mailoutbox):
    page = open_as(stage.cast.stan, f"{stage.listing}claim/")
    press(page, "button", "Send the code")
    code = re.search(r"\b(\d{6})\b", mailoutbox[-1].body)[1]
    write(page, "The six digits from the mail", "12")
    press(page, "button", "This listing is mine")
    expect(page.get_by_role("group", name="One thing to put right")).to_be_focused()
    write(page, "The six digits from the mail", code)
    press(page, "button", "This listing is mine")
    expect(said(page)).not_to_be_empty()
    page.goto(f"{stage.listing}edit/")
    write(page, "In one sentence", "Salt, lace and a quiet room.")
    press(page, "button", "Save and confirm")
    expect(page.locator(".masthead")).to_contain_text("Salt, lace and a quiet room.")
    press(page, "button", "Everything is right")
    expect(said(page)).not_to_be_empty()


def test_an_owner_adds_an_offer_after_an_error(stage, open_as):
    page = open_as(stage.cast.olive, stage.listing)
    press(page, "link", "Add an offer")
    write(page, "Title", "Salt dough in the yard")
    write(page, "In one sentence", "Each child makes a bowl.")
    tick(page, "Craft")
    press(page, "button", "Save")
    summary = page.get_by_role("group", name="One thing to put right")
    expect(summary).to_be_focused()
    go_to(page, summary.get_by_role("link"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Price in pounds")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("checkbox", name="It is free")).to_be_focused()
    page.keyboard.press("Space")
    press(page, "button", "Save")
    expect(page.get_by_role("heading", name="Salt dough in the yard")).to_be_visible()
    assert Offer.objects.get(title="Salt dough in the yard").is_free


def test_a_school_asks_to_join_and_is_admitted_from_this_week(stage, open_as):
    page = open_as(stage.cast.tess, "/partnerships/brindle/")
    press(page, "link", "Join in")
    go_to(page, page.get_by_label("Who joins?"))
    page.keyboard.type("Alder")
    write(page, "What could you bring?", "The hall")
    press(page, "button", "Ask to join")
    expect(said(page)).to_contain_text("answers Alder Road Primary School soon")
    page = open_as(stage.cast.carol, "/week/")
    press(page, "button", "Admit: Alder Road Primary School asks to join")
    expect(said(page)).to_contain_text("Alder Road Primary School is a member.")
    expect(page.get_by_role("heading", level=1)).to_have_text("This week")
    assert Member.objects.get(school=stage.cast.school).state == Member.State.MEMBER
    page = open_as(stage.cast.tess, "/week/")
    expect(page.get_by_role("link", name=str(stage.cast.partnership)).first).to_be_visible()
