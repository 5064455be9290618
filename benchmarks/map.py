"""Measure the map: 40,000 places in headless Chromium, first symbols, a change of the key, and what is sent.

Both sides are served without debugging. The first symbols of ours are the rings that the page brings with it; `whole map`
is when every place has come, is clustered, and each ring opens.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Request

from benchmarks.browser import chromium, collect_static, free_port, maypole_command, production, served
from benchmarks.databases import make_tables, run_in
from benchmarks.report import Line, Report
from benchmarks.umap import SYMBOL, umap

PLACES = 40_000
FIRST_SYMBOLS_S, CHANGE_S, PAYLOAD_KB, TIMES_FASTER = 2.0, 0.3, 350, 4
RUNS = 5
READY = "place-map[data-ready]"


def fill_places() -> None:
    make_tables()
    from benchmarks.invented import fill
    from maypole.directory.actions.entries import mark_changed

    fill(PLACES)
    mark_changed()


def first_symbols(browser: Browser, address: str, symbol: str) -> tuple[float, int]:
    """Return the seconds until the first symbol stands on the map, and the bytes that came, of a first visit."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    finished: list[Request] = []
    page.on("requestfinished", lambda asked: finished.append(asked))  # noqa: PLW0108 (Playwright marks what it calls)
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector(symbol, timeout=120_000)
    taken = time.perf_counter() - start
    page.wait_for_load_state("networkidle")
    size = sum(asked.sizes()["responseBodySize"] for asked in finished)
    context.close()
    return taken, size


def changes(browser: Browser, address: str) -> list[float]:
    """Return the seconds that each change of the key takes until the map shows it."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}/map/")
    page.wait_for_selector(READY)
    page.wait_for_timeout(1500)
    taken = []
    for kind in ("other", "school", "museum", "other", "school"):
        page.evaluate("document.querySelector('place-map').dataset.filtered = 'waiting'")
        start = time.perf_counter()
        page.locator(f'input[name="kind"][value="{kind}"]').click()
        page.wait_for_selector('place-map:not([data-filtered="waiting"])')
        taken.append(time.perf_counter() - start)
        page.wait_for_timeout(800)
    return taken


def measure(report: Report, browser: Browser, address: str, peer: str | None) -> None:
    """Measure ours; both sides' first symbols by turns, so that a busy moment of the machine falls on both."""
    ours, theirs = [], []
    for _ in range(RUNS):
        ours.append(first_symbols(browser, f"{address}/map/", ".pin"))
        if peer:
            theirs.append(first_symbols(browser, peer, SYMBOL)[0])
    whole = statistics.median(first_symbols(browser, f"{address}/map/", READY)[0] for _ in range(RUNS))
    payload = browser.new_context().request.get(f"{address}/map/places.bin")
    first = statistics.median(seconds for seconds, _ in ours)
    report.say("map: first symbols", first, "s", limit=FIRST_SYMBOLS_S)
    report.say("map: whole map", whole, "s", limit=FIRST_SYMBOLS_S)
    report.say("map: change of the key", statistics.median(changes(browser, address)), "s", limit=CHANGE_S)
    report.say("map: payload", int(payload.headers["content-length"]) / 1024, "KB", limit=PAYLOAD_KB)
    report.say("map: whole first visit", ours[0][1] / 1024, "KB")
    report.add(beside_umap(first, statistics.median(theirs) if theirs else None))


def beside_umap(ours: float, theirs: float | None) -> Line:
    ratio = round(theirs / ours, 2) if theirs else None
    return Line(
        "map: first symbols beside uMap",
        round(ours, 3),
        "s",
        peer="uMap 3.7.3",
        peer_value=theirs and round(theirs, 3),
        ratio=ratio,
        ok=None if ratio is None else ratio >= TIMES_FASTER,
    )


def main() -> None:
    report = Report()
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        if run_in(folder, "benchmarks.map", "fill"):
            sys.exit("The places could not be written.")
        port = free_port()
        environment = production(folder, port)
        collect_static(environment)
        with umap(Path(folder)) as peer, served(environment, maypole_command(port), port, "/map/") as address:
            measure(report, browser, address, peer)
    report.finish()


if __name__ == "__main__":
    fill_places() if sys.argv[1:] == ["fill"] else main()
