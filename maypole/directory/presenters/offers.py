"""An offer as a page reads it: price first, for whom, where, and what was declared."""

from dataclasses import dataclass

from django.utils.formats import date_format

from maypole.directory.artforms import ArtForm
from maypole.directory.key_stages import KeyStage
from maypole.directory.models import Offer
from maypole.directory.queries.prices import price_of


@dataclass(frozen=True)
class OfferLine:
    """An offer on a listing."""

    title: str
    summary: str
    description: str
    audience: str
    price: str
    price_note: str
    tags: tuple[str, ...]
    notes: tuple[tuple[str, str], ...]
    booking_url: str
    path: str = ""
    ask_path: str = ""


def offer_line(offer: Offer) -> OfferLine:
    price = price_of(offer)
    where = offer.get_where_display()
    return OfferLine(
        title=offer.title,
        summary=offer.summary,
        description=offer.description,
        audience=offer.get_audience_display(),
        price=price.amount,
        price_note=", ".join(part for part in (price.unit, where[0].lower() + where[1:]) if part),
        tags=tags_of(offer),
        notes=tuple((label, text) for label, text in notes_of(offer) if text),
        booking_url=offer.booking_url,
        ask_path=f"/organisations/{offer.organisation_id}/offers/{offer.pk}/ask/",
    )


def tags_of(offer: Offer) -> tuple[str, ...]:
    """Return for whom it is and what it is, in few words."""
    stages = [KeyStage(slug).title for slug in offer.key_stages]
    forms = [ArtForm(slug).title for slug in offer.artforms]
    special = ["SEND-friendly"] if offer.is_send_friendly else []
    return (*stages, *forms, *special)


def notes_of(offer: Offer) -> list[tuple[str, str]]:
    insured = offer.insurance_ends_on
    return [
        ("Getting there", offer.travel_notes),
        ("Curriculum", offer.curriculum_links),
        ("Special needs and disabilities", offer.send_notes),
        ("How to book", offer.how_to_book),
        ("Safeguarding", safeguarding(offer)),
        ("Insurance", f"Declared by them, to {date_format(insured, 'j F Y')}" if insured else ""),
    ]


def safeguarding(offer: Offer) -> str:
    """Say who declared or saw the policy, and when; never that anybody approved it."""
    if offer.safeguarding_seen_on:
        return f"Seen by {offer.safeguarding_seen_by}, {date_format(offer.safeguarding_seen_on, 'j F Y')}"
    if offer.safeguarding_declared_on:
        return f"Declared by them, {date_format(offer.safeguarding_declared_on, 'j F Y')}. Ask to see it."
    return ""
