"""Download a list from its publisher: go on where a broken download stopped, check it, say who asks."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx

from maypole.core.ingest.errors import UnableToIngest
from maypole.core.ingest.files import check_size, form_of
from maypole.core.ingest.progress import Progress
from maypole.core.ingest.source import Download, Source

TRIES = 4
SECONDS = 60.0


@dataclass(frozen=True)
class Fetched:
    """A file that stands on disk, with its checksum."""

    path: Path
    size: int
    sha256: str


def client(site: str) -> httpx.Client:
    """Return a client that says which installation asks and where to complain."""
    agent = f"Maypole/0.1 (+{site}; local cultural education partnerships; fetches public lists)"
    return httpx.Client(
        headers={"User-Agent": agent}, timeout=SECONDS, follow_redirects=True, transport=httpx.HTTPTransport(retries=2)
    )


def fetch(source: Source, folder: Path, *, web: httpx.Client, today: date, progress: Progress) -> list[Fetched]:
    """Download every file of a source into a folder and return them."""
    if not source.downloads:
        raise UnableToIngest(
            f"{source.title} has no address to fetch from.",
            remedy=f"Get the file from {source.page or 'its publisher'}, then run: ingest {source.slug} PATH",
        )
    folder.mkdir(parents=True, exist_ok=True)
    fetched = []
    for download in source.downloads:
        progress.stage(f"Fetching {download.file_name}")
        path = fetch_one(download, folder, web=web, today=today, progress=progress)
        check_size(path, source.largest)
        form_of(path)
        fetched.append(Fetched(path, path.stat().st_size, sha256_of(path)))
    return fetched


def fetch_one(download: Download, folder: Path, *, web: httpx.Client, today: date, progress: Progress) -> Path:
    """Try each address that the file may stand at, newest first."""
    path = folder / download.file_name
    for address in addresses(download, today):
        if download.page_size:
            return fetch_pages(address, path, download.page_size, web=web, progress=progress)
        if fetch_whole(address, path, web=web, progress=progress):
            return path
    raise UnableToIngest(
        "The publisher has no file at the address that we know.",
        remedy="Download it in a browser from the source's page, and ingest that file.",
        file=download.file_name,
    )


def addresses(download: Download, today: date) -> Iterator[str]:
    """Yield the addresses to try: one, or one a day going back."""
    for days in range(download.days_back + 1):
        at = today - timedelta(days=days)
        yield download.address.format(year=f"{at:%Y}", month=f"{at:%m}", day=f"{at:%d}")
        if "{day}" not in download.address:
            return


def fetch_whole(address: str, path: Path, *, web: httpx.Client, progress: Progress) -> bool:
    """Download one file, going on after a break; return False where the publisher has none there."""
    part = path.with_suffix(path.suffix + ".part")
    part.unlink(missing_ok=True)
    for attempt in range(TRIES):
        try:
            if not fetch_rest(address, part, web=web, progress=progress):
                return False
            part.replace(path)
            return True
        except (httpx.TransportError, _Short) as error:
            if attempt == TRIES - 1:
                raise unreachable(address, path.name) from error
    return False


class _Short(Exception):
    """Fewer bytes came than were promised."""


def fetch_rest(address: str, part: Path, *, web: httpx.Client, progress: Progress) -> bool:
    """Ask for the bytes that are still wanting and add them; a server that cannot go on begins again."""
    have = part.stat().st_size if part.exists() else 0
    headers = {"Accept-Encoding": "identity", **({"Range": f"bytes={have}-"} if have else {})}
    with web.stream("GET", address, headers=headers) as answer:
        if answer.status_code in (404, 410):
            return False
        if answer.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
            return True
        if answer.is_error:
            raise refused(address, part.stem, answer.status_code)
        goes_on = answer.status_code == httpx.codes.PARTIAL_CONTENT
        with part.open("ab" if goes_on else "wb") as file:
            copy(answer, file.write, progress)
        promised = answer.headers.get("Content-Length")
        came = part.stat().st_size - (have if goes_on else 0)
        if promised and came < int(promised):
            raise _Short
    return True


def copy(answer: httpx.Response, write: Callable[[bytes], Any], progress: Progress) -> None:
    for piece in answer.iter_raw():
        write(piece)
        progress.advance(answer.num_bytes_downloaded)


def fetch_pages(address: str, path: Path, size: int, *, web: httpx.Client, progress: Progress) -> Path:
    """Read an ONS Open Geography layer page by page and write it as one GeoJSON."""
    features: list[Any] = []
    while True:
        try:
            answer = web.get(address, params={"resultOffset": len(features), "resultRecordCount": size})
            answer.raise_for_status()
            page = answer.json()["features"]
        except (httpx.HTTPError, json.JSONDecodeError, KeyError) as error:
            raise unreachable(address, path.name) from error
        features += page
        progress.advance(len(features))
        if len(page) < size:
            break
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def unreachable(address: str, name: str) -> UnableToIngest:
    return UnableToIngest(
        f"The download from {httpx.URL(address).host} broke off {TRIES} times.",
        remedy="Check the connection and try again later, or download it in a browser and ingest that file.",
        file=name,
    )


def refused(address: str, name: str, status: int) -> UnableToIngest:
    return UnableToIngest(
        f"{httpx.URL(address).host} answered with error {status}.",
        remedy="Try again later, or download it in a browser and ingest that file.",
        file=name,
    )


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
