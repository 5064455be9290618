"""Nothing is amiss on any public page, at three widths and in every reading option; nothing leaves the page."""

import pytest

from maypole.web.reading import OPTIONS
from tests.journeys.conftest import WIDTHS, amiss

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = (
    "/", "/map/", "/map/?near=ZZ99+9ZZ", "/map/?q=zebra", "/map/embed/", "/reading/", "/components/", "/data/",
    "/partnerships/", "/partnerships/find/?postcode=Millpond", "/schools/100001/", "/organisations/MUSEUM/",
    "/privacy/", "/accessibility/", "/concern/", "/complaints/",
)  # fmt: skip
EACH_TEMPLATE = ("/", "/map/", "/map/embed/", "/reading/", "/components/", "/schools/100001/", "/organisations/MUSEUM/")
READING = [f"{option.name}={choice.value}" for option in OPTIONS for choice in option.choices if choice.value]


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
