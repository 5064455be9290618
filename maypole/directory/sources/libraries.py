"""Public libraries, as the Libraries Taskforce listed them in 2016; each authority's are one library service."""

import re
from collections import Counter, defaultdict
from dataclasses import replace

from maypole.core.ingest.layouts import layout
from maypole.core.ingest.tables import Row
from maypole.core.ingest.values import point
from maypole.directory.actions.records import Incoming
from maypole.directory.models import Venue
from maypole.directory.placing import Placer
from maypole.directory.sources._listed import Listed, ListOfBodies

CLOSED = ("XL", "XLR", "XLT")


class Libraries(ListOfBodies):
    slug = "libraries"
    title = "Public libraries in England 2016"
    publisher = "Libraries Taskforce"
    page = "https://www.gov.uk/government/publications/public-libraries-in-england-basic-dataset"
    vintage = "2016-07"
    layouts = (
        layout(
            "basic data set",
            required="key name authority postcode",
            key=("id", "library id"),
            name=("name", "library name"),
            authority=("authority id", "library service"),
            address=("address",),
            postcode=("postcode",),
            latitude=("lat", "latitude"),
            longitude=("lng", "lon", "longitude"),
            closed=("closed",),
            closed_year=("closed year",),
            opened_year=("opened year",),
        ),
    )

    def parse(self, row: Row) -> Listed:
        own_point, doubt = point(row["latitude"], row["longitude"])
        is_closed = row["closed"] in CLOSED
        return Listed(
            key=row["key"],
            name=name_of(row["name"]),
            postcode=row["postcode"],
            point=own_point,
            doubt=doubt,
            venue={
                "kind": Venue.Kind.LIBRARY.value,
                "is_closed": is_closed,
                "opened_year": year_of(row["opened_year"]),
                "closed_year": year_of(row["closed_year"]),
                "address": row["address"][:300],
            },
            service=(f"service:{row['authority']}", ""),
        )

    def with_services(self, rows: list[Incoming], placer: Placer) -> list[Incoming]:
        """Name each library service after the county that most of its libraries lie in."""
        counties: dict[str, Counter[str]] = defaultdict(Counter)
        for row in rows:
            county = placer.county_of(row.placement.district)
            counties[row.service[0]][county.name if county else ""] += 1
        return [replace(row, service=(row.service[0], service_name(counties[row.service[0]]))) for row in rows]


def year_of(text: str) -> int | None:
    """Return a year, or None: the list also says when in words."""
    return int(text) if re.fullmatch(r"[12][0-9]{3}", text) else None


def name_of(text: str) -> str:
    """Return a library's name: the list says only "Allenton", and nothing where it is not known."""
    return text if not text or "librar" in text.lower() else f"{text} Library"


def service_name(counties: Counter[str]) -> str:
    county = counties.most_common(1)[0][0]
    return f"{county} libraries" if county else "Library service"


SOURCE = Libraries()
