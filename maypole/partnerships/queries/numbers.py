"""How many of each kind stand in a partnership's territory."""

from dataclasses import dataclass

from django.db.models import Count

from maypole.directory.models import Entry
from maypole.partnerships.models import Partnership


@dataclass(frozen=True)
class KindCount:
    """A kind of the key and how many there are."""

    kind: str
    title: str
    count: int


def counts_by_kind(partnership: Partnership) -> tuple[KindCount, ...]:
    """Return a count for each kind of the key, zero included."""
    found = dict(
        Entry.objects.filter(territory=partnership.territory, is_closed=False)
        .values_list("kind")
        .annotate(count=Count("id"))
    )
    return tuple(KindCount(kind.value, kind.label, found.get(kind.value, 0)) for kind in Entry.Kind)
