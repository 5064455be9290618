"""The first page: what is here in six numbers, how much of the region a partnership covers, what was added last."""

from dataclasses import dataclass

from maypole.directory.models import Entry, Offer
from maypole.directory.queries.entries import facets
from maypole.directory.queries.filters import Filters
from maypole.directory.queries.kinds import KINDS
from maypole.directory.queries.prices import price_of
from maypole.partnerships.queries.partnerships import partnerships_with_territories
from maypole.places.models import Containment, Place

NEWEST = 3


@dataclass(frozen=True)
class KeyCount:
    """A ribbon's end: a kind and how many there are."""

    kind: str
    title: str
    count: int


@dataclass(frozen=True)
class NewOffer:
    """An offer that was added lately, as a line of a list of places."""

    kind: str
    kind_title: str
    name: str
    path: str
    line: str
    detail: str
    is_pale: bool = False
    source: str = ""


@dataclass(frozen=True)
class PartnershipLine:
    name: str
    path: str
    area: str


@dataclass(frozen=True)
class HomePage:
    """Everything on the first page."""

    region: str
    keys: list[KeyCount]
    places: int
    with_offers: int
    schools: int
    schools_in_partnerships: int
    districts: int
    districts_covered: int
    partnerships: list[PartnershipLine]
    offers: list[NewOffer]

    @property
    def districts_alone(self) -> int:
        return self.districts - self.districts_covered


def home_page() -> HomePage:
    counts = facets(Filters())
    districts = Place.objects.current().of_kind(Place.Kind.DISTRICT)
    covered = Containment.objects.filter(outer__kind=Place.Kind.PARTNERSHIP, inner__in=districts)
    schools = Entry.objects.filter(is_closed=False, school__isnull=False)
    regions = list(Place.objects.of_kind(Place.Kind.REGION).values_list("name", flat=True)[:2])
    return HomePage(
        region=regions[0] if len(regions) == 1 else "England",
        keys=[KeyCount(kind.slug, kind.plural, counts.kind[kind.slug]) for kind in KINDS],
        places=counts.total,
        with_offers=counts.offers,
        schools=schools.count(),
        schools_in_partnerships=schools.filter(territory__isnull=False).count(),
        districts=districts.count(),
        districts_covered=covered.values("inner").distinct().count(),
        partnerships=[
            PartnershipLine(p.name, p.get_absolute_url(), p.area_text) for p in partnerships_with_territories()
        ],
        offers=newest_offers(),
    )


def newest_offers() -> list[NewOffer]:
    offers = Offer.objects.filter(state=Offer.State.OPEN, organisation__entries__is_closed=False).distinct()
    newest = offers.select_related("organisation").prefetch_related("organisation__entries")
    return [new_offer(offer) for offer in newest.order_by("-created_at", "title")[:NEWEST]]


def new_offer(offer: Offer) -> NewOffer:
    entry = offer.organisation.entries.all()[0]
    price = price_of(offer)
    return NewOffer(
        kind=entry.kind,
        kind_title=entry.get_kind_display(),
        name=offer.title,
        path=entry.path,
        line=" · ".join(part for part in (offer.organisation.name, entry.town) if part),
        detail=" · ".join(part for part in (f"{price.amount} {price.unit}".strip(), offer.get_where_display()) if part),
    )
