"""Services, locations and terms in the shape of HSDS-UK 3.0: empty fields and incomplete addresses are left out."""

import uuid
from typing import Any

from django.conf import settings

from maypole.directory.artforms import ArtForm
from maypole.directory.key_stages import KeyStage
from maypole.directory.models import Listing, Offer, Organisation, Venue
from maypole.directory.queries.at_locations import AT_A_PLACE, at_id
from maypole.directory.queries.services import Service

Row = dict[str, Any]
Term = ArtForm | KeyStage
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://openreferral.maypole/")
TAXONOMIES: dict[str, tuple[str, str, type[ArtForm] | type[KeyStage]]] = {
    "artforms": ("Art forms", "The art forms that organisations and offers name.", ArtForm),
    "key_stages": ("Key stages", "The key stages of the national curriculum in England.", KeyStage),
}
SCHEMES = {"GB-CHC": "Charity number", "GB-COH": "Company number", "GB-EDU": "Unique reference number of a school"}


def full(**fields: Any) -> Row:
    """Return the fields that say something."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def term_id(taxonomy: str, slug: str) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, f"{taxonomy}:{slug}")


def taxonomy_id(taxonomy: str) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, taxonomy)


def taxonomy_row(slug: str) -> Row:
    title, description, _ = TAXONOMIES[slug]
    return {"id": str(taxonomy_id(slug)), "name": title, "description": description, "version": "1"}


def term_row(taxonomy: str, term: Term) -> Row:
    return {
        "id": str(term_id(taxonomy, term.value)),
        "name": term.title,
        "description": f"{term.title}, one of the {TAXONOMIES[taxonomy][0].lower()}.",
        "taxonomy": TAXONOMIES[taxonomy][0],
        "taxonomy_id": str(taxonomy_id(taxonomy)),
        "term": term.value,
    }


def attributes(owner: uuid.UUID, service: Service) -> list[Row]:
    """Return the terms that a service carries, each with an id of its own."""
    source: Offer | Organisation = service.offer or service.organisation
    slugs: list[tuple[str, str]] = [("artforms", slug) for slug in source.artforms]
    if service.offer:
        slugs += [("key_stages", slug) for slug in service.offer.key_stages]
    known = [(taxonomy, slug) for taxonomy, slug in slugs if slug in set(TAXONOMIES[taxonomy][2])]
    return [
        {
            "id": str(uuid.uuid5(owner, f"attribute:{taxonomy}:{slug}")),
            "link_id": str(owner),
            "link_type": "service",
            "taxonomy_term_id": str(term_id(taxonomy, slug)),
            "taxonomy_term": term_row(taxonomy, TAXONOMIES[taxonomy][2](slug)),
        }
        for taxonomy, slug in known
    ]


def listing_of(organisation: Organisation) -> Listing | None:
    return getattr(organisation, "listing", None)


def invented(organisation: Organisation) -> str:
    return "Invented, to show what Maypole does. " if organisation.is_invented else ""


def organisation_row(organisation: Organisation, *, is_whole: bool) -> Row:
    """Return an organisation; whole, with its identifiers."""
    listing = listing_of(organisation)
    town = f" in {organisation.town}" if organisation.town else ""
    said = (listing.description or listing.summary) if listing else ""
    row = full(
        id=str(organisation.id),
        name=organisation.name,
        description=invented(organisation) + (said or f"A cultural organisation{town}."),
        website=(listing.website if listing else "") or organisation.website,
        uri=f"{settings.SITE_URL}{organisation.get_absolute_url()}",
    )
    if is_whole:
        row |= full(organization_identifiers=[identifier_row(organisation, i) for i in organisation.identifiers.all()])
    return row


def identifier_row(organisation: Organisation, identifier: Any) -> Row:
    return {
        "id": str(uuid.uuid5(organisation.id, f"identifier:{identifier}")),
        "organization_id": str(organisation.id),
        "identifier_scheme": identifier.scheme,
        "identifier_type": SCHEMES.get(identifier.scheme, identifier.scheme),
        "identifier": identifier.value,
    }


def service_row(service: Service) -> Row:
    """Return what a list of services says of one."""
    offer, organisation = service.offer, service.organisation
    listing = listing_of(organisation)
    modified = offer.updated_at if offer else (listing.updated_at if listing else None)
    ages = ages_of(offer) if offer else None
    return full(
        id=str(service.id),
        organization_id=str(organisation.id),
        name=offer.title if offer else f"Contact and visits: {organisation.name}",
        description=description_of(service),
        url=(offer.booking_url if offer else "") or f"{settings.SITE_URL}{organisation.get_absolute_url()}",
        status="temporarily closed" if listing and listing.closed_from else "active",
        fees=fees_of(offer) if offer else None,
        accreditations=", ".join(str(held) for held in organisation.accreditations.all()),
        minimum_age=ages[0] if ages else None,
        maximum_age=ages[1] if ages else None,
        last_modified=modified.isoformat().replace("+00:00", "Z") if modified else None,
        organization=organisation_row(organisation, is_whole=False),
    )


def description_of(service: Service) -> str:
    """Return the offer's own words, or generated ones where there are none."""
    offer, organisation = service.offer, service.organisation
    if offer:
        return invented(organisation) + (offer.description or offer.summary)
    town = f" in {organisation.town}" if organisation.town else ""
    return f"{invented(organisation)}Ask {organisation.name}{town} about visits and working together."


