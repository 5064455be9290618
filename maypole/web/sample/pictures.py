"""Pictures on the listings of the sample: drawn, said to be invented, with a consent where people dance in them."""

import uuid
from datetime import datetime, timedelta

from django.core.files.base import ContentFile

from maypole.accounts.models import Consent
from maypole.directory.models import Listing, Organisation, Photo, Venue
from maypole.web.sample.drawings import RIBBONS, drawn
from maypole.web.sample.organisations import Recipe

CREDIT = "Invented, drawn by Maypole"
MOTIFS: dict[str, str] = {
    Venue.Kind.MUSEUM: "house",
    Venue.Kind.THEATRE: "stage",
    Venue.Kind.LIBRARY: "shelves",
    Venue.Kind.STUDIO: "table",
}
OF_ARTFORMS = {"dance": "dance", "craft": "loom", "theatre": "stage", "literature": "shelves"}
WORDS = {
    "house": "a hall with columns, steps and an open door",
    "stage": "a stage with its curtains open and a paper star",
    "shelves": "two shelves of books in many colours",
    "table": "a work table with pots and brushes",
    "dance": "four children dance around a maypole",
    "loom": "weaving on its frame, half done",
}


def make_pictures(made: dict[Organisation, Recipe], now: datetime) -> None:
    """Give every listing with an offer a picture of what it is like there."""
    offering = Listing.objects.filter(organisation__offers__isnull=False).select_related("organisation")
    Photo.objects.bulk_create(
        picture_of(
            listing, motif_of(listing.organisation, made[listing.organisation]), RIBBONS[number % len(RIBBONS)], now
        )
        for number, listing in enumerate(offering.order_by("id").distinct())
        if listing.organisation
    )


def picture_of(listing: Listing, motif: str, ribbon: str, now: datetime) -> Photo:
    """Return a picture with a file of its own, so that removing it removes no other's."""
    picture_id = uuid.uuid5(listing.id, "picture")
    return Photo(
        id=picture_id,
        listing=listing,
        image=ContentFile(drawn(motif, ribbon), name=f"{picture_id.hex}.webp"),
        alt=alt_of(motif),
        credit=CREDIT,
        consent=consent_for(listing, now) if motif == "dance" else None,
        shows_children=motif == "dance",
        added_at=now - timedelta(days=30),
    )


def motif_of(organisation: Organisation, recipe: Recipe) -> str:
    """Return what is drawn: the place where there is one, else the first art form."""
    return MOTIFS.get(recipe.venue or "", OF_ARTFORMS.get(organisation.artforms[0], "table"))


def alt_of(motif: str) -> str:
    return f"An invented picture: {WORDS[motif]}."


def consent_for(listing: Listing, now: datetime) -> Consent:
    """Record a consent as it would be recorded for a photograph."""
    return Consent.objects.create(
        subject=f"picture, {listing.organisation} (invented)"[:200],
        holder=f"{listing.organisation} (invented)"[:200],
        given_on=now.date() - timedelta(days=30),
        expires_on=now.date() + timedelta(days=335),
    )
