"""A browser, a live server with the village in it, and axe."""

from collections.abc import Iterable, Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from maypole.places import gazetteer
from tests.cast import make_cast
from tests.journeys.furnish import furnish
from tests.village import make_village

FLAGS = (
    "--no-sandbox --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
WIDTHS = (360, 768, 1440)
# Every rule of axe; of what it passes, which is most, nothing is sent back.
LOOK = "axe.run({resultTypes: ['violations'], selectors: false}).then((found) => found.violations)"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    # The postcodes take seconds to build on the first question; no page is to wait for that.
    gazetteer.opened(settings.DATA_DIR)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS.split())
        yield browser
        browser.close()


@pytest.fixture
def cast(live_server):
    """The cast in rows that the server sees too, made for each test: no transaction of a test's own holds them."""
    return make_cast()


@pytest.fixture
def village(live_server):
    return make_village()


@pytest.fixture
def open_page(chromium, live_server):
    """Return a function that opens a path: at a width, with reading options, with or without script."""
    contexts = []

    def open_path(path: str, *, width: int = 1440, reading: str = "", script: bool = True) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script, base_url=live_server.url
        )
        contexts.append(context)
        if reading:
            context.add_cookies([{"name": "reading", "value": reading, "url": live_server.url}])
        page = context.new_page()
        page.asked_elsewhere = []
        page.on("request", lambda asked: note_elsewhere(page, asked.url, live_server.url))
        page.goto(path)
        if script and page.locator("place-map").count():
            page.wait_for_selector("place-map[data-ready]")
        return page

    yield open_path
    for context in contexts:
        context.close()


def note_elsewhere(page: Page, address: str, home: str) -> None:
    if not address.startswith((home, "data:")):
        page.asked_elsewhere.append(address)


def amiss(page: Page) -> list[str]:
    """Return what axe finds, and whether the page is wider than its window."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE_SCRIPT)
    found = [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in page.evaluate(LOOK)]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append("the page is wider than its window")
    return found


def amiss_at_any_width(page: Page) -> dict[int, list[str]]:
    """Return what is amiss with a page that cannot be opened by its address alone."""
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if problems := amiss(page):
            found[width] = problems
    return found


def amiss_along(page: Page, paths: Iterable[str]) -> dict[str, list[str]]:
    """Return what is amiss with each page of a walk, at each width."""
    found = {}
    for path in paths:
        page.goto(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if problems := amiss(page) + page.asked_elsewhere + alike(page):
                found[f"{path} at {width}"] = problems
    return found


def alike(page: Page) -> list[str]:
    """Return the names that more than one button of the page bears: a list of buttons would not tell them apart."""
    names = page.evaluate("""() => [...document.querySelectorAll("main button:not([aria-hidden=true])")]
        .filter((button) => button.checkVisibility())
        .map((button) => button.getAttribute("aria-label") || button.innerText.trim())""")
    return [f"two buttons are called {name}" for name in {each for each in names if names.count(each) > 1}]


@pytest.fixture
def stage(live_server, settings):
    """Return the cast, with something on every page that they keep."""
    settings.DEBUG = True
    return furnish(make_cast())


@pytest.fixture
def open_as(open_page, live_server):
    """Return a function that opens a path as a person who has signed in; None is a visitor."""

    def open_path(person, path: str, *, width: int = 1440, script: bool = True) -> Page:
        page = open_page("/health/", width=width, script=script)
        if person is not None:
            client = Client()
            client.force_login(person)
            session = client.cookies["sessionid"].value
            page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page.goto(path)
        return page

    return open_path
