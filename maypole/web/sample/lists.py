"""An invented list of somebody's own, taken in by the same way as a real one, so that its reports can be looked at."""

import csv
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from maypole.core.ingest.errors import UnableToIngest
from maypole.core.ingest.runs import Request, ingest
from maypole.core.ingest.source import Source
from maypole.core.models import Dataset
from maypole.directory.models import Mapping, Organisation, Venue
from maypole.directory.sources.local import mapped
from maypole.web.sample.geography import District
from maypole.web.sample.names import MAPPING
from maypole.web.sample.words import FIRST, THINGS

COLUMNS = {"key": "Reference", "name": "Room", "postcode": "Postcode", "charity": "Charity number"}
HEADING = list(COLUMNS.values())
KNOWN, NEW = 8, 12


def make_lists(rng: Random, districts: list[District], now: datetime) -> None:
    """Take in an edition that lacks a column, then the right one, as a coordinator would have."""
    source = mapped(make_mapping(now))
    rows = list(rows_of(rng, districts))
    early, late = now - timedelta(days=16), now - timedelta(days=15)
    with TemporaryDirectory() as name:
        lacking = written(Path(name) / "invented-rooms-first-try.csv", ["Reference", "Room"], [r[:2] for r in rows])
        try_in_vain(source, lacking, early)
        ingest(Request(source, written(Path(name) / "invented-rooms.csv", HEADING, rows)), clock=lambda: late)
    mark_invented(source)


def make_mapping(now: datetime) -> Mapping:
    return Mapping.objects.create(
        slug=MAPPING,
        title="Rooms that schools may use (invented)",
        publisher="An invented council",
        licence="Invented",
        may_pass_on=True,
        columns=COLUMNS,
        venue_kind=Venue.Kind.OTHER,
        made_at=now - timedelta(days=16),
    )


def rows_of(rng: Random, districts: list[District]) -> Iterator[list[str]]:
    """Yield bodies that are known, bodies that are not, and rows that nobody can read."""
    known = Organisation.objects.filter(is_sole_practitioner=False).order_by("id")[:KNOWN]
    yield from ([f"R{number:03d}", each.name, each.postcode, ""] for number, each in enumerate(known, start=1))
    for number in range(KNOWN + 1, KNOWN + NEW + 1):
        spot = rng.choice(rng.choice(districts).spots)
        yield [f"R{number:03d}", f"{rng.choice(FIRST)} {rng.choice(THINGS)} Rooms", spot.postcode, ""]
    yield ["R090", "", "NG1 4AB", ""]
    yield ["R091", "Far Feather Rooms", "", "12"]
    yield ["R001", "The same room again", "", ""]
    yield ["R092", "Loose Ladder Rooms", "ZZ99 9ZZ", ""]


def written(path: Path, heading: list[str], rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heading, *rows])
    return path


def try_in_vain(source: Source, path: Path, at: datetime) -> None:
    """Leave the report of an edition that was refused whole."""
    try:
        ingest(Request(source, path), clock=lambda: at)
    except UnableToIngest:
        return
    raise AssertionError("The list without its columns was taken in.")


def mark_invented(source: Source) -> None:
    """Mark what the list added as what it is."""
    Dataset.objects.filter(slug=source.slug).update(is_invented=True)
    for model in (Organisation, Venue):
        model.objects.filter(dataset=source.slug).update(is_invented=True)
