"""Lists are fetched politely: resumed after a break, checked, and said plainly when they cannot be had."""

import hashlib
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import httpx
import pytest

from maypole.core.ingest.errors import UnableToIngest
from maypole.core.ingest.fetching import client, fetch
from maypole.core.ingest.progress import Unwatched
from maypole.core.ingest.source import Download, Source

CONTENT = b"ID,Name\n" + b"1,Ann\n" * 50_000
TODAY = date(2026, 11, 22)


class Publisher(BaseHTTPRequestHandler):
    """Breaks off in the middle as often as it is told to."""

    breaks: ClassVar[int] = 0
    asked: ClassVar[list[tuple[str, str | None, str]]] = []

    def do_GET(self):
        cls = type(self)
        wanted = self.headers.get("Range")
        cls.asked.append((self.path, wanted, self.headers["User-Agent"]))
        if "missing" in self.path or "20261122" in self.path:
            self.send_error(404)
        elif "broken" in self.path:
            self.send_error(503)
        elif "layer" in self.path:
            self.layer()
        else:
            self.file(int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0)

    def layer(self):
        offset = int(httpx.QueryParams(self.path.partition("?")[2])["resultOffset"])
        features = ",".join(f'{{"id":{n}}}' for n in range(offset, min(offset + 2, 5)))
        self.answer(200, f'{{"features":[{features}]}}'.encode())

    def file(self, start):
        cls = type(self)
        rest = CONTENT[start:] if "page" not in self.path else b"<!doctype html><p>Log in</p>"
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(rest)))
        self.end_headers()
        if cls.breaks:
            cls.breaks -= 1
            rest = rest[: len(rest) // 3]
        self.wfile.write(rest)

    def answer(self, status, content):
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args):
        return


@pytest.fixture
def publisher():
    Publisher.breaks, Publisher.asked = 0, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Publisher)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def source_of(*downloads: Download) -> Source:
    declared = {"slug": "list", "title": "A list", "downloads": downloads, "store": lambda self, rows, intake: None}
    return type("List", (Source,), declared)()


def fetched(tmp_path, *downloads: Download):
    with client("https://maypole.example") as web:
        return fetch(source_of(*downloads), tmp_path, web=web, today=TODAY, progress=Unwatched())


def test_a_list_is_fetched_with_its_checksum_and_says_who_asks(tmp_path, publisher):
    (one,) = fetched(tmp_path, Download(f"{publisher}/list.csv", "list.csv"))
    assert one.path.read_bytes() == CONTENT
    assert one.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert "Maypole" in Publisher.asked[0][2]
    assert "https://maypole.example" in Publisher.asked[0][2]


def test_a_broken_download_goes_on_where_it_stopped(tmp_path, publisher):
    Publisher.breaks = 2
    (one,) = fetched(tmp_path, Download(f"{publisher}/list.csv", "list.csv"))
    assert one.path.read_bytes() == CONTENT
    ranges = [wanted for _, wanted, _ in Publisher.asked]
    assert ranges[0] is None
    assert all(wanted.startswith("bytes=") for wanted in ranges[1:])


def test_one_that_breaks_off_each_time_is_given_up_and_leaves_no_list(tmp_path, publisher):
    Publisher.breaks = 99
    with pytest.raises(UnableToIngest, match="broke off 4 times"):
        fetched(tmp_path, Download(f"{publisher}/list.csv", "list.csv"))
    assert not (tmp_path / "list.csv").exists()


def test_yesterdays_is_taken_where_todays_is_not_there_yet(tmp_path, publisher):
    fetched(tmp_path, Download(publisher + "/list{year}{month}{day}.csv", "list.csv", days_back=3))
    assert [path for path, _, _ in Publisher.asked] == ["/list20261122.csv", "/list20261121.csv"]


def test_a_layer_is_read_page_by_page(tmp_path, publisher):
    (one,) = fetched(tmp_path, Download(f"{publisher}/layer?f=geojson", "areas.geojson", page_size=2))
    assert one.path.read_text().count('"id"') == 5


@pytest.mark.parametrize(
    ("path", "told"),
    [("missing.csv", "no file at the address"), ("broken.csv", "error 503"), ("page.csv", "web page, not a table")],
)
def test_what_cannot_be_had_is_said(tmp_path, publisher, path, told):
    with pytest.raises(UnableToIngest) as refusal:
        fetched(tmp_path, Download(f"{publisher}/{path}", "list.csv"))
    assert told in str(refusal.value)


def test_a_list_without_an_address_says_what_to_do(tmp_path):
    with pytest.raises(UnableToIngest, match=r"ingest list PATH"):
        fetched(tmp_path)
