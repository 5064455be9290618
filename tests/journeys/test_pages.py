"""Nothing is amiss on any page that somebody keeps, for each of the cast at three widths; nothing leaves the page."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import amiss, amiss_along

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VISITOR = (
    "/accounts/login/", "/accounts/login/code/", "/accounts/signup/", "/accounts/password/reset/", "{s.invitation}",
    "/invitations/nonsense/", "{s.confirmation}", "/confirm/nonsense/", "{s.listing}", "{s.listing}enquire/",
    "{s.listing}tell/", "{s.listing}propose/", "/partnerships/brindle/", "/stories/", "{s.story.url}", "/api/", "/mail/",
)  # fmt: skip
STRANGER = (
    "/account/", "/account/delete/", "/accounts/email/", "/accounts/2fa/", "/accounts/2fa/webauthn/",
    "/accounts/password/set/", "/accounts/logout/", "/week/", "/duties/", "{s.listing}claim/",
    "/partnerships/brindle/join/", "{s.invitation}",
)  # fmt: skip
OWNER = (
    "/week/", "{s.listing}", "{s.listing}edit/", "{s.listing}history/", "{s.listing}people/", "{s.listing}feedback/",
    "{s.listing}photos/", "{s.listing}offers/add/", "{s.listing}offers/{s.offer.pk}/", "/partnerships/coldry/join/",
    "/partnerships/brindle/members/{s.member.pk}/",
)  # fmt: skip
COORDINATOR = (
    "/week/", "/partnerships/brindle/", "/partnerships/brindle/edit/", "/partnerships/brindle/priorities/",
    "/partnerships/brindle/people/", "/partnerships/brindle/support/", "/partnerships/brindle/meetings/",
    "/partnerships/brindle/meetings/{s.meeting.pk}/", "/claims/{s.claim.pk}/", "/proposals/{s.proposal.pk}/",
    "{s.listing}", "/sources/", "/sources/gias/", "/sources/local/", "/matching/", "/matching/merges/",
)  # fmt: skip
ADMINISTRATOR = ("/duties/", "/duties/complaints/{s.complaint.pk}/", "/duties/breach/", "/week/")
PAGES = {
    "nobody": VISITOR, "stan": STRANGER, "olive": OWNER, "carol": COORDINATOR, "ada": ADMINISTRATOR,
    "sam": ("/week/", "/partnerships/brindle/"),
}  # fmt: skip


@pytest.mark.parametrize("who", PAGES)
def test_nothing_is_amiss_at_any_width(stage, open_as, who):
    page = open_as(getattr(stage.cast, who, None), "/health/")
    assert amiss_along(page, (each.format(s=stage) for each in PAGES[who])) == {}


def test_what_was_wrong_is_said_first_and_leads_to_its_field(stage, open_as):
    page = open_as(stage.cast.olive, f"{stage.listing}offers/add/")
    page.get_by_label("Title").fill("A day")
    page.get_by_role("button", name="Save").click()
    summary = page.get_by_role("group", name="things to put right")
    expect(summary).to_be_focused()
    assert amiss(page) == []
    summary.get_by_role("link", name="In one sentence").click()
    expect(page.get_by_label("In one sentence")).to_be_focused()
    expect(page.get_by_label("Title")).to_have_value("A day")
