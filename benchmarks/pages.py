"""Measure every public page of the sample: queries, server time, and what a first visit loads without the map."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Request

from benchmarks.browser import chromium, free_port, maypole_command, served
from benchmarks.databases import make_tables, run_in
from benchmarks.report import Report, median_seconds

QUERIES, KILOBYTES, MILLISECONDS = 30, 100, 150
SCHOOLS, ORGANISATIONS = 2_300, 500
OF_THE_MAP = ("/map.js", "/map.css", "/map-worker.js", "/map/places.bin", "/map/names.txt", "/areas/outlines.json")


def paths() -> list[str]:
    """Return one path of each public page."""
    from maypole.directory.models import Offer, Organisation, School
    from maypole.partnerships.models import Partnership

    busiest = Offer.objects.values_list("organisation", flat=True).first()
    return [
        "/",
        "/map/",
        "/map/?q=primary&near=Nottingham&km=30",
        "/map/embed/",
        "/partnerships/",
        Partnership.objects.all()[0].get_absolute_url(),
        "/partnerships/find/?postcode=Derby",
        School.objects.filter(accreditations__isnull=False)[0].get_absolute_url(),
        Organisation.objects.get(pk=busiest).get_absolute_url(),
        "/data/",
        "/missing/",
        Partnership.objects.all()[0].get_absolute_url() + "missing/",
        Partnership.objects.all()[0].get_absolute_url() + "profile/",
        "/indicators/",
        "/indicators/provision-nearest-km-museum/",
        "/releases/",
        School.objects.all()[0].get_absolute_url() + "near/",
        "/reading/",
        "/privacy/",
        "/accessibility/",
        "/concern/",
    ]


def measure_server(report_to: str) -> None:
    """Make the sample, measure queries and time, and write the paths for the browser."""
    make_tables()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from maypole.web.sample.load import load_sample

    load_sample(schools=SCHOOLS, organisations=ORGANISATIONS)
    client, report = Client(headers={"host": "localhost"}), Report()
    for path in paths():
        milliseconds = median_seconds(lambda path=path: client.get(path), runs=5) * 1000
        with CaptureQueriesContext(connection) as captured:
            status = client.get(path).status_code
        report.say(f"pages {path}: server time", milliseconds, "ms", limit=MILLISECONDS, same=status == 200)
        report.say(f"pages {path}: queries", len(captured), "queries", limit=QUERIES)
    Path(report_to).write_text("\n".join(paths()))
    report.finish()


def first_visit(browser: Browser, address: str) -> float:
    """Return the kilobytes that a browser with an empty cache loads, without what only the map needs."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    finished: list[Request] = []
    page.on("requestfinished", lambda asked: finished.insert(0, asked))
    page.goto(address, wait_until="networkidle")
    sizes = [
        asked.sizes()["responseBodySize"] for asked in finished if not asked.url.split("?")[0].endswith(OF_THE_MAP)
    ]
    context.close()
    return sum(sizes) / 1024


def main() -> None:
    report = Report()
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        failed = run_in(folder, "benchmarks.pages", f"{folder}/paths")
        port = free_port()
        with served({"MAYPOLE_DATA": folder, "PORT": str(port)}, maypole_command(port), port, "/reading/") as address:
            for path in Path(folder, "paths").read_text().split("\n"):
                report.say(f"pages {path}: first visit", first_visit(browser, address + path), "KB", limit=KILOBYTES)
    sys.exit(failed or any(line.ok is False for line in report.lines))


if __name__ == "__main__":
    measure_server(sys.argv[1]) if len(sys.argv) > 1 else main()