def ages_of(offer: Offer) -> tuple[int, int] | None:
    """Return the youngest and oldest age of an offer's key stages, in years."""
    stages = [KeyStage(slug) for slug in offer.key_stages if slug in set(KeyStage)]
    return (min(s.ages[0] for s in stages), max(s.ages[1] for s in stages)) if stages else None


def fees_of(offer: Offer) -> str:
    if offer.is_free:
        return "Free"
    return f"£{offer.cost_pounds} {offer.get_cost_unit_display()}" if offer.cost_pounds else "Ask for a price"


def whole_service_row(service: Service) -> Row:
    """Return a service with everything that hangs from it."""
    offer, organisation = service.offer, service.organisation
    row = service_row(service) | {"organization": organisation_row(organisation, is_whole=True)}
    return row | full(
        service_at_locations=[
            {"id": str(at_id(service.id, where.pk)), "service_id": str(service.id), "location": location_row(where)}
            for where in locations_of(service)
        ],
        service_areas=areas_of(service),
        cost_options=[cost_row(offer)] if offer and (offer.is_free or offer.cost_pounds) else [],
        contacts=contacts_of(service),
        attributes=attributes(service.id, service),
    )


def cost_row(offer: Offer) -> Row:
    """Return the price with its unit."""
    return full(
        id=str(uuid.uuid5(offer.id, "cost")),
        service_id=str(offer.id),
        option="Free" if offer.is_free else offer.get_cost_unit_display(),
        amount_description=f"pounds, {offer.get_cost_unit_display()}" if offer.cost_pounds else "Free",
    ) | {"amount": float(offer.cost_pounds or 0)}


def contacts_of(service: Service) -> list[Row]:
    """Return the role to ask for; never a person's name."""
    listing = listing_of(service.organisation)
    if not listing or not listing.contact_role:
        return []
    return [
        {
            "id": str(uuid.uuid5(service.id, "contact")),
            "service_id": str(service.id),
            "name": listing.contact_role,
            "title": listing.contact_role,
        }
    ]


def areas_of(service: Service) -> list[Row]:
    """Return the district: the whole of what is told of where somebody who works alone is."""
    district = service.organisation.district
    if district is None:
        return []
    return [
        {
            "id": str(uuid.uuid5(service.id, "area")),
            "service_id": str(service.id),
            "name": district.name,
            "uri": f"{settings.SITE_URL}{district.get_absolute_url()}",
            "service_area": district.name,
        }
    ]


def locations_of(service: Service) -> list[Venue | Organisation]:
    """Return where a service happens: its venue, the organisation's venues, or its own point; none for artists."""
    organisation, offer = service.organisation, service.offer
    listing = listing_of(organisation)
    if organisation.is_sole_practitioner and not (listing and listing.is_public_venue):
        return []
    if offer and offer.where not in AT_A_PLACE:
        return []
    if offer and offer.venue:
        return [offer.venue]
    venues = [venue for venue in organisation.venues.all() if not venue.is_closed and venue.is_placed]
    return [*venues] or ([organisation] if organisation.is_placed else [])


def location_id(where: Venue | Organisation) -> uuid.UUID:
    return uuid.uuid5(where.pk, "location")


def location_row(where: Venue | Organisation, *, is_whole: bool = True) -> Row:
    """Return a place with its address, where the address has every part that HSDS asks for."""
    row = full(
        id=str(location_id(where)),
        location_type="physical",
        name=where.name,
        latitude=where.latitude,
        longitude=where.longitude,
    )
    address = address_row(where)
    return row | full(addresses=[address]) if is_whole and address else row


def address_row(where: Venue | Organisation) -> Row | None:
    """Return the address, or None where a part that HSDS asks for is missing."""
    county = where.district.name if where.district else ""
    if not (where.address and where.town and where.postcode and county):
        return None
    return {
        "id": str(uuid.uuid5(where.pk, "address")),
        "location_id": str(location_id(where)),
        "address_1": where.address,
        "city": where.town,
        "state_province": county,
        "postal_code": where.postcode,
        "country": "GB",
        "address_type": "physical",
    }


def at_location_row(service: Service, where: Venue | Organisation, *, is_whole: bool) -> Row:
    """Return a service at one of its locations."""
    return {
        "id": str(at_id(service.id, where.pk)),
        "service_id": str(service.id),
        "location_id": str(location_id(where)),
        "location": location_row(where, is_whole=is_whole),
        "service": whole_service_row(service) if is_whole else service_row(service),
    }
