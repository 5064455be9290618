"""Services where they happen: which service at which place, found, counted and paged through by the database.

An offer happens at its venue, else at each open venue of its organisation, else at the organisation's own point; visits
likewise. Online offers and those in schools have no place, nor have people who work alone and receive nobody.
"""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, UUIDField, Value

from maypole.directory.models import Offer, Organisation, Venue
from maypole.directory.queries.services import (
    Service,
    ServiceFilters,
    offers_of,
    visits_id,
    visits_of,
    with_surroundings,
    with_visits,
)

AT_A_PLACE = (Offer.Where.WITH_US, Offer.Where.OUTDOORS)
NOBODY = Value(None, output_field=UUIDField())


@dataclass(frozen=True)
class AtLocation:
    """A service at one place: a venue, or the organisation's own point."""

    service: Service
    where: Venue | Organisation


@dataclass(frozen=True)
class Key:
    """What stands for a service at a place: the offer or, for visits, none; the organisation; the venue or none."""

    offer: uuid.UUID | None
    organisation: uuid.UUID
    venue: uuid.UUID | None

    @property
    def id(self) -> uuid.UUID:
        return at_id(self.offer or visits_id(self.organisation), self.venue or self.organisation)


def at_id(service: uuid.UUID, where: uuid.UUID) -> uuid.UUID:
    return uuid.uuid5(service, f"at:{where}")


def at_locations(filters: ServiceFilters, start: int, stop: int) -> list[AtLocation]:
    """Return the services at places from `start` to before `stop`; some fifteen queries, however many there are."""
    return fetched(keys(filters, start, stop))


def count_at_locations(filters: ServiceFilters) -> int:
    return sum(sort.count() for sort in sorts(filters))


def all_at_locations(filters: ServiceFilters, at_once: int = 500) -> Iterator[AtLocation]:
    """Yield every service at every place, some at a time."""
    start = 0
    while some := at_locations(filters, start, start + at_once):
        yield from some
        start += at_once


def at_location_of(wanted: uuid.UUID) -> AtLocation | None:
    """Return one service at one place by its id, which only tells what it was made of to who makes it again."""
    every = (Key(*row) for sort in sorts(ServiceFilters()) for row in sort.iterator())
    return next(iter(fetched([key for key in every if key.id == wanted][:1])), None)


def keys(filters: ServiceFilters, start: int, stop: int) -> list[Key]:
    """Return the keys from `start` to before `stop`, going through the sorts of places one after the other."""
    found: list[Key] = []
    for sort in sorts(filters):
        found += [Key(*row) for row in sort[max(0, start) : max(0, stop)]]
        number = sort.count()
        start, stop = start - number, stop - number
        if stop <= 0:
            break
    return found


def sorts(filters: ServiceFilters) -> list[QuerySet[Any, Any]]:
    """Return the keys in five sorts, none of which shares a key with another, each in a settled order."""
    placed = Q(organisation__latitude__isnull=False)
    offers = offers_of(filters).filter(receiving("organisation__"), where__in=AT_A_PLACE)
    visits = visits_of(filters).filter(receiving(""))
    without = offers.filter(venue=None)
    return [
        rows(offers.exclude(venue=None), "pk", "organisation_id", F("venue_id")),
        rows(
            without.filter(open_venue("organisation__venues__")), "pk", "organisation_id", F("organisation__venues__pk")
        ),
        rows(without.filter(placed, ~has_venue("organisation_id")), "pk", "organisation_id", NOBODY),
        rows(visits.filter(open_venue("venues__")), NOBODY, "pk", F("venues__pk")),
        rows(visits.filter(~has_venue("pk"), latitude__isnull=False), NOBODY, "pk", NOBODY),
    ]


def rows(found: QuerySet[Any], *parts: Any) -> QuerySet[Any, Any]:
    """Return the three parts of the keys, in the order of their ids."""
    named = {f"key_{at}": F(part) if isinstance(part, str) else part for at, part in enumerate(parts)}
    ordered = [name for name, part in named.items() if not isinstance(part, Value)]
    return found.annotate(**named).order_by(*ordered).values_list(*named)


def receiving(path: str) -> Q:
    """Leave out who works alone and has not said that the public may come."""
    return Q(**{f"{path}is_sole_practitioner": False}) | Q(**{f"{path}listing__is_public_venue": True})


def open_venue(path: str) -> Q:
    return Q(**{f"{path}is_closed": False, f"{path}latitude__isnull": False})


def has_venue(owner: str) -> Exists:
    return Exists(Venue.objects.filter(open_venue(""), organisation=OuterRef(owner)))


def fetched(found: list[Key]) -> list[AtLocation]:
    """Fetch what the keys stand for."""
    offers = with_surroundings(Offer.objects.all()).in_bulk({key.offer for key in found if key.offer})
    alone = with_visits(Organisation.objects.all()).in_bulk({key.organisation for key in found if not key.offer})
    venues = Venue.objects.select_related("district").in_bulk({key.venue for key in found if key.venue})
    return [at_location(key, offers, alone, venues) for key in found]


def at_location(
    key: Key,
    offers: Mapping[uuid.UUID, Offer],
    alone: Mapping[uuid.UUID, Organisation],
    venues: Mapping[uuid.UUID, Venue],
) -> AtLocation:
    offer = offers[key.offer] if key.offer else None
    organisation = offer.organisation if offer else alone[key.organisation]
    return AtLocation(Service(organisation, offer), venues[key.venue] if key.venue else organisation)
