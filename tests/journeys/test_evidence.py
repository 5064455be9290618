"""Who are we missing, in a real browser: a coordinator finds the schools most missed, a school sees what fits it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from maypole.atlas.actions.calculation import calculate_all
from maypole.outcomes.terms import term_on
from tests.atlas.region import make_region
from tests.atlas.returns import told
from tests.journeys.conftest import amiss, amiss_along

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MISSING = "/partnerships/brindle/missing/"
PUBLIC = (
    "/missing/", MISSING, "/indicators/", "/indicators/provision-nearest-km-museum/", "/indicators/reach-reached/",
    "/methods/", "/methods/gradient/", "/areas/E07000901/profile/", "/partnerships/brindle/profile/",
    "/schools/100201/near/", "/schools/100201/figures/",
)  # fmt: skip
KEPT = (
    f"{MISSING}?term={{term}}", f"{MISSING}?term={{term}}&view=map&show=all", f"{MISSING}?term=2026-winter",
    "/partnerships/brindle/profile/",
)  # fmt: skip


@pytest.fixture
def region(stage):
    made = make_region(stage.cast, number=24)
    for school in (*made.schools[:1], *made.schools[9:16]):
        told(stage.cast, school, children=33)
    calculate_all(as_of=term_on(timezone.localdate()).last_day + timedelta(days=1), now=timezone.now())
    return made


@pytest.fixture
def term() -> str:
    return term_on(timezone.localdate()).key


def test_nothing_is_amiss_on_what_everybody_reads(region, open_as):
    assert amiss_along(open_as(None, "/health/"), PUBLIC) == {}


def test_nothing_is_amiss_on_what_a_coordinator_reads(region, open_as, term):
    page = open_as(region.cast.carol, "/health/")
    assert amiss_along(page, (path.format(term=term) for path in KEPT)) == {}


def test_nothing_is_amiss_with_travel_times(region, open_as):
    page = open_as(region.cast.ada, "/travel-times/")
    page.get_by_role("button", name="Take it in").click()
    assert amiss(page) == []
    assert amiss_along(page, ("/travel-times/", "/indicators/")) == {}


def test_a_coordinator_finds_the_most_missed_sees_why_and_what_is_near_and_keeps_the_view(region, open_as, term):
    page = open_as(region.cast.carol, "/week/")
    page.get_by_role("link", name="Evidence").click()
    page.get_by_role("checkbox").first.uncheck()
    for box in page.get_by_role("group", name="Terms").get_by_role("checkbox").all():
        box.set_checked(box.get_attribute("value") == term)
    page.get_by_label("Show first").select_option("Most pupils with free meals")
    page.get_by_role("button", name="Show", exact=True).click()
    first = page.locator(".missing > li").first
    expect(first.get_by_role("heading")).to_have_text("Mill 01 School")
    expect(first).to_contain_text("Nobody has asked them yet")
    first.get_by_text("What is near and fits").click()
    expect(first.get_by_text("Museum of Salt and Lace")).to_be_visible()
    page.get_by_label("Come back to this as").fill("By free meals")
    page.get_by_role("button", name="Save this view").click()
    page.goto(MISSING)
    page.get_by_role("link", name="By free meals").click()
    expect(page.locator(".missing > li").first.get_by_role("heading")).to_have_text("Mill 01 School")
    page.get_by_role("link", name="With a map").click()
    expect(page.get_by_role("group", name="Map of these schools")).to_have_count(1)
    with page.expect_download() as caught:
        page.get_by_role("link", name="Download the list").click()
    assert "Mill 01 School" in caught.value.path().read_text(encoding="utf-8")


def test_it_all_works_without_script_and_by_keyboard(region, open_as, term):
    page = open_as(region.cast.carol, f"{MISSING}?term={term}", script=False)
    page.get_by_label("Schools", exact=True).select_option("A return tells us")
    page.get_by_role("button", name="Show", exact=True).press("Enter")
    expect(page.locator(".missing > li").first).to_contain_text("Mill 00 School")


def test_a_school_sees_what_fits_it_and_puts_its_entry_right(region, open_as):
    page = open_as(None, "/schools/100201/")
    page.get_by_role("link", name="What fits its pupils").click()
    expect(page.get_by_role("heading", name="What is near and fits")).to_be_visible()
    page.get_by_label("Fit for special needs").check()
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_text("No organisation within 20 km")).to_be_visible()
    page.get_by_role("link", name="Something is wrong in it").click()
    assert page.url.endswith("/schools/100201/propose/")


def test_the_public_page_names_no_school(region, open_as, term):
    page = open_as(None, f"{MISSING}?term={term}")
    expect(page.get_by_role("heading", name="Who are we missing?")).to_be_visible()
    assert "Mill" not in page.content()
