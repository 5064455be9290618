"""The values of indicators that are kept, with the dates of what they rest on."""

from collections.abc import Collection, Mapping

from maypole.atlas.indicators import Indicator
from maypole.atlas.models import AreaValues, Calculation
from maypole.atlas.queries.adding import AreaValue
from maypole.core.models import Dataset
from maypole.directory.models import School
from maypole.places.models import Place
from maypole.places.queries.areas import districts_of

Kind = Place.Kind
INVENTED = "*"


def last_calculation() -> Calculation | None:
    return Calculation.objects.first()


def values_of(places: Collection[Place]) -> dict[int, dict[str, AreaValue]]:
    """Return the values of these areas by place and slug; an area that was never worked out has none."""
    rows = AreaValues.objects.filter(place__in=places)
    return {row.place_id: {slug: AreaValue(*value) for slug, value in row.values.items()} for row in rows}


def row_of(place: Place) -> AreaValues | None:
    return AreaValues.objects.filter(place=place).first()


def values_by_area(slug: str) -> list[tuple[Place, AreaValue]]:
    """Return an indicator of every region, county and district that has schools, larger kinds first, by name."""
    order = [Kind.COUNTRY, Kind.REGION, Kind.COUNTY, Kind.PARTNERSHIP, Kind.DISTRICT]
    rows = AreaValues.objects.filter(place__kind__in=order, place__valid_to__isnull=True).select_related("place")
    found = [(row.place, AreaValue(*row.values[slug])) for row in rows if slug in row.values]
    return sorted(found, key=lambda one: (order.index(Kind(one[0].kind)), one[0].name))


def dated_lists() -> dict[str, str]:
    """Return each list that was taken in with its date, by slug; the invented one where the sample stands here."""
    held = {one.slug: f"{one.title}, {one.vintage or 'date not known'}" for one in Dataset.objects.order_by("title")}
    invented = Dataset.objects.filter(is_invented=True).first()
    return held | ({INVENTED: held[invented.slug]} if invented else {})


def dates_of(indicator: Indicator, lists: Mapping[str, str]) -> list[str]:
    """Return the lists that an indicator rests on with their dates, as far as they were taken in."""
    found = [words for slug, words in lists.items() if slug in indicator.datasets]
    return found or ([lists[INVENTED]] if INVENTED in lists else [])


def areas_of_school(school: School) -> list[Place]:
    """Return the area that a school is known to be in, its district or else its authority, and what is larger."""
    home = school.district or school.authority
    return [home, *larger_areas(home)] if home else []


def larger_areas(place: Place) -> list[Place]:
    """Return the region that holds a place, and England once several regions are here."""
    regions = Place.objects.of_kind(Kind.REGION).filter(holds__inner_id__in=districts_of([place]))
    return [*regions.distinct().order_by("name")[:1], *Place.objects.of_kind(Kind.COUNTRY)]
