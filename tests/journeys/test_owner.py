"""Olive closes for a while, makes a slip, puts earlier words back; Stan downloads what is held, and leaves."""

import json

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import amiss

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_closing_for_a_while_survives_a_slip_and_can_be_taken_back(stage, open_as):
    page = open_as(stage.cast.olive, f"{stage.listing}edit/", width=360)
    page.get_by_label("From").fill("2026-01-20")
    page.get_by_label("Open again on").fill("2026-01-10")
    page.get_by_label("Why").fill("The roof is being mended")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("group", name="thing to put right")).to_be_focused()
    expect(page.get_by_label("Why")).to_have_value("The roof is being mended")
    assert amiss(page) == []
    page.get_by_label("Open again on").fill("2099-01-10")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("opens again on 10 January 2099. The roof is being mended")
    page.get_by_role("link", name="History").click()
    expect(page.locator("main")).to_contain_text("Open again on")
    assert amiss(page) == []
    page.get_by_role("button", name="Put back version").first.click()
    expect(page.locator("main")).to_contain_text("The earlier words are back.")
    expect(page.locator("main")).not_to_contain_text("The roof is being mended")


def test_whoever_leaves_takes_along_what_was_held(stage, open_as):
    page = open_as(stage.cast.stan, "/account/")
    with page.expect_download() as asked:
        page.get_by_role("link", name="Download all of it").click()
    held = json.loads(asked.value.path().read_text(encoding="utf-8"))
    assert held["account"]["email"] == stage.cast.stan.email
    assert held["claims"][0]["message"] == "I lead the arts here."
    page.get_by_role("link", name="Delete your account").click()
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_role("group", name="thing to put right")).to_be_focused()
    assert amiss(page) == []
    page.get_by_label("Yes, delete my account").check()
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_role("status")).to_contain_text("Your account is gone.")
    page.goto("/account/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
