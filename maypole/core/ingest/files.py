"""What a file really is, whatever it is called, and the bytes inside it."""

import gzip
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import IO

from maypole.core.ingest.errors import UnableToIngest

MEGABYTE = 1024 * 1024
MARKUP = re.compile(rb"<(!|\?xml|[a-z]+[ />])", re.IGNORECASE)
# The last is what zipfile raises of a way of packing that it does not know.
BROKEN_PACKING = (EOFError, gzip.BadGzipFile, zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError)
ENCRYPTED = 1
DATA_SUFFIXES = (".csv", ".txt", ".tsv", ".xlsx", ".ods", ".xls", ".json", ".geojson")


class Form(Enum):
    """What can be read."""

    TEXT = "text"
    WORKBOOK = "workbook"
    JSON = "json"


def check_size(path: Path, largest: int) -> None:
    """Refuse a file that is empty or larger than any edition of its list."""
    size = path.stat().st_size
    if size == 0:
        raise UnableToIngest("The file is empty.", remedy="Download it again.", file=path.name)
    if size > largest:
        raise too_large(path.name, size, largest)


def too_large(name: str, size: int, largest: int) -> UnableToIngest:
    return UnableToIngest(
        f"The file holds {size / MEGABYTE:,.0f} MB, and no edition of this list is larger than "
        f"{largest / MEGABYTE:,.0f} MB.",
        remedy="Check that it is the right file, or cut it to the area that you need.",
        file=name,
    )


def form_of(path: Path) -> Form:
    """Return what a file is by its first bytes, refusing what only looks like data."""
    with path.open("rb") as file:
        start = file.read(4096)
    if start.startswith(b"PK\x03\x04"):
        return form_inside(path)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return Form.WORKBOOK
    if start.startswith(b"\x1f\x8b"):
        with unpacked(path) as inner:
            return form_of_bytes(inner.read(4096), path.name)
    return form_of_bytes(start, path.name)


def form_of_bytes(start: bytes, name: str) -> Form:
    """Return the form of text, JSON or a known mistake."""
    text = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if MARKUP.match(text):
        raise UnableToIngest(
            "This is a web page, not a table: the site probably answered with an error or a login page.",
            remedy="Open the publisher's page in a browser and download the file again.",
            file=name,
            line=1,
        )
    if text.startswith(b"%PDF"):
        raise UnableToIngest("This is a PDF, not a table.", remedy="Ask the publisher for csv or xlsx.", file=name)
    return Form.JSON if text.startswith((b"{", b"[")) else Form.TEXT


def form_inside(path: Path) -> Form:
    """Return what stands in a zip: a workbook is one, and so is a list that was zipped."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            is_locked = any(member.flag_bits & ENCRYPTED for member in archive.infolist())
    except BROKEN_PACKING as error:
        raise cut_off(path.name) from error
    if is_locked:
        raise UnableToIngest("The zip is locked by a password.", remedy="Unzip it first.", file=path.name)
    if "xl/workbook.xml" in names or "content.xml" in names:
        return Form.WORKBOOK
    return Form.JSON if member_of(path, names).lower().endswith("json") else Form.TEXT


def member_of(path: Path, names: list[str]) -> str:
    """Return the one list in a zip."""
    data = [name for name in names if name.lower().endswith(DATA_SUFFIXES) and not name.startswith("__MACOSX")]
    if len(data) != 1:
        raise UnableToIngest(
            f"The zip holds {len(data)} lists, and it must hold one.", remedy="Unzip it and choose one.", file=path.name
        )
    return data[0]


@contextmanager
def unpacked(path: Path) -> Iterator[IO[bytes]]:
    """Open the bytes of a list, unpacking gzip and zip as they are read."""
    with path.open("rb") as file:
        start = file.read(4)
    try:
        if start.startswith(b"\x1f\x8b"):
            with gzip.open(path) as inner:
                yield inner  # type: ignore[misc]
        elif start.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(path) as archive, archive.open(member_of(path, archive.namelist())) as inner:
                yield inner
        else:
            with path.open("rb") as file:
                yield file
    except BROKEN_PACKING as error:
        raise cut_off(path.name) from error


def cut_off(name: str, line: int | None = None) -> UnableToIngest:
    return UnableToIngest(
        "The file ends in the middle: it seems to have been cut off on its way.",
        remedy="Download it again.",
        file=name,
        line=line,
    )
