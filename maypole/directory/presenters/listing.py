"""The page of one school or organisation: what lists say, what its owner says, and when each was last true."""

from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from maypole.accounts.models import Person
from maypole.core.models import Dataset
from maypole.directory.models import Accreditation, Entry, Listing, Offer, Organisation, Photo, School, Venue
from maypole.directory.models.periods import DEFAULT_MONTHS
from maypole.directory.permissions import may_keep, may_see_wants, owns
from maypole.directory.presenters.offers import OfferLine, offer_line
from maypole.directory.presenters.wants import WantLine, want_line
from maypole.directory.queries.bodies import Body, address_held, key_of, kind_of, listing_of
from maypole.directory.queries.entries import found
from maypole.directory.queries.fading import is_pale, months_by_district
from maypole.directory.queries.filters import Filters, Point
from maypole.directory.queries.kinds import KIND_OF, Kind
from maypole.directory.queries.listed import ListedPlace, listed
from maypole.directory.queries.photos import photos_shown
from maypole.directory.queries.wants import open_wants

K = Entry.Kind
NEARBY, NEARBY_KM = 4, 10
IN_FULL = {"NPO": "National portfolio organisation", "IPSO": "Investment principles support organisation"}
HIGHEST_FIRST = (K.ARTSMARK, K.MUSEUM, K.PORTFOLIO, K.AWARD, K.SCHOOL, K.OTHER)


@dataclass(frozen=True)
class Fact:
    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class PhotoLine:
    address: str
    alt: str
    credit: str
    width: int
    height: int


@dataclass(frozen=True)
class ListingPage:
    """Everything on the page that this reader may see."""

    kind: str
    key: str
    name: str
    entry_kind: Kind
    place: str
    near: str
    summary: str
    description: str
    is_school: bool
    is_invented: bool
    is_closed: bool
    closed_note: str
    is_pale: bool
    confirmed: str
    can_ask: bool
    may_keep: bool
    is_own: bool
    website: str
    offers: list[OfferLine] = field(default_factory=list)
    trust: list[Fact] = field(default_factory=list)
    contact: list[Fact] = field(default_factory=list)
    listed: list[Fact] = field(default_factory=list)
    venues: list[Fact] = field(default_factory=list)
    photos: list[PhotoLine] = field(default_factory=list)
    nearby: list[ListedPlace] = field(default_factory=list)
    wants: list[WantLine] = field(default_factory=list)
    source: str = ""


def listing_page(body: Body, reader: Person | AnonymousUser) -> ListingPage:
    """Return the page of a body for a reader."""
    listing = listing_of(body) or Listing()
    months = months_by_district().get(body.district_id or 0, DEFAULT_MONTHS)
    shown = is_place_shown(body, listing)
    offers = open_offers(body) if isinstance(body, Organisation) else []
    today = timezone.localdate()
    return ListingPage(
        kind=kind_of(body),
        key=key_of(body),
        name=body.name,
        entry_kind=entry_kind(body),
        place=(body.town if shown else "") or (body.district.name if body.district else ""),
        near=body.postcode if shown else "",
        summary=listing.summary,
        description=listing.description,
        is_school=isinstance(body, School),
        is_invented=body.is_invented,
        is_closed=is_closed(body),
        closed_note=closed_note(body, listing, today),
        is_pale=listing.pk is not None and not listing._state.adding and is_pale(listing, months, timezone.now()),
        confirmed=day(listing.confirmed_at.date()) if listing.confirmed_at else "",
        can_ask=bool(address_held(body)),
        may_keep=may_keep(reader, body),
        is_own=owns(reader, body),
        website=listing.website or body.website,
        offers=[offer_line(offer) for offer in offers],
        trust=trust(body, listing),
        contact=contact(body, listing, is_place_shown=shown),
        listed=official(body),
        venues=venue_facts(body) if isinstance(body, Organisation) else [],
        nearby=offers_near(body) if isinstance(body, School) else [],
        wants=wants_of(body, reader) if isinstance(body, School) else [],
        source=source(body.dataset),
        photos=[photo_line(photo) for photo in photos_shown(listing, today)] if not listing._state.adding else [],
    )


def open_offers(organisation: Organisation) -> list[Offer]:
    return list(organisation.offers.filter(state=Offer.State.OPEN))


def wants_of(school: School, reader: Person | AnonymousUser) -> list[WantLine]:
    """Return what a school would like, as far as this reader may see it."""
    return [want_line(want) for want in open_wants(school, only_public=not may_see_wants(reader, school))]


def offers_near(school: School) -> list[ListedPlace]:
    """Return the nearest places that offer something."""
    if school.latitude is None or school.longitude is None:
        return []
    near = Filters(point=Point(school.latitude, school.longitude), km=NEARBY_KM, has_offers=True)
    return [listed(entry) for entry in found(near)[:NEARBY]]


def entry_kind(body: Body) -> Kind:
    """Return the kind that leads the page: of several venues the one that stands highest in the key."""
    own = {"school": body} if isinstance(body, School) else {"organisation": body}
    kinds = set(Entry.objects.filter(**own).values_list("kind", flat=True))
    return next((KIND_OF[kind] for kind in HIGHEST_FIRST if kind in kinds), KIND_OF[Entry.Kind.OTHER])


