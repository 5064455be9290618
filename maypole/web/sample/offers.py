"""Invented offers to schools, with the full price first."""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from simple_history.utils import bulk_create_with_history

from maypole.directory.models import Offer, Organisation
from maypole.web.sample.organisations import Recipe
from maypole.web.sample.words import OFFERS

STAGES = (["eyfs", "ks1"], ["ks1", "ks2"], ["ks2"], ["ks2", "ks3"], ["ks3", "ks4"], ["ks4", "post16"])
TRAVEL = (
    "We pay half of the coach for schools where more than a third of pupils have free meals.",
    "We come to you. No travel to pay.",
    "Ten minutes’ walk from the bus station.",
    "",
)
CURRICULUM = (
    "History: a local study. Art and design: drawing and sculpture.",
    "English: spoken language. PSHE: working together.",
    "Music: perform, listen and compose.",
    "Design and technology: make and evaluate.",
)
BY_ENQUIRY = "Send an enquiry with two dates. We answer within a week."
AT_THE_DESK = "Ask at the desk with two dates. We answer within a week."


def make_offers(rng: Random, made: dict[Organisation, Recipe], now: datetime) -> list[Offer]:
    """Create one to four offers for the organisations whose recipe says so."""
    offers = [
        offer
        for organisation, recipe in made.items()
        if rng.random() < recipe.offers_chance
        for offer in offers_of(rng, organisation, BY_ENQUIRY if recipe.has_listing else AT_THE_DESK, now)
    ]
    return list(bulk_create_with_history(offers, Offer, default_date=now))


def offers_of(rng: Random, organisation: Organisation, how_to_book: str, now: datetime) -> Iterator[Offer]:
    titles = OFFERS[organisation.artforms[0]]
    for title in rng.sample(titles, k=min(len(titles), rng.randint(1, 4))):
        yield one_offer(rng, organisation, title, how_to_book, now)


def one_offer(rng: Random, organisation: Organisation, title: str, how_to_book: str, now: datetime) -> Offer:
    is_free = rng.random() < 0.3
    unit = rng.choice([Offer.CostUnit.PUPIL, Offer.CostUnit.CLASS, Offer.CostUnit.DAY])
    prices = {Offer.CostUnit.PUPIL: (3, 12), Offer.CostUnit.CLASS: (60, 180), Offer.CostUnit.DAY: (180, 420)}
    return Offer(
        id=uuid.uuid5(organisation.id, title),
        organisation=organisation,
        title=title,
        summary=f"{title}, with {organisation.name}. For one class at a time, teachers included.",
        description="Your pupils make something of their own and take it with them. We send a plan two weeks before.",
        artforms=organisation.artforms,
        key_stages=rng.choice(STAGES),
        where=rng.choice(Offer.Where.values[:3]),
        is_send_friendly=rng.random() < 0.5,
        send_notes="Smaller groups, a quiet space and a picture of the day beforehand.",
        is_free=is_free,
        cost_pounds=None if is_free else Decimal(rng.randint(*prices[unit])),
        cost_unit="" if is_free else unit,
        places_a_year=30 * (2 + len(title) % 12) if len(organisation.name) % 3 else None,
        travel_notes=rng.choice(TRAVEL),
        curriculum_links=rng.choice(CURRICULUM),
        how_to_book=how_to_book,
        safeguarding_declared_on=now.date() - timedelta(days=rng.randrange(10, 300)),
        insurance_declared_on=now.date() - timedelta(days=rng.randrange(10, 300)),
        insurance_ends_on=now.date() + timedelta(days=rng.randrange(30, 330)),
        is_invented=True,
    )
