"""Write areas, their outlines, what holds them and what became of them; only differences are written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from shapely.geometry.base import BaseGeometry

from maypole.core.models import Dataset
from maypole.places.models import Boundary, Containment, Place, Succession

AT_ONCE = 2_000
MOVED = ("name", "latitude", "longitude", "dataset_id", "is_invented")


@dataclass(frozen=True)
class Area:
    """An area as a list has it."""

    code: str
    name: str
    outline: BaseGeometry | None = None

    @property
    def point(self) -> tuple[float | None, float | None]:
        """Return the latitude and longitude of a point well inside."""
        if self.outline is None:
            return None, None
        inside = self.outline.representative_point()
        return round(inside.y, 6), round(inside.x, 6)


@dataclass(frozen=True)
class Outcome:
    """Which codes were new and which changed; every other was there already, the same."""

    new: frozenset[str]
    changed: frozenset[str]


@transaction.atomic
def put_areas(*, kind: str, areas: Mapping[str, Area], dataset: Dataset) -> Outcome:
    """Make or rename places of a kind, by code; an area without an outline keeps the point it has."""
    known = {place.code: place for place in Place.objects.of_kind(kind).filter(code__in=areas) if place.code in areas}
    new = [made(kind, area, dataset) for code, area in areas.items() if code not in known]
    Place.objects.bulk_create(new, batch_size=AT_ONCE)
    changed = [place for code, place in known.items() if is_moved(place, areas[code], dataset)]
    Place.objects.bulk_update(changed, [name.removesuffix("_id") for name in MOVED], batch_size=AT_ONCE)
    return Outcome(frozenset(place.code for place in new), frozenset(place.code for place in changed))


def made(kind: str, area: Area, dataset: Dataset) -> Place:
    latitude, longitude = area.point
    return Place(
        kind=kind, code=area.code, name=area.name[:200], latitude=latitude, longitude=longitude, dataset=dataset
    )


def is_moved(place: Place, area: Area, dataset: Dataset) -> bool:
    """Put what the list says on the place, and return whether that changed anything."""
    before = [getattr(place, name) for name in MOVED]
    place.name = area.name[:200] or place.name
    place.is_invented = False
    place.dataset_id = place.dataset_id or dataset.pk
    if area.outline is not None:
        place.latitude, place.longitude = area.point
        place.dataset_id = dataset.pk
    return before != [getattr(place, name) for name in MOVED]


@transaction.atomic
def put_outlines(
    *, kind: str, areas: Mapping[str, Area], dataset: Dataset | None, is_approximate: bool = False
) -> set[str]:
    """Keep the outlines of places that stand already, and return the codes whose outline is new or changed."""
    places = dict(Place.objects.of_kind(kind).values_list("code", "pk"))
    kept = {
        pk: (bytes(wkb), approximate)
        for pk, wkb, approximate in Boundary.objects.filter(place__kind=kind).values_list(
            "place_id", "wkb", "is_approximate"
        )
    }
    drawn = {code: area for code, area in areas.items() if area.outline is not None}
    changed = {code for code, area in drawn.items() if kept.get(places[code]) != (area.outline.wkb, is_approximate)}  # type: ignore[union-attr]
    Boundary.objects.bulk_create(
        [outlined(places[code], drawn[code].outline, dataset, is_approximate) for code in sorted(changed)],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["place"],
        update_fields=["wkb", "west", "south", "east", "north", "is_approximate", "dataset"],
    )
    return changed


def outlined(place_id: int, outline: BaseGeometry | None, dataset: Dataset | None, is_approximate: bool) -> Boundary:
    """Return the boundary of a place."""
    assert outline is not None
    west, south, east, north = outline.bounds
    return Boundary(
        place_id=place_id,
        wkb=outline.wkb,
        west=west,
        south=south,
        east=east,
        north=north,
        is_approximate=is_approximate,
        dataset=dataset,
    )


@transaction.atomic
def put_containments(*, pairs: Iterable[tuple[int, int]]) -> int:
    """Record which place holds which, as (outer, inner); return how many were new."""
    wanted = set(pairs)
    new = wanted - set(Containment.objects.values_list("outer_id", "inner_id"))
    Containment.objects.bulk_create([Containment(outer_id=o, inner_id=i) for o, i in sorted(new)], batch_size=AT_ONCE)
    return len(new)


@transaction.atomic
def put_successions(*, changes: Mapping[tuple[int, int], str]) -> int:
    """Record which place took the place of which, as (old, new), and how; return how many were new."""
    new = changes.keys() - set(Succession.objects.values_list("old_id", "new_id"))
    Succession.objects.bulk_create(
        [Succession(old_id=old, new_id=later, change=changes[old, later]) for old, later in sorted(new)],
        batch_size=AT_ONCE,
    )
    return len(new)
