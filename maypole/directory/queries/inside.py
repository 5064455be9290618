"""Which schools an area holds: those of its districts, and those of no known district whose authority lies wholly inside."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from maypole.directory.models import School
from maypole.places.models import Containment, Place
from maypole.places.queries.areas import districts_of

Kind = Place.Kind
MOST_UNPLACED = 0.2
OPEN = (School.Status.OPEN, School.Status.CLOSING)


def too_many_unplaced(unplaced: int, schools: int, perhaps: int = 0) -> bool:
    """Whether more than a fifth of the schools have no point: then no rate, inequality or plan of them is published.

    perhaps   schools of no known district that may be among them
    """
    return bool(unplaced + perhaps > MOST_UNPLACED * (schools + perhaps))


def open_schools() -> QuerySet[School]:
    return School.objects.filter(status__in=OPEN)


def schools_inside(places: Sequence[Place]) -> QuerySet[School]:
    """Return the open schools of these areas. A country holds all."""
    if any(place.kind == Kind.COUNTRY for place in places):
        return open_schools()
    districts = districts_of(places)
    authorities = districts | counties_inside(districts)
    return open_schools().filter(Q(district_id__in=districts) | Q(district__isnull=True, authority_id__in=authorities))


def schools_perhaps_inside(places: Sequence[Place]) -> QuerySet[School]:
    """Return the open schools of no known district whose authority lies partly in these areas: nobody knows which do."""
    districts = districts_of(places)
    partly = {county for county, inside in districts_of_counties().items() if inside & districts and inside - districts}
    return open_schools().filter(district__isnull=True, authority_id__in=partly)


def counties_inside(districts: set[int]) -> set[int]:
    """Return the counties all of whose districts are among these."""
    return {county for county, inside in districts_of_counties().items() if inside <= districts}


def districts_of_counties() -> dict[int, set[int]]:
    """Return the districts of today that each county holds."""
    held: dict[int, set[int]] = {}
    links = Containment.objects.filter(outer__kind=Kind.COUNTY, inner__kind=Kind.DISTRICT, inner__valid_to__isnull=True)
    for outer, inner in links.values_list("outer_id", "inner_id"):
        held.setdefault(outer, set()).add(inner)
    return held
