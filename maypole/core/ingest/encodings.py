"""Which encoding a text file is in: publishers use UTF-8, Windows-1252 and worse, and seldom say."""

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import charset_normalizer

from maypole.core.ingest.errors import UnableToIngest
from maypole.core.ingest.files import MEGABYTE, unpacked

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
GUESSED_AMONG = ["cp1252", "mac_roman", "cp850", "cp1250", "latin_1"]
MOST_ENGLISH = "cp1252"


def encoding_of(path: Path, largest: int) -> str:
    """Return the encoding of a text file, reading it through once; a list larger than `largest` is refused."""
    with unpacked(path) as file:
        start = file.read(64 * 1024)
        if marked := next((name for mark, name in MARKS if start.startswith(mark)), None):
            return marked
        if is_wide(start):
            return "utf-16-le" if start[1:2] == b"\0" else "utf-16-be"
        if b"\0" in start:
            raise UnableToIngest(
                "This is not text: it holds bytes that no table has.",
                remedy="Save it as csv or xlsx and try again.",
                file=path.name,
            )
        doubtful = first_bytes_not_utf8(start, file, path, largest)
    return guessed(doubtful) if doubtful else "utf-8"


def is_wide(start: bytes) -> bool:
    """Return whether every other byte is null, as in UTF-16 without a mark."""
    halves = start[:200:2], start[1:200:2]
    return len(start) > 3 and any(half.count(0) > 0.4 * len(half) for half in halves)


def first_bytes_not_utf8(start: bytes, file: IO[bytes], path: Path, largest: int) -> bytes:
    """Return a stretch around the first bytes that are not UTF-8, or nothing."""
    decoder, size = codecs.getincrementaldecoder("utf-8")(), 0
    for part in parts(start, file):
        size += len(part)
        if size > largest:
            raise UnableToIngest(
                f"Unpacked, the file is larger than {largest / MEGABYTE:,.0f} MB, and no edition of this list is.",
                remedy="Check that it is the right file.",
                file=path.name,
            )
        try:
            decoder.decode(part)
        except UnicodeDecodeError as error:
            return part[max(0, error.start - 2_000) : error.start + 20_000]
    return b""


def parts(start: bytes, file: IO[bytes]) -> Iterator[bytes]:
    yield start
    while part := file.read(4 * MEGABYTE):
        yield part


def guessed(doubtful: bytes) -> str:
    """Guess among the encodings of English spreadsheets."""
    best = charset_normalizer.from_bytes(doubtful, cp_isolation=GUESSED_AMONG).best()
    return best.encoding if best and best.encoding == "mac_roman" else MOST_ENGLISH
