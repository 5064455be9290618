"""The places as files: rows for CSV and features for GeoJSON, of what may be passed on and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from maypole.directory.artforms import ArtForm
from maypole.directory.key_stages import KeyStage
from maypole.directory.models import Entry
from maypole.directory.queries.entries import found, matching
from maypole.directory.queries.filters import Filters
from maypole.directory.queries.kinds import KIND_OF, level_title

COLUMNS = (
    "name", "kind", "level", "town", "postcode", "district", "county", "partnership", "key_stages", "art_forms",
    "offers", "latitude", "longitude", "point", "listing", "source", "invented",
)  # fmt: skip
RISKY = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Share:
    """What may be passed on of what was asked for, and how many may not."""

    rows: Iterator[dict[str, Any]]
    count: int
    left_out: int

    @property
    def said(self) -> str:
        """Say how many there are and how many are left out, and why."""
        text = f"{self.count} places"
        if self.left_out:
            text += f"; {self.left_out} more are left out, because their list’s licence does not let us pass them on"
        return text


def share(filters: Filters) -> Share:
    """Return the rows in the order of the list; two counts and one query."""
    total = matching(filters).count()
    passable = found(filters).filter(may_pass_on=True).select_related("district", "county", "territory")
    count = matching(filters).filter(may_pass_on=True).count()
    return Share((row(entry) for entry in passable.iterator(chunk_size=2000)), count, total - count)


def row(entry: Entry) -> dict[str, Any]:
    """Return one place; "Invented" stands in each row of invented data."""
    stages = [stage.title for stage in KeyStage if entry.key_stages & stage.bit]
    forms = [form.title for form in ArtForm if entry.artforms & form.bit]
    return {
        "name": entry.name,
        "kind": KIND_OF[entry.kind].title,
        "level": level_title(entry.level) if entry.level else "",
        "town": entry.town,
        "postcode": entry.postcode,
        "district": entry.district.name if entry.district else "",
        "county": entry.county.name if entry.county else "",
        "partnership": entry.territory.name if entry.territory else "",
        "key_stages": "; ".join(stages),
        "art_forms": "; ".join(forms),
        "offers": entry.offers,
        "latitude": degrees(entry.latitude),
        "longitude": degrees(entry.longitude),
        "point": "of its district" if entry.is_point_of_district else "own" if entry.latitude else "",
        "listing": f"{settings.SITE_URL}{entry.path}",
        "source": entry.source,
        "invented": "Invented" if entry.is_invented else "",
    }


def degrees(value: float | None) -> float | None:
    """Return a coordinate to the metre, which is as well as anybody knows it."""
    return None if value is None else round(value, 5)


def cells(row: dict[str, Any]) -> list[Any]:
    """Return a row for a spreadsheet, in which no text can pass for a formula."""
    return [f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value for value in row.values()]


def feature(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row as a GeoJSON feature; one without a point has no geometry, and stays in."""
    latitude, longitude = row["latitude"], row["longitude"]
    properties = {name: value for name, value in row.items() if name not in ("latitude", "longitude")}
    geometry = None if latitude is None else {"type": "Point", "coordinates": [longitude, latitude]}
    return {"type": "Feature", "geometry": geometry, "properties": properties}
