"""Why a school may be missing, as far as anything is known, and what is near that fits it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from maypole.atlas.columns.offers import is_special
from maypole.atlas.queries.missing import Look
from maypole.directory.key_stages import KeyStage
from maypole.directory.models import Offer
from maypole.directory.queries.prices import price_of
from maypole.outcomes.terms import term_of
from maypole.partnerships.models import Ask

FAR_KM = 5.0
NEAR_KM = 20.0
SMALL = 100
MOST_OFFERS = 3
NEVER = "Never, in any return"
NOT_ASKED = "Nobody has asked them yet"
WHERE = {Offer.Where.WITH_YOU: "they come to you", Offer.Where.ONLINE: "online"}


@dataclass(frozen=True)
class NearOffer:
    """An offer that fits, with what it costs, for whom it is, and how far it is."""

    title: str
    path: str
    ask_path: str
    organisation: str
    price: str
    whom: str
    where: str


def reasons(look: Look, at: int, ask: Ask | None) -> list[str]:
    """Return why, as far as it is known: distance, no fitting offer, lapsed, asked, small."""
    found = [_distance(look, at)]
    if (last := look.reach.last_term[at]) and not look.reach.is_reached[at]:
        found.append(f"Last told of in {_in_sentence(last)}")
    found.append(_asked(ask))
    roll = look.schools.roll[at]
    if roll < SMALL:
        found.append(f"Small: {roll:,.0f} pupils")
    return [words for words in found if words]


def _distance(look: Look, at: int) -> str:
    km = look.nearest_km[at]
    if np.isnan(km):
        return "No point on the map, so no distance"
    if np.isinf(km) and look.fits_online[at]:
        return "Nothing near fits, only what is online"
    if np.isinf(km) and not len(look.offers):
        return "Nobody offers schools anything near"
    if np.isinf(km):
        special = bool(is_special(look.schools.take(np.array([at])))[0])
        return "No offer near is marked as fit for special needs" if special else "No offer near fits its key stages"
    return f"{km:,.0f} km to the nearest fitting offer" if km > FAR_KM else ""


def _asked(ask: Ask | None) -> str:
    if ask is None:
        return NOT_ASKED
    day = f"{ask.asked_on.day} {ask.asked_on:%B %Y}"
    return {
        Ask.Answer.DECLINED: f"Asked {day}, declined" + (f": {ask.reason}" if ask.reason else ""),
        Ask.Answer.LATER: f"Asked {day}, said later" + (f": {ask.reason}" if ask.reason else ""),
        Ask.Answer.YES: f"Asked {day}, said yes",
    }.get(Ask.Answer(ask.answer), f"Asked {day}, no answer yet")


def last_told(key: str) -> str:
    return term_of(key).title if key else NEVER


def _in_sentence(key: str) -> str:
    title = term_of(key).title
    return title[0].lower() + title[1:]


def nearest_offers(look: Look, at: int) -> list[int]:
    """Return the positions of the nearest offers that fit, one an organisation, at most three, within 20 km.

    Those online come after those in a place.
    """
    if not len(look.offers):
        return []
    fitting = np.flatnonzero(look.km[at] <= NEAR_KM)
    found: list[int] = []
    for position in fitting[np.lexsort([look.km[at, fitting], look.offers.is_online[fitting]])]:
        if len(found) == MOST_OFFERS:
            break
        if all(look.offers.organisation[position] != look.offers.organisation[one] for one in found):
            found.append(int(position))
    return found


def offers_near(look: Look, at: int, positions: Sequence[int], by_id: Mapping[str, Offer]) -> list[NearOffer]:
    """Return what a reader sees of these offers."""
    return [_near(by_id[look.offers.key[one]], float(look.km[at, one])) for one in positions]


def _near(offer: Offer, km: float) -> NearOffer:
    price = price_of(offer)
    where = WHERE.get(Offer.Where(offer.where), "")
    distance = "" if offer.where == Offer.Where.ONLINE else f"{km:,.1f} km"
    return NearOffer(
        title=offer.title,
        path=offer.organisation.get_absolute_url(),
        ask_path=f"{offer.organisation.get_absolute_url()}offers/{offer.pk}/ask/",
        organisation=str(offer.organisation),
        price=f"{price.amount} {price.unit}".strip(),
        whom=whom_in_words(offer),
        where=", ".join(word for word in (where, distance) if word),
    )


def whom_in_words(offer: Offer) -> str:
    """Return the key stages that an offer is for, and whether it is marked as fit for special needs."""
    stages = ", ".join(stage.title for stage in KeyStage if stage.value in offer.key_stages) or "All key stages"
    return f"{stages}; fit for special needs" if offer.is_send_friendly else stages
