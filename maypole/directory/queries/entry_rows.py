"""Derive the rows of the map and the list from schools, organisations, venues, what they hold and what they offer."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.text import slugify

from maypole.core.models import Dataset
from maypole.directory.artforms import ArtForm
from maypole.directory.key_stages import KeyStage, stages_between
from maypole.directory.models import Accreditation, Entry, Listing, Offer, Organisation, School, Venue
from maypole.directory.models.periods import DEFAULT_MONTHS
from maypole.directory.models.placed import Placed
from maypole.directory.queries.fading import is_pale, months_by_district
from maypole.places.models import Place
from maypole.places.queries.areas import holders

Scheme, Status, Kind = Accreditation.Scheme, Accreditation.Status, Entry.Kind
AWARDS = (Scheme.ARTS_AWARD_CENTRE, Scheme.ARTS_AWARD_SUPPORTER)


@dataclass(frozen=True)
class Surroundings:
    """What every row asks of its district, read once: county, territory and how long a confirmation lasts there."""

    now: datetime
    county_of: Mapping[int, Place]
    territory_of: Mapping[int, Place]
    months_of: Mapping[int, int]


def surroundings(*, now: datetime) -> Surroundings:
    """Read what holds each district; four queries."""
    district, county, partnership = Place.Kind.DISTRICT, Place.Kind.COUNTY, Place.Kind.PARTNERSHIP
    return Surroundings(now, holders(district, county), holders(district, partnership), months_by_district())


def school_rows(around: Surroundings, urns: Collection[int] | None = None) -> Iterator[Entry]:
    """Yield a row for each school, or for those of these URNs; closed ones too."""
    schools = School.objects.select_related("listing").prefetch_related("dataset", "district", held())
    if urns is not None:
        schools = schools.filter(urn__in=urns)
    for school in schools.iterator(chunk_size=2000):
        yield school_row(school, around)


def organisation_rows(around: Surroundings, ids: Collection[UUID] | None = None) -> Iterator[Entry]:
    """Yield a row for each venue of each organisation, or one for an organisation without a venue."""
    organisations = Organisation.objects.distinct_bodies().select_related("dataset", "listing", "district")
    if ids is not None:
        organisations = organisations.filter(id__in=ids)
    venues = Venue.objects.select_related("dataset", "district").prefetch_related(held())
    offers = Offer.objects.filter(state=Offer.State.OPEN)
    organisations = organisations.prefetch_related(
        held(), Prefetch("venues", queryset=venues), Prefetch("offers", queryset=offers)
    )
    for organisation in organisations.iterator(chunk_size=2000):
        yield from rows_of_organisation(organisation, around)


def held() -> Prefetch:
    """Return the prefetch of what a body holds today, as a plain list: a query a body, even unasked, takes its time."""
    still: QuerySet[Accreditation] = Accreditation.objects.exclude(status=Status.ENDED).select_related("dataset")
    return Prefetch("accreditations", queryset=still, to_attr="held_today")


def school_row(school: School, around: Surroundings) -> Entry:
    listing = getattr(school, "listing", None)
    holdings: list[Accreditation] = school.held_today  # type: ignore[attr-defined]
    artsmark = first_of(holdings, Scheme.ARTSMARK)
    award = first_of(holdings, *AWARDS)
    decisive = artsmark or award
    kind = Kind.ARTSMARK if artsmark else Kind.AWARD if award else Kind.SCHOOL
    stages = stages_between(school.low_age, school.high_age) if school.low_age is not None and school.high_age else []
    return Entry(
        ref=f"school:{school.urn}",
        kind=kind,
        name=school.name,
        words=joined(
            " ", school.urn, school.laestab, school.town, postcodes(school.postcode), school.authority_name,
            school.get_phase_display(), school.school_type, school.trust, listing and listing.summary,
        ),
        detail=joined(" · ", ages(school), school.trust),
        path=school.get_absolute_url(),
        school=school,
        key_stages=bits(stages),
        level=level_of(decisive),
        is_closed=school.status in (School.Status.CLOSED, School.Status.PROPOSED),
        is_invented=school.is_invented,
        **where(school, around, listing),
        **provenance(school.dataset, decisive),
    )  # fmt: skip


def rows_of_organisation(organisation: Organisation, around: Surroundings) -> list[Entry]:
    venues = list(organisation.venues.all())
    if not venues:
        return [body_row(organisation, None, around, is_only=True)]
    return [body_row(organisation, venue, around, is_only=len(venues) == 1) for venue in venues]


def body_row(organisation: Organisation, venue: Venue | None, around: Surroundings, *, is_only: bool) -> Entry:
    """Return the row of a venue, or of an organisation that has none."""
    listing = getattr(organisation, "listing", None)
    body = venue or organisation
    kind, decisive = kind_of_body(organisation, venue, is_only=is_only)
    offers = [offer for offer in organisation.offers.all() if offer.venue_id in (None, venue and venue.id)]
    artforms = {*organisation.artforms, *(slug for offer in offers for slug in offer.artforms)}
    return Entry(
        ref=f"venue:{venue.id}" if venue else f"organisation:{organisation.id}",
        kind=kind,
        name=body.name,
        words=joined(
            " ", organisation.name if venue else "", organisation.also_known_as, body.town,
            postcodes(body.postcode) if is_shown_in_place(organisation, listing) else "",
            venue and f"{venue.get_kind_display()} {venue.subject}", listing and listing.summary,
            *(ArtForm(slug).title for slug in sorted(artforms)), *(offer.title for offer in offers),
        ),
        detail=detail_of_body(organisation, venue, offers),
        path=organisation.get_absolute_url(),
        organisation=organisation,
        venue=venue,
        artforms=bits(ArtForm(slug) for slug in artforms),
        key_stages=bits({KeyStage(slug) for offer in offers for slug in offer.key_stages}),
        level=level_of(decisive),
        offers=len(offers),
        is_closed=organisation.is_closed or organisation.closed_on is not None or bool(venue and venue.is_closed),
        is_invented=organisation.is_invented,
        **where(body, around, listing, is_shown_in_place=is_shown_in_place(organisation, listing)),
        **provenance(body.dataset, decisive),
    )  # fmt: skip


def kind_of_body(organisation: Organisation, venue: Venue | None, *, is_only: bool) -> tuple[str, Accreditation | None]:
    """Return the kind and what it rests on. A museum's award counts for its museum, not for its shop or store."""
    own: list[Accreditation] = venue.held_today if venue else []  # type: ignore[attr-defined]
    wider: list[Accreditation] = organisation.held_today  # type: ignore[attr-defined]
    is_museum = venue is None or is_only or venue.kind == Venue.Kind.MUSEUM
    museums = [*own, *(wider if is_museum else [])]
    if museum := first_of([each for each in museums if each.status == Status.HELD], Scheme.MUSEUM):
        return Kind.MUSEUM, museum
    if portfolio := first_of([*own, *wider], Scheme.PORTFOLIO):
        return Kind.PORTFOLIO, portfolio
    if award := first_of([*own, *wider], *AWARDS):
        return Kind.AWARD, award
    return Kind.OTHER, None


