"""Carol adds a passkey, signs out, and comes back with it alone."""

import re

import pytest

pytestmark = pytest.mark.browser


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
    page.get_by_label("Your email address").first.fill("carol@maypole.example")
    page.get_by_role("button", name="Send me the digits").click()
    code = re.search(r"^\s+(\S+)\s*$", mailoutbox[-1].body, re.MULTILINE)[1]
    page.locator("input[name=code]").fill(code)
    page.get_by_role("button", name="Go on").click()
    return page


def test_a_passkey_opens_the_door_again(carols_page, live_server):
    page = carols_page
    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_label("Name").fill("My laptop")
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(re.compile("/accounts/2fa/(?!webauthn/add)"))
    page.goto("/account/")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/accounts/login/?next=/week/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(re.compile(r"^http://[^/]+/week/$"))
    assert "This week" in page.inner_text("h1")
