"""Which districts an area is or holds, and which schools: those are asked of the directory."""

from collections.abc import Sequence

from maypole.directory.queries.inside import OPEN, open_schools, schools_inside, schools_perhaps_inside
from maypole.places.models import Place
from maypole.places.queries.areas import districts_of

__all__ = ["OPEN", "districts_in", "open_schools", "schools_inside", "schools_perhaps_inside"]


def districts_in(places: Sequence[Place]) -> list[Place]:
    """Return the districts of today that these areas are or hold, by name."""
    return list(Place.objects.current().filter(pk__in=districts_of(places)).order_by("name"))
