"""A place as a line of a list: its kind, what it is called, where it is, and how far away."""

from dataclasses import dataclass
from math import sqrt

from maypole.directory.models import Entry
from maypole.directory.queries.kinds import KIND_OF, level_title


@dataclass(frozen=True)
class ListedPlace:
    """A place in the list."""

    kind: str
    kind_title: str
    name: str
    path: str
    line: str
    detail: str
    is_pale: bool
    source: str


def listed(entry: Entry) -> ListedPlace:
    """Return a line of the list; how far it is stands in it where somebody asked what is near."""
    square_km = getattr(entry, "square_km", None)
    kind = KIND_OF[entry.kind]
    title = f"{kind.title} ({level_title(entry.level)})" if entry.level else kind.title
    said = [title, entry.town, "" if square_km is None else kilometres(sqrt(square_km))]
    about = [entry.detail, "Shown at the middle of its district" if entry.is_point_of_district else ""]
    return ListedPlace(
        kind=entry.kind,
        kind_title=kind.title,
        name=entry.name,
        path=entry.path,
        line=" · ".join(part for part in said if part),
        detail=" · ".join(part for part in about if part),
        is_pale=entry.is_pale,
        source=entry.source,
    )


def kilometres(km: float) -> str:
    return f"{km:.1f} km" if km < 5 else f"{km:.0f} km"
