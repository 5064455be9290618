"""What search engines read of a listing: schema.org in JSON-LD, of what may be passed on."""

import json
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from maypole.directory.models import Entry, Organisation, School, Venue
from maypole.directory.queries.bodies import Body

TYPE_OF_VENUE = {
    Venue.Kind.MUSEUM: "Museum",
    Venue.Kind.LIBRARY: "Library",
    Venue.Kind.THEATRE: "PerformingArtsTheater",
    Venue.Kind.GALLERY: "ArtGallery",
}


def linked_data(body: Body, summary: str) -> SafeString:
    """Return the JSON-LD of a body, safe inside a script element."""
    said = {name: value for name, value in described(body, summary).items() if value}
    text = json.dumps(said, ensure_ascii=False)
    return mark_safe(text.replace("<", "\\u003c"))  # nothing in it can end the element


def described(body: Body, summary: str) -> dict[str, Any]:
    address = f"{settings.SITE_URL}{body.get_absolute_url()}"
    return {
        "@context": "https://schema.org",
        "@type": "School" if isinstance(body, School) else type_of(body),
        "@id": address,
        "url": address,
        "name": body.name,
        "description": f"Invented. {summary}".strip() if body.is_invented else summary,
        "sameAs": body.website,
        "address": postal(body),
        "geo": geo(body),
    }


def type_of(body: Organisation) -> str:
    venue = body.venues.filter(is_closed=False).first()
    return TYPE_OF_VENUE.get(Venue.Kind(venue.kind), "Organization") if venue else "Organization"


def entry_of(body: Body) -> Entry | None:
    """Return the row on the map, which holds no more of a place than may be shown."""
    own = {"school": body} if isinstance(body, School) else {"organisation": body}
    return Entry.objects.filter(may_pass_on=True, **own).first()


def postal(body: Body) -> dict[str, str]:
    entry = entry_of(body)
    if entry is None or not entry.town:
        return {}
    said = {"@type": "PostalAddress", "addressLocality": entry.town, "postalCode": entry.postcode}
    return {name: value for name, value in (said | {"addressCountry": "GB"}).items() if value}


def geo(body: Body) -> dict[str, Any]:
    entry = entry_of(body)
    if entry is None or entry.latitude is None or entry.is_point_of_district:
        return {}
    return {
        "@type": "GeoCoordinates",
        "latitude": round(entry.latitude, 5),
        "longitude": round(entry.longitude or 0, 5),
    }
