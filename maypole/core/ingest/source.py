"""What every list declares of itself, and how its file becomes rows."""

import re
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import ClassVar, TypeVar
from uuid import UUID

from maypole.core.ingest.errors import BadValue, UnableToIngest
from maypole.core.ingest.files import DATA_SUFFIXES, MEGABYTE
from maypole.core.ingest.geojson import read_outlines
from maypole.core.ingest.layouts import Layout
from maypole.core.ingest.progress import Progress, Unwatched
from maypole.core.ingest.report import Report
from maypole.core.ingest.tables import Row, read_table
from maypole.core.models import Dataset

OGL = "Open Government Licence v3.0"
OGL_URL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
PACKED, OUTLINES = (".gz", ".zip"), (".json", ".geojson")
REPORT_EVERY = 500
T = TypeVar("T")


@dataclass(frozen=True)
class Download:
    """One file to fetch: its address, in which {year}, {month} and {day} stand for a date, and its name on disk.

    A publisher who dates the address makes a new one each day: then the last `days_back` are tried, newest first.
    An address with `page_size` is an ONS Open Geography query, read page by page.
    """

    address: str
    file_name: str
    days_back: int = 0
    page_size: int = 0
    may_be_missing: bool = False


@dataclass
class Intake:
    """One run: what it writes for, what it counts, when it began, who started it, and of which date the list is."""

    dataset: Dataset
    now: datetime
    vintage: str = ""
    by: UUID | None = None
    report: Report = field(default_factory=Report)
    progress: Progress = field(default_factory=Unwatched)


class Source(ABC):
    """A publisher's list. Subclasses declare what stands below and write rows in `store`."""

    slug: ClassVar[str]
    title: ClassVar[str]
    publisher: ClassVar[str]
    licence: ClassVar[str] = OGL
    licence_url: ClassVar[str] = OGL_URL
    may_pass_on: ClassVar[bool] = True
    page: ClassVar[str] = ""
    vintage: ClassVar[str] = ""
    layouts: ClassVar[Sequence[Layout]] = ()
    downloads: ClassVar[Sequence[Download]] = ()
    needs: ClassVar[Sequence[str]] = ()
    takes_many: ClassVar[bool] = False
    is_streamed: ClassVar[bool] = False
    is_outlines: ClassVar[bool] = False
    holds_data: ClassVar[bool] = True
    largest: ClassVar[int] = 300 * MEGABYTE

    @abstractmethod
    def store(self, rows: Iterable[Row], intake: Intake) -> None:
        """Write the rows. Runs in one transaction that is rolled back for a preview."""

    def check(self, intake: Intake) -> None:
        """Refuse to begin where something that this list rests on is absent; most rest on nothing."""
        return

    def rows(self, path: Path, intake: Intake) -> Iterator[Row]:
        """Yield the rows of a file or of each file of a folder, counted."""
        for file in self.files(path):
            for row in self.rows_of_file(file, intake):
                intake.report.read += 1
                if intake.report.read % REPORT_EVERY == 0:
                    intake.progress.advance(intake.report.read)
                yield row

    def rows_of_file(self, file: Path, intake: Intake) -> Iterator[Row]:
        if self.is_outlines:
            return read_outlines(file, self.layouts, largest=self.largest, report=intake.report)
        return read_table(file, self.layouts, largest=self.largest, on_refusal=counted_refusal(intake.report))

    def files(self, path: Path) -> list[Path]:
        """Return the files to read: the one named, or those of a folder that this source put there."""
        if not path.exists():
            raise UnableToIngest("There is no such file.", remedy="Check the path.", file=str(path))
        if path.is_file():
            return [path]
        listed = sorted(file for file in path.iterdir() if file.suffix.lower() in (*DATA_SUFFIXES, *PACKED))
        found = [file for file in listed if is_of_outlines(file) == self.is_outlines] or listed
        if not found:
            raise UnableToIngest("The folder holds no list.", remedy="Name a csv or xlsx file.", file=path.name)
        if len(found) > 1 and not self.takes_many:
            names = ", ".join(file.name for file in found[:4])
            raise UnableToIngest(f"The folder holds several lists ({names}…).", remedy="Name one.", file=path.name)
        return found

    def vintage_of(self, path: Path) -> str:
        """Return the date that a file's name tells, or the list's own."""
        return date_in(path.stem) or self.vintage


def is_of_outlines(file: Path) -> bool:
    """Whether a file's name is that of outlines: beside them in a folder stand the tables of other sources."""
    return bool({suffix.lower() for suffix in file.suffixes} & set(OUTLINES))


def counted_refusal(report: Report) -> Callable[[int, str, str], None]:
    """Return what counts a row that could not even be read."""

    def refuse(line: int, reason: str, text: str) -> None:
        report.read += 1
        report.refuse(line, reason, text)

    return refuse


def date_in(name: str) -> str:
    """Return the ISO date in a file's name, such as 2025-07-28 or 20251121, or an empty string."""
    for found in re.finditer(r"(20\d\d)[-_]?([01]\d)[-_]?([0-3]\d)(?!\d)", name):
        try:
            return date(*(int(part) for part in found.groups())).isoformat()
        except ValueError:
            continue
    return ""


def drained(rows: deque[Row]) -> Iterator[Row]:
    """Yield rows and let go of each, so that a register and what is made of it never stand in memory together."""
    while rows:
        yield rows.popleft()


def usable(rows: Iterable[Row], intake: Intake, parse: Callable[[Row], T]) -> Iterator[tuple[Row, T]]:
    """Yield each row with what `parse` makes of it; a row with a bad value is refused, and the others are read on."""
    for row in rows:
        try:
            parsed = parse(row)
        except BadValue as error:
            intake.report.refuse(row.line, str(error), next(iter(row.fields.values()), ""))
            continue
        yield row, parsed
