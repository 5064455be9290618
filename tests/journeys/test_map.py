"""The map by pointer, by keyboard, without script: always the same places as the list."""

import re
from collections import Counter

import pytest
from playwright.sync_api import expect

from maypole.core.models import Installation
from maypole.directory.models import Entry
from maypole.directory.queries.kinds import KIND_OF

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def listed(page):
    return page.locator("#list h3").all_inner_texts()


def test_a_tick_changes_map_list_count_and_address_without_a_reload(village, open_page):
    page = open_page("/map/")
    page.evaluate("window.stayed = true")
    expect(page.locator("#count")).to_have_text(re.compile(r"6\s+places"))
    for kind in ("school", "artsmark", "award", "portfolio", "other"):
        page.locator(f'input[name="kind"][value="{kind}"]').uncheck()
    expect(page.locator("#count")).to_contain_text("1 place shown, of 6")
    expect(page.locator("#list h3")).to_have_text(["Museum of Salt"])
    expect(page.get_by_role("button", name="Museum of Salt, Accredited museum")).to_be_visible()
    expect(page.locator(".pin")).to_have_count(1)
    assert page.url.endswith("/map/?kind=museum")
    expect(page.locator("#downloads a").first).to_have_attribute("href", "/map/places.csv?kind=museum")
    assert page.evaluate("window.stayed")


def test_words_are_asked_of_the_server_and_shown_on_the_map(village, open_page):
    page = open_page("/map/")
    page.get_by_label("Name or word").fill("lantern")
    page.get_by_role("button", name="Show these").click()
    expect(page.locator("#list h3")).to_have_text(["Lantern Theatre"])
    expect(page.locator(".pin")).to_have_count(1)


def test_a_place_that_is_not_known_is_said_beside_the_field(village, open_page):
    page = open_page("/map/")
    page.get_by_label("Near").fill("ZZ99 9ZZ")
    page.keyboard.press("Enter")
    expect(page.locator("#near-why")).to_contain_text("We do not know")
    expect(page.get_by_label("Near")).to_have_value("ZZ99 9ZZ")


def test_by_keyboard_alone_a_place_is_chosen_read_and_left(village, open_page):
    page = open_page("/map/?kind=museum")
    pin = page.get_by_role("button", name="Museum of Salt, Accredited museum")
    reach(page, pin)
    page.keyboard.press("Enter")
    chosen = page.get_by_role("region", name="Chosen place")
    expect(chosen.get_by_role("heading", name="Museum of Salt")).to_be_focused()
    expect(chosen.get_by_role("link", name="Open its listing")).to_be_visible()
    page.keyboard.press("Escape")
    expect(chosen).to_be_hidden()
    expect(pin).to_be_focused()


