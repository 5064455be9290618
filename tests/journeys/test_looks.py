"""Nothing is amiss on any public page, at three widths and in every reading option; nothing leaves the page."""

import pytest
from playwright.sync_api import expect

from maypole.web.reading import OPTIONS
from tests.journeys.conftest import WIDTHS, amiss

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = (
    "/", "/map/", "/map/?near=ZZ99+9ZZ", "/map/?q=zebra", "/map/embed/", "/reading/", "/components/", "/data/",
    "/partnerships/", "/partnerships/find/?postcode=Millpond", "/schools/100001/", "/organisations/MUSEUM/",
    "/privacy/", "/accessibility/", "/concern/", "/complaints/",
)  # fmt: skip
EACH_TEMPLATE = ("/", "/map/", "/map/embed/", "/reading/", "/components/", "/schools/100001/", "/organisations/MUSEUM/")
EVERYTHING_LARGE = "size=largest&spacing=wide&face=dyslexic"
READING = [
    EVERYTHING_LARGE,
    *(f"{option.name}={choice.value}" for option in OPTIONS for choice in option.choices if choice.value),
]


def path_of(path, village):
    return path.replace("MUSEUM", str(village.museum.pk))


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_amiss_on_any_page(village, open_page, settings, width):
    settings.DEBUG = True
    found = {}
    for path in PAGES:
        page = open_page(path_of(path, village), width=width)
        if problems := amiss(page) + page.asked_elsewhere:
            found[path] = problems
    assert found == {}


@pytest.mark.parametrize("reading", READING)
def test_nothing_is_amiss_in_any_reading_option(village, open_page, settings, reading):
    settings.DEBUG = True
    found = {}
    for path in EACH_TEMPLATE:
        page = open_page(path_of(path, village), width=360, reading=reading)
        if problems := amiss(page):
            found[path] = problems
    assert found == {}


def test_the_ways_on_fold_into_a_menu_that_needs_no_script(village, open_page):
    page = open_page("/partnerships/", width=360, script=False)
    assert page.locator(".top .wrap").bounding_box()["height"] < 80
    expect(page.get_by_role("link", name="What’s on offer")).to_be_hidden()
    page.get_by_text("Menu", exact=True).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("navigation", name="Main").get_by_role("link").first).to_be_focused()
    page.get_by_role("link", name="Sign in").click()
    expect(page).to_have_title("Sign in · Maypole")


@pytest.mark.parametrize("reading", ["", EVERYTHING_LARGE])
def test_an_open_menu_is_sound(village, open_page, reading):
    page = open_page("/partnerships/", width=360, reading=reading)
    page.get_by_text("Menu", exact=True).click()
    assert amiss(page) == []