def is_shown_in_place(organisation: Organisation, listing: Listing | None) -> bool:
    """Return whether the true point may be shown: not of somebody who works alone, unless they open a public venue."""
    return not organisation.is_sole_practitioner or bool(listing and listing.is_public_venue)


def where(
    body: Placed, around: Surroundings, listing: Listing | None, *, is_shown_in_place: bool = True
) -> dict[str, object]:
    """Return the fields of the point; of the district's point where the true one may not be shown."""
    district = body.district
    county = around.county_of.get(district.pk) if district else None
    territory = around.territory_of.get(district.pk) if district else None
    point = body if is_shown_in_place else district
    return {
        "town": body.town if is_shown_in_place else district.name if district else "",
        "postcode": body.postcode if is_shown_in_place else "",
        "latitude": point.latitude if point else None,
        "longitude": point.longitude if point else None,
        "is_point_of_district": not is_shown_in_place,
        "district": district,
        "county": county,
        "territory": territory,
        "is_pale": is_pale(listing, around.months_of.get(body.district_id or 0, DEFAULT_MONTHS), around.now),
    }


def provenance(dataset: Dataset | None, decisive: Accreditation | None) -> dict[str, object]:
    """Return the list a row is from, and whether every licence it rests on lets it be passed on."""
    lists = [each for each in (dataset, decisive and decisive.dataset) if each]
    return {
        "source": joined(", ", dataset.title, dataset.vintage) if dataset else "",
        "may_pass_on": all(each.may_pass_on for each in lists),
    }


def detail_of_body(organisation: Organisation, venue: Venue | None, offers: list[Offer]) -> str:
    """Return the line under the name: what it offers and to whom, and whose venue it is."""
    counts: dict[str, int] = defaultdict(int)
    for offer in offers:
        counts[Offer.Audience(offer.audience).label.lower()] += 1
    said = [f"{n} {'offer' if n == 1 else 'offers'} for {audience}" for audience, n in counts.items()]
    whose = organisation.name if venue and venue.name != organisation.name else ""
    return joined(" · ", *said, whose, venue and venue.subject)[:300]


def first_of(holdings: Iterable[Accreditation], *schemes: str) -> Accreditation | None:
    return next((each for each in holdings if each.scheme in schemes), None)


def level_of(held: Accreditation | None) -> str:
    """Return the slug of a level; of Artsmark before a level its status, of Arts Award whether centre or supporter."""
    if held is None:
        return ""
    if held.level:
        return slugify(held.level)[:40]
    if held.scheme == Scheme.ARTSMARK:
        return slugify(held.get_status_display())
    return {Scheme.ARTS_AWARD_CENTRE: "centre", Scheme.ARTS_AWARD_SUPPORTER: "supporter"}.get(Scheme(held.scheme), "")


def ages(school: School) -> str:
    return f"Ages {school.low_age} to {school.high_age}" if school.low_age is not None and school.high_age else ""


def postcodes(postcode: str) -> str:
    """Return a postcode with and without its space, so that either finds it."""
    return f"{postcode} {postcode.replace(' ', '')}" if postcode else ""


def bits(members: Iterable[ArtForm | KeyStage]) -> int:
    total = 0
    for member in members:
        total |= member.bit
    return total


def joined(by: str, *parts: object) -> str:
    return by.join(str(part) for part in parts if part)
