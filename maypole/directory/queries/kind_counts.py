"""How many of each kind of the key there are among some entries."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from maypole.directory.models import Entry
from maypole.directory.queries.kinds import KINDS


@dataclass(frozen=True)
class KindCount:
    """A kind of the key and how many there are."""

    kind: str
    title: str
    count: int


def counts_by_kind(entries: QuerySet[Entry]) -> tuple[KindCount, ...]:
    """Return a count of the open ones for each kind of the key, zero included."""
    found = dict(entries.filter(is_closed=False).order_by().values_list("kind").annotate(Count("id")))
    return tuple(KindCount(kind.slug, kind.title, found.get(kind.slug, 0)) for kind in KINDS)
