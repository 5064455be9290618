"""Measure the map: 40,000 places in headless Chromium, first symbols, a change of the key, and what is sent."""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.browser import chromium, free_port, maypole_command, served
from benchmarks.databases import make_tables, run_in
from benchmarks.report import Line, Report
from benchmarks.umap import measure_umap

PLACES = 40_000
FIRST_SYMBOLS_S, CHANGE_S, PAYLOAD_KB, TIMES_FASTER = 2.0, 0.3, 350, 4
RUNS = 3


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
    sizes: list[int] = []
    page.on("requestfinished", lambda asked: sizes.append(asked.sizes()["responseBodySize"]))
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector(symbol, timeout=120_000)
    taken = time.perf_counter() - start
    page.wait_for_load_state("networkidle")
    context.close()
    return taken, sum(sizes)


def changes(browser: Browser, address: str) -> list[float]:
    """Return the seconds that each change of the key takes until the map shows it."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}/map/")
    page.wait_for_selector("place-map[data-ready]")
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


def measure(report: Report, folder: str, browser: Browser) -> float:
    """Measure ours; return the median seconds to the first symbols."""
    port = free_port()
    environment = {"MAYPOLE_DATA": folder, "PORT": str(port)}
    with served(environment, maypole_command(port), port, "/map/places.bin") as address:
        visits = [first_symbols(browser, f"{address}/map/", ".pin") for _ in range(RUNS)]
        ours = statistics.median(seconds for seconds, _ in visits)
        payload = browser.new_context().request.get(f"{address}/map/places.bin")
        report.say("map: first symbols", ours, "s", limit=FIRST_SYMBOLS_S)
        report.say("map: change of the key", statistics.median(changes(browser, address)), "s", limit=CHANGE_S)
        report.say("map: payload", int(payload.headers["content-length"]) / 1024, "KB", limit=PAYLOAD_KB)
        report.say("map: whole first visit", visits[0][1] / 1024, "KB")
    return ours


def main() -> None:
    report = Report()
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        if run_in(folder, "benchmarks.map", "fill"):
            sys.exit("The places could not be written.")
        ours = measure(report, folder, browser)
        peer = measure_umap(browser, Path(folder), first_symbols)
    ratio = round(peer / ours, 2) if peer else None
    is_faster = None if ratio is None else ratio >= TIMES_FASTER
    report.add(
        Line("map: beside uMap", round(ours, 3), "s", peer="uMap 3.7.3", peer_value=peer, ratio=ratio, ok=is_faster)
    )
    report.finish()


if __name__ == "__main__":
    fill_places() if sys.argv[1:] == ["fill"] else main()
