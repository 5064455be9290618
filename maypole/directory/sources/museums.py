"""Mapping Museums: every museum of the United Kingdom since 1960, open and closed, accredited and not."""

import re

from maypole.core.ingest.errors import BadValue
from maypole.core.ingest.layouts import layout
from maypole.core.ingest.source import Download
from maypole.core.ingest.tables import Row
from maypole.core.ingest.values import point
from maypole.directory.artforms import ArtForm
from maypole.directory.models import Accreditation, Venue
from maypole.directory.sources._listed import Listed, ListOfBodies

STILL_OPEN = "9999"


class Museums(ListOfBodies):
    slug = "museums"
    title = "Mapping Museums"
    publisher = "Mapping Museums, Birkbeck, University of London"
    licence = "Creative Commons Attribution 4.0"
    licence_url = "https://creativecommons.org/licenses/by/4.0/"
    page = "https://museweb.dcs.bbk.ac.uk/data"
    downloads = (
        Download("https://museweb.dcs.bbk.ac.uk/static/download/MappingMuseumsData.csv", "mapping-museums.csv"),
    )
    layouts = (
        layout(
            "mapping museums",
            required="key name closed accreditation",
            key=("museum id",),
            name=("name of museum",),
            alias=("alternative museum name",),
            address1=("address line 1",),
            address2=("address line 2",),
            address3=("address line 3",),
            town=("village, town or city", "town or city"),
            postcode=("postcode",),
            latitude=("latitude",),
            longitude=("longitude",),
            accreditation=("accreditation",),
            subject=("subject matter",),
            opened=("year opened",),
            closed=("year closed",),
        ),
    )

    def parse(self, row: Row) -> Listed:
        own_point, doubt = point(row["latitude"], row["longitude"])
        closed = year_of(row["closed"], "Year_closed")
        accreditation = row["accreditation"].lower()
        if accreditation not in ("accredited", "unaccredited"):
            raise BadValue("Accreditation", f'"{row["accreditation"][:40]}" is neither Accredited nor Unaccredited.')
        address = ", ".join(part for part in (row["address1"], row["address2"], row["address3"]) if part)
        return Listed(
            key=row["key"],
            name=row["name"],
            postcode=row["postcode"],
            point=own_point,
            doubt=doubt,
            aliases=(row["alias"],) if row["alias"] else (),
            identifiers=(("mapping-museums", row["key"]),),
            organisation={
                "also_known_as": row["alias"][:300],
                "artforms": [ArtForm.MUSEUMS.value],
                "address": address[:300],
                "town": row["town"][:100],
                "is_closed": closed is not None,
            },
            venue={
                "kind": Venue.Kind.MUSEUM.value,
                "is_closed": closed is not None,
                "opened_year": year_of(row["opened"], "Year_opened"),
                "closed_year": closed,
                "subject": row["subject"].replace("_", " ").replace("-", ": ", 1)[:200],
                "address": address[:300],
                "town": row["town"][:100],
            },
            accreditation=held(closed is not None) if accreditation == "accredited" else {},
        )


def held(is_closed: bool) -> dict[str, str]:
    status = Accreditation.Status.ENDED if is_closed else Accreditation.Status.HELD
    return {"scheme": Accreditation.Scheme.MUSEUM.value, "status": status.value}


def year_of(text: str, column: str) -> int | None:
    """Return the first year of a range such as "1960:1984", or None where it has not come to an end."""
    found = re.match(r"(\d{4})(:\d{4})?$", text.strip())
    if not found:
        raise BadValue(column, f'"{text[:20]}" is not a year or a range of years.')
    return None if found.group(1) == STILL_OPEN else int(found.group(1))


SOURCE = Museums()
