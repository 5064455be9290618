"""Carol adds a passkey, signs out, and comes back with it alone."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import amiss_at_any_width

pytestmark = pytest.mark.browser


def sign_in_by_digits(page, mailoutbox):
    page.goto("/accounts/login/")
    page.get_by_label("Your email address").first.fill("carol@maypole.example")
    page.get_by_role("button", name="Send me the digits").click()
    assert amiss_at_any_width(page) == {}
    code = re.search(r"^\s+(\S+)\s*$", mailoutbox[-1].body, re.MULTILINE)[1]
    page.locator("input[name=code]").fill(code)
    page.get_by_role("button", name="Go on").click()


@pytest.fixture
def carols_page(live_server, cast, open_page, mailoutbox):
    """Return a page in which Carol has just signed in by digits, on a machine with a passkey of its own."""
    page = open_page("/accounts/login/")
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in_by_digits(page, mailoutbox)
    return page


def test_a_passkey_opens_the_door_again(carols_page, live_server):
    page = carols_page
    add_passkey_and_leave(page)
    page.goto("/accounts/login/?next=/week/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(re.compile(r"^http://[^/]+/week/$"))
    assert "This week" in page.inner_text("h1")


def test_a_passkey_is_asked_for_after_the_digits_and_can_be_left(carols_page, mailoutbox):
    page = carols_page
    add_passkey_and_leave(page)
    sign_in_by_digits(page, mailoutbox)
    expect(page.get_by_role("heading", level=1)).to_have_text("Now your passkey")
    assert amiss_at_any_width(page) == {}
    page.get_by_label("One of your recovery codes").fill("12345678")
    page.get_by_role("button", name="Sign in with it").click()
    expect(page.get_by_role("group", name="thing to put right")).to_be_visible()
    page.get_by_role("button", name="Use my passkey").click()
    page.wait_for_url(re.compile("/(account|week)/$"))


def test_a_change_of_the_locks_asks_for_the_passkey_first(carols_page, mailoutbox):
    page = carols_page
    add_passkey_and_leave(page)
    sign_in_by_digits(page, mailoutbox)
    page.get_by_role("button", name="Use my passkey").click()
    page.wait_for_url(re.compile("/(account|week)/$"))
    page.goto("/accounts/2fa/webauthn/reauthenticate/")
    assert amiss_at_any_width(page) == {}
    page.get_by_role("link", name="Use a recovery code").click()
    assert amiss_at_any_width(page) == {}


def add_passkey_and_leave(page):
    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_label("Name").fill("My laptop")
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(re.compile("/accounts/2fa/(?!webauthn/add)"))
    page.goto("/account/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile("^(?!.*/account/$)"))