def reach(page, target):
    """Go there by the Tab key; a keyboard trap would never get there."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError("Tab does not lead there")


def test_a_ring_says_what_it_holds_and_opens_by_keyboard(village, open_page):
    page = open_page("/map/")
    ring = page.locator(".pin[aria-label*='Press to come closer']").first
    assert re.match(r"\d+ places\. .*: \d+", ring.get_attribute("aria-label"))
    before = labels(page)
    ring.focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(900)
    assert labels(page) != before


def test_the_count_is_announced_and_so_is_what_comes_into_view(village, open_page):
    page = open_page("/map/")
    expect(page.locator("#count")).to_have_attribute("role", "status")
    expect(page.locator("place-map").get_by_role("status")).to_contain_text("In view:")


def test_the_map_has_a_name_and_its_buttons_too(village, open_page):
    page = open_page("/map/")
    expect(page.get_by_role("group", name=re.compile("Map of places. Arrow keys move it"))).to_be_visible()
    expect(page.get_by_role("button", name="Come closer", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Go further away")).to_be_visible()
    expect(page.get_by_role("checkbox", name=re.compile("Accredited museum"))).to_be_checked()


def test_on_a_narrow_screen_the_key_is_a_sheet_that_escape_puts_away(village, open_page):
    page = open_page("/map/", width=360)
    key = page.locator("#key")
    expect(key).not_to_have_attribute("open", "")
    key.locator("summary").first.click()
    expect(page.get_by_role("checkbox", name=re.compile("Accredited museum"))).to_be_visible()
    page.keyboard.press("Escape")
    expect(key).not_to_have_attribute("open", "")


def test_on_a_narrow_screen_each_tick_of_the_key_stands_beside_its_words_and_count(village, open_page):
    page = open_page("/map/", width=360)
    page.locator(".key > summary").click()
    page.locator(".key .more > summary").click()
    ticks = page.locator(".key .pick").filter(visible=True)
    assert ticks.count() > 6
    for tick in ticks.all():
        box, words = tick.locator("input").bounding_box(), tick.locator("span").first.bounding_box()
        assert box["width"] < 32
        assert words["x"] - box["x"] < 90
        assert tick.locator("span").last.bounding_box()["x"] < 340


def test_without_script_the_key_filters_and_the_list_turns_its_pages(village, open_page):
    page = open_page("/map/", script=False)
    expect(page.get_by_text("The map needs JavaScript.")).to_be_visible()
    for kind in ("school", "artsmark", "award", "portfolio", "other"):
        page.locator(f'input[name="kind"][value="{kind}"]').uncheck()
    page.get_by_role("button", name="Show these").click()
    assert listed(page) == ["Museum of Salt"]
    page.get_by_role("link", name="Museum of Salt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Museum of Salt")


@pytest.mark.parametrize(
    "query", ["", "?kind=museum&kind=other", "?q=school", "?near=Millpond&km=5", "?ks=ks2", "?offers=1"]
)
def test_map_and_list_show_the_same_places(village, open_page, query):
    page = open_page(f"/map/{query}")
    placed = dict(Entry.objects.filter(latitude__isnull=False).values_list("name", "kind"))
    wanted = Counter(KIND_OF[placed[name]].title for name in listed(page) if name in placed)
    assert kinds_on_map(labels(page)) == wanted


def kinds_on_map(said):
    """Count the kinds that the symbols and rings say they are, which is what a screen reader hears."""
    counted = Counter()
    for label in said:
        if label.endswith("Press to come closer."):
            counted.update({kind: int(number) for kind, number in re.findall(r"([A-Z][\w ]+): (\d+)", label)})
        else:
            counted[label.rsplit(", ", 1)[1]] += 1
    return counted


def labels(page):
    return page.locator(".pin").evaluate_all("pins => pins.map((pin) => pin.getAttribute('aria-label'))")


def test_a_map_that_is_out_of_date_loads_again(village, open_page):
    page = open_page("/map/")
    Entry.objects.filter(name="Museum of Salt").update(name="House of Salt")
    Installation.objects.update_or_create(key="places-stamp", defaults={"value": "another"})
    with page.expect_navigation():
        page.get_by_label("Name or word").fill("salt")
        page.keyboard.press("Enter")
    expect(page.locator("#list h3")).to_have_text(["House of Salt"])


WHERE = """() => [...document.querySelectorAll("place-map .pin")].map((pin) => {
    const [its, maps] = [pin, pin.closest(".map-place")].map((one) => one.getBoundingClientRect());
    return [its.x - maps.x, its.y - maps.y, its.width, its.height].map(Math.round);
}).sort().join(" | ")"""


@pytest.mark.parametrize("width", [360, 1440])
def test_the_first_rings_stand_where_the_map_then_draws_them(village, chromium, live_server, width):
    def without(what):
        page = chromium.new_page(viewport={"width": width, "height": 900})
        page.route(what, lambda asked: asked.abort())
        page.goto(f"{live_server.url}/map/")
        page.wait_for_selector(".map-first .pin" if "map.js" in what else ".leaflet-container .pin")
        found = page.evaluate(WHERE)
        page.close()
        return found

    assert without("**/map.js") == without("**/places.bin*")


def test_the_first_rings_are_for_the_eye_alone_and_go(village, open_page):
    page = open_page("/map/")
    expect(page.locator(".map-first")).to_have_count(0)
    page.route("**/map.js", lambda asked: asked.abort())
    page.reload()
    expect(page.locator(".map-first")).to_have_attribute("aria-hidden", "true")