def is_place_shown(body: Body, listing: Listing) -> bool:
    return isinstance(body, School) or not body.is_sole_practitioner or listing.is_public_venue


def is_closed(body: Body) -> bool:
    if isinstance(body, School):
        return body.status == School.Status.CLOSED
    return body.is_closed or body.closed_on is not None


def closed_note(body: Body, listing: Listing, today: date) -> str:
    """Say that it closed, or is closed for a while."""
    if is_closed(body):
        return f"It closed on {day(body.closed_on)}." if body.closed_on else "It has closed."
    if is_closed_for_a_while(listing, today):
        again = f"It is closed, and opens again on {day(listing.closed_until)}." if listing.closed_until else ""
        return f"{again or 'It is closed for now.'} {listing.closed_reason}".strip()
    return ""


def is_closed_for_a_while(listing: Listing, today: date) -> bool:
    """Return whether it is closed today; on the day on which it opens again it is open."""
    return bool(listing.closed_from and listing.closed_from <= today) and (
        listing.closed_until is None or today < listing.closed_until
    )


def trust(body: Body, listing: Listing) -> list[Fact]:
    """Return what it holds, from which list, and what was declared or seen. Nothing says approved."""
    holdings = Accreditation.objects.exclude(status=Accreditation.Status.ENDED).select_related("dataset", "venue")
    mine = holdings.filter(school=body) if isinstance(body, School) else holdings_of(body, holdings)
    facts = [Fact(held.get_scheme_display(), held_in_words(held), source(held.dataset)) for held in mine]
    if listing.safeguarding_declared_on:
        said = f"Declared by them, {day(listing.safeguarding_declared_on)}"
        facts.append(Fact("Safeguarding policy", said, "Not the same as “approved”. Ask to see it."))
    if listing.safeguarding_seen_on:
        said = f"Seen by {listing.safeguarding_seen_by}, {day(listing.safeguarding_seen_on)}"
        facts.append(Fact("Safeguarding policy, seen", said))
    return facts


def holdings_of(body: Organisation, holdings: QuerySet[Accreditation]) -> QuerySet[Accreditation]:
    return (holdings.filter(organisation=body) | holdings.filter(venue__organisation=body)).distinct()


def held_in_words(held: Accreditation) -> str:
    level = IN_FULL.get(held.level, held.level) or held.get_status_display()
    return f"{level} ({held.venue.name})" if held.venue else level


def contact(body: Body, listing: Listing, *, is_place_shown: bool) -> list[Fact]:
    """Return how to reach it. Addresses of people are never among it: enquiries are passed on."""
    where = ", ".join(part for part in (body.address, body.town, body.postcode) if part) if is_place_shown else ""
    hidden = "" if is_place_shown else "They work alone, so only the district is shown."
    district = body.district.name if body.district else ""
    telephone = listing.telephone or (body.telephone if isinstance(body, School) else "")
    facts = [
        Fact("Where", where or district, hidden),
        Fact(listing.contact_role or "Telephone", telephone),
        Fact("Open", listing.opening),
        Fact("Getting in", listing.access),
        Fact("Getting there", listing.travel),
    ]
    return [fact for fact in facts if fact.value]


def official(body: Body) -> list[Fact]:
    """Return what official lists say; the page says under them all which list, and its date."""
    if isinstance(body, School):
        return [fact for fact in school_facts(body) if fact.value]
    numbers = body.identifiers.filter(scheme__startswith="GB-").order_by("scheme")
    return [Fact("Registered as", f"{each.scheme} {each.value}") for each in numbers]


def school_facts(school: School) -> list[Fact]:
    ages = f"{school.low_age} to {school.high_age}" if school.low_age is not None and school.high_age else ""
    before = ", ".join(link.predecessor.name for link in school.predecessor_links.select_related("predecessor"))
    after = ", ".join(link.successor.name for link in school.successor_links.select_related("successor"))
    return [
        Fact("Ages", ages),
        Fact("Pupils", f"{school.roll:,}" if school.roll else ""),
        Fact("Kind of school", school.school_type or school.get_phase_display()),
        Fact("Trust", school.trust),
        Fact("Authority", school.authority.name if school.authority else school.authority_name),
        Fact("Number (URN)", str(school.urn)),
        Fact("Before that", before),
        Fact("Went on as", after),
    ]


def venue_facts(organisation: Organisation) -> list[Fact]:
    """Return its places, unless there is only one and it has the same name."""
    venues = list(organisation.venues.all())
    if len(venues) == 1 and venues[0].name == organisation.name and not venues[0].subject:
        return []
    return [venue_fact(venue) for venue in venues]


def venue_fact(venue: Venue) -> Fact:
    label = f"{venue.get_kind_display()}{', closed' if venue.is_closed else ''}"
    return Fact(label, venue.name, ", ".join(part for part in (venue.town, venue.subject) if part))


def photo_line(photo: Photo) -> PhotoLine:
    return PhotoLine(photo.image.url, photo.alt, photo.credit, photo.width, photo.height)


def source(dataset: Dataset | None) -> str:
    if dataset is None:
        return ""
    return f"From {dataset.title}, {dataset.vintage}" if dataset.vintage else f"From {dataset.title}"


def day(on: date) -> str:
    return date_format(on, "j F Y")
