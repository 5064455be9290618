"""Offers as services: what the Open Referral interface lists, counts and pages through.

An offer is a service. An open organisation without an offer is one service, "Contact and visits". Schools are none.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from maypole.directory.artforms import ArtForm
from maypole.directory.key_stages import KeyStage
from maypole.directory.models import Entry, Offer, Organisation

AROUND_OFFER = ("organisation__listing", "organisation__district", "venue__district")
MOST_WORDS = 12
SAID_OF_ORGANISATION = ("name", "also_known_as", "town", "listing__summary", "listing__description")
SAID_OF_OFFER = ("title", "summary", "description", "organisation__name", "organisation__town")
TAXONOMIES = {"artforms": ArtForm, "key_stages": KeyStage}


@dataclass(frozen=True)
class Service:
    """An offer, or an organisation's "Contact and visits" where `offer` is None."""

    organisation: Organisation
    offer: Offer | None

    @property
    def id(self) -> uuid.UUID:
        return self.offer.id if self.offer else visits_id(self.organisation.id)


@dataclass(frozen=True)
class ServiceFilters:
    """What is asked for; ages in years, `km` with a point."""

    search: str = ""
    terms: tuple[str, ...] = ()
    taxonomy: str = ""
    minimum_age: float | None = None
    maximum_age: float | None = None
    is_timed: bool = False
    organisation: uuid.UUID | None = None
    modified_after: datetime | None = None
    ids: tuple[uuid.UUID, ...] | None = None


def visits_id(organisation: uuid.UUID) -> uuid.UUID:
    """Return the id of an organisation's "Contact and visits"."""
    return uuid.uuid5(organisation, "contact-and-visits")


def open_organisations() -> QuerySet[Organisation]:
    """Return the organisations that are open and whose list may be passed on."""
    passes_on = Entry.objects.filter(organisation=OuterRef("pk"), may_pass_on=True, is_closed=False)
    return Organisation.objects.open().filter(Exists(passes_on))


def offers_of(filters: ServiceFilters) -> QuerySet[Offer]:
    """Return the offers that pass, in the order of their id."""
    offers = Offer.objects.filter(state=Offer.State.OPEN, organisation__in=open_organisations())
    offers = offers.annotate(art=Cast("artforms", TextField()), stages=Cast("key_stages", TextField()))
    if filters.ids is not None:
        offers = offers.filter(organisation_id__in=filters.ids)
    offers = offers.filter(saying(filters.search, *SAID_OF_OFFER))
    if filters.organisation:
        offers = offers.filter(organisation_id=filters.organisation)
    if filters.modified_after:
        offers = offers.filter(updated_at__gte=filters.modified_after)
    offers = of_ages(of_terms(offers, filters), filters)
    # No offer has a timetable, so a question for a day or an hour finds none rather than all.
    return offers.none() if filters.is_timed else offers.order_by("id")


def saying(search: str, *columns: str) -> Q:
    """Return what finds the rows that say every word in one of these columns or another; nothing asked finds all."""
    found = Q()
    for word in search.split()[:MOST_WORDS]:
        found &= reduce(or_, (Q(**{f"{column}__icontains": word}) for column in columns))
    return found


def of_terms(offers: QuerySet[Offer], filters: ServiceFilters) -> QuerySet[Offer]:
    for slug in filters.terms:
        offers = offers.filter(Q(art__contains=f'"{slug}"') | Q(stages__contains=f'"{slug}"'))
    if filters.taxonomy:
        column = {"artforms": "art", "key_stages": "stages"}.get(filters.taxonomy)
        offers = offers.exclude(**{column: "[]"}) if column else offers.none()
    return offers


def of_ages(offers: QuerySet[Any], filters: ServiceFilters) -> QuerySet[Any]:
    """Keep the offers whose youngest and oldest pupils stand within the ages asked for."""
    if filters.minimum_age is None and filters.maximum_age is None:
        return offers
    youngest = -1 if filters.minimum_age is None else filters.minimum_age
    oldest = 1_000 if filters.maximum_age is None else filters.maximum_age
    for stage in KeyStage:
        if stage.ages[0] < youngest or stage.ages[1] > oldest:
            offers = offers.exclude(stages__contains=f'"{stage.value}"')
    return offers.exclude(stages="[]")


def visits_of(filters: ServiceFilters) -> QuerySet[Organisation]:
    """Return the organisations whose one service is "Contact and visits", in the order of their id."""
    open_offers = Offer.objects.filter(organisation=OuterRef("pk"), state=Offer.State.OPEN)
    found = open_organisations().filter(~Exists(open_offers)).annotate(art=Cast("artforms", TextField()))
    if filters.is_timed or filters.minimum_age is not None or filters.maximum_age is not None:
        return found.none()
    if filters.ids is not None:
        found = found.filter(pk__in=filters.ids)
    found = found.filter(saying(filters.search, *SAID_OF_ORGANISATION))
    if filters.organisation:
        found = found.filter(pk=filters.organisation)
    if filters.modified_after:
        found = found.filter(listing__updated_at__gte=filters.modified_after)
    for slug in filters.terms:
        found = found.filter(art__contains=f'"{slug}"')
    if filters.taxonomy:
        found = found.exclude(art="[]") if filters.taxonomy == "artforms" else found.none()
    return found.order_by("id")


def count_services(filters: ServiceFilters) -> int:
    return offers_of(filters).count() + visits_of(filters).count()


def services(filters: ServiceFilters, start: int, stop: int) -> list[Service]:
    """Return the services from `start` to before `stop`: offers first, then visits; six queries or fewer."""
    offers = offers_of(filters)
    number = offers.count()
    found = [Service(offer.organisation, offer) for offer in with_surroundings(offers)[start:stop]]
    if stop > number:
        visits = with_visits(visits_of(filters))
        found += [Service(o, None) for o in visits[max(0, start - number) : stop - number]]
    return found


def with_surroundings(offers: QuerySet[Offer]) -> QuerySet[Offer]:
    """Fetch with the offers whatever their services tell of."""
    return offers.select_related(*AROUND_OFFER).prefetch_related(
        "organisation__venues__district", "organisation__identifiers", "organisation__accreditations"
    )


def with_visits(organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Fetch with the organisations whatever their "Contact and visits" tells of."""
    found = organisations.select_related("listing", "district")
    return found.prefetch_related("venues__district", "identifiers", "accreditations")


def all_services(filters: ServiceFilters, at_once: int = 500) -> Iterator[Service]:
    """Yield every service, some at a time."""
    start = 0
    while some := services(filters, start, start + at_once):
        yield from some
        start += at_once


def services_of(organisations: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Service]]:
    """Return the services of each of these organisations."""
    own: dict[uuid.UUID, list[Service]] = defaultdict(list)
    for service in all_services(ServiceFilters(ids=tuple(organisations))):
        own[service.organisation.pk].append(service)
    return own


def service_of(service_id: uuid.UUID) -> Service | None:
    """Return one service by its id."""
    offer = with_surroundings(offers_of(ServiceFilters())).filter(pk=service_id).first()
    if offer:
        return Service(offer.organisation, offer)
    ids = visits_of(ServiceFilters()).values_list("pk", flat=True)
    owner = next((pk for pk in ids if visits_id(pk) == service_id), None)
    found = services(replace(ServiceFilters(), organisation=owner), 0, 1) if owner else []
    return found[0] if found else None
