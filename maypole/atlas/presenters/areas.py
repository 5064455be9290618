"""The page of a county, district or neighbourhood: what holds it, who is there, what is measured, from which list."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from maypole.directory.models import Entry
from maypole.directory.queries.kind_counts import KindCount, counts_by_kind
from maypole.places.models import Containment, IndicatorValue, Place

Kind = Place.Kind
WITH_ENTRIES = (Kind.COUNTY, Kind.DISTRICT)


@dataclass(frozen=True)
class AreaLink:
    """Another area, with its page."""

    name: str
    path: str
    kind: str


@dataclass(frozen=True)
class Measure:
    """Something measured about the area, with its source and date."""

    title: str
    value: str
    decile: str
    source: str
    flag: str


@dataclass(frozen=True)
class AreaPage:
    """Everything on the page."""

    name: str
    code: str
    kind: str
    is_former: bool
    is_invented: bool
    became: tuple[AreaLink, ...]
    held_by: tuple[AreaLink, ...]
    holds: tuple[AreaLink, ...]
    counts: tuple[KindCount, ...]
    measures: tuple[Measure, ...]
    outline: str
    map_path: str


def area_page(place: Place) -> AreaPage:
    """Return the page of a place."""
    has_entries = place.kind in WITH_ENTRIES
    return AreaPage(
        name=place.name,
        code=place.code,
        kind=place.get_kind_display(),
        is_former=place.valid_to is not None,
        is_invented=place.is_invented,
        became=tuple(link(succession.new) for succession in place.successions.select_related("new")),
        held_by=links(place.held_by.select_related("outer"), "outer"),
        holds=links(place.holds.exclude(inner__kind__in=[Kind.LSOA11, Kind.LSOA21]).select_related("inner"), "inner"),
        counts=counts_by_kind(Entry.objects.filter(Q(county=place) | Q(district=place))) if has_entries else (),
        measures=tuple(measure(value) for value in values_of(place)),
        outline=outline_of(place),
        map_path=f"/map/?area={place.code}" if has_entries else "",
    )


def link(place: Place) -> AreaLink:
    is_partnership = place.kind == Kind.PARTNERSHIP
    path = f"/partnerships/{place.code}/" if is_partnership else place.get_absolute_url()
    return AreaLink(place.name, path, place.get_kind_display())


def links(containments: QuerySet[Containment], end: str) -> tuple[AreaLink, ...]:
    """Return the places at one end of containments, larger kinds first, then by name."""
    order = list(Kind.values)
    places = [getattr(containment, end) for containment in containments]
    return tuple(link(place) for place in sorted(places, key=lambda p: (order.index(p.kind), p.name)))


def values_of(place: Place) -> list[IndicatorValue]:
    """Return what is measured about a place, with its indicator and data set."""
    return list(place.values.select_related("indicator__dataset").order_by("indicator__title", "-vintage"))


def measure(value: IndicatorValue) -> Measure:
    indicator = value.indicator
    number = f"{value.value:,.0f}" if value.value == int(value.value) else f"{value.value:,.2f}"
    return Measure(
        title=indicator.title,
        value=f"{number} ({indicator.unit})",
        decile=f"{value.decile} of 10" if value.decile else "",
        source=f"{indicator.dataset.title}, {value.vintage}",
        flag=value.flag,
    )


def outline_of(place: Place) -> str:
    """Return where the outline is from, in words."""
    boundary = getattr(place, "boundary", None)
    if boundary is None:
        return "None yet"
    return "Approximate, made from postcodes" if boundary.is_approximate else f"From {boundary.dataset}"
