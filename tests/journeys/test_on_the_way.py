"""Nothing is amiss on the pages that one only meets on the way: codes, columns, reports, mails, a wrong address."""

import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from playwright.sync_api import expect

from maypole.core.models import IngestRun
from tests.journeys.conftest import amiss_at_any_width

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROOMS = "Reference,Room,Charity number\nR1,Loom Street Rooms,\nR2,,\nR3,Far Rooms,12\n"


@pytest.fixture
def rooms(tmp_path) -> Path:
    path = tmp_path / "rooms.csv"
    path.write_text(ROOMS, encoding="utf-8")
    return path


def test_a_list_of_ones_own_is_mapped_and_its_report_read(stage, open_as, rooms):
    page = open_as(stage.cast.carol, "/sources/local/")
    page.get_by_label("The list").set_input_files(rooms)
    page.get_by_role("button", name="Look at what it would change").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which column is which?")
    assert amiss_at_any_width(page) == {}
    page.get_by_role("button", name="Look at what it would change").click()
    expect(page.get_by_role("group", name="put right")).to_be_focused()
    assert amiss_at_any_width(page) == {}


@pytest.mark.parametrize("heading", ["URN,Name", "Place_id,Name of museum,Postcode"])
def test_the_report_of_a_list_that_was_refused(stage, open_as, tmp_path, heading):
    path = tmp_path / "museums.csv"
    path.write_text(f"{heading}\n1,A house,NG1 4AB\n", encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("ingest", "museums", str(path), preview=True)
    page = open_as(stage.cast.carol, f"/sources/museums/runs/{IngestRun.objects.get().pk}/")
    expect(page.locator("main")).to_contain_text("This column is missing")
    assert amiss_at_any_width(page) == {}


def test_a_claim_waits_for_its_code_and_says_what_is_wrong_with_it(stage, open_as):
    page = open_as(stage.cast.stan, f"{stage.listing}claim/")
    page.get_by_role("button", name=re.compile("code", re.IGNORECASE)).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Type the code")
    field = page.get_by_label("The six digits from the mail")
    expect(field).to_have_attribute("inputmode", "numeric")
    expect(field).to_have_attribute("autocomplete", "one-time-code")
    assert amiss_at_any_width(page) == {}
    field.fill("12")
    page.get_by_role("button", name="This listing is mine").click()
    expect(page.locator("main")).to_contain_text("The code has six digits; this has 2.")
    assert amiss_at_any_width(page) == {}


def test_a_mail_is_shown_whole(stage, open_as, settings):
    settings.EMAIL_BACKEND = "maypole.core.mail.OutboxBackend"
    page = open_as(None, f"{stage.listing}enquire/")
    page.get_by_label("Your name").fill("Tess")
    page.get_by_label("Your work email").fill("tess@alder.example")
    page.get_by_label("What would you like to do?").fill("We would like to bring thirty pupils in May.")
    page.get_by_role("button", name="Send").click()
    page.goto("/mail/")
    page.get_by_role("main").get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text("thirty pupils in May")
    assert amiss_at_any_width(page) == {}


def test_a_wrong_address_leads_on(open_page, village, settings):
    settings.DEBUG = False
    page = open_page("/nowhere/")
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not here")
    assert amiss_at_any_width(page) == {}
