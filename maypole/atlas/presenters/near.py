"""What is near a school and fits it: offers by key stage, special needs, cost and distance, for everybody to read."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from maypole.atlas.columns.offers import Offers, is_special, km_to_fitting
from maypole.atlas.columns.schools import SchoolTable
from maypole.directory.key_stages import stages_between
from maypole.directory.models import Offer
from maypole.directory.queries.prices import price_of

MOST_KM = 20.0
MOST = 30
WHERE = {Offer.Where.WITH_YOU: "They come to you", Offer.Where.ONLINE: "Online", Offer.Where.OUTDOORS: "Outdoors"}


@dataclass(frozen=True)
class Fitting:
    """An offer that fits, its price first."""

    title: str
    summary: str
    organisation: str
    path: str
    ask_path: str
    price: str
    where: str
    is_for_send: bool


@dataclass(frozen=True)
class NearPage:
    """What fits a school, nearest first; how many more there are; why the list may be short."""

    school: str
    path: str
    teaches: str
    is_special: bool
    has_point: bool
    offers: tuple[Fitting, ...]
    more: int
    only_free: bool
    only_send: bool


def fitting_positions(schools: SchoolTable, offers: Offers) -> list[tuple[int, float]]:
    """Return the offers that fit the one school of the table within 20 km, nearest first; then those of no known place."""
    if not len(offers):
        return []
    km = km_to_fitting(schools, offers)[0]
    order = np.argsort(np.where(np.isnan(km) | (offers.is_online & (km == 0)), MOST_KM, km), kind="stable")
    return [(int(one), float(km[one])) for one in order if not km[one] > MOST_KM]


def near_page(
    schools: SchoolTable,
    positions: list[tuple[int, float]],
    offers: Offers,
    by_id: Mapping[str, Offer],
    *,
    only_free: bool,
    only_send: bool,
) -> NearPage:
    """Return the page of the one school of the table."""
    found = [(by_id[offers.key[at]], km) for at, km in positions]
    kept = [one for one in found if (one[0].is_free or not only_free) and (one[0].is_send_friendly or not only_send)]
    low, high = schools.low_age[0], schools.high_age[0]
    known = not (np.isnan(low) or np.isnan(high))
    return NearPage(
        school=str(schools.name[0]),
        path=f"/schools/{schools.urn[0]}/",
        teaches=", ".join(stage.title for stage in stages_between(int(low), int(high))) if known else "",
        is_special=bool(is_special(schools)[0]),
        has_point=bool(schools.is_placed[0]),
        offers=tuple(_fitting(offer, km) for offer, km in kept[:MOST]),
        more=max(0, len(kept) - MOST),
        only_free=only_free,
        only_send=only_send,
    )


def _fitting(offer: Offer, km: float) -> Fitting:
    price = price_of(offer)
    distance = "" if np.isnan(km) or offer.where == Offer.Where.ONLINE else f"{km:,.1f} km"
    place = WHERE.get(Offer.Where(offer.where), "At their place")
    return Fitting(
        title=offer.title,
        summary=offer.summary,
        organisation=str(offer.organisation),
        path=offer.organisation.get_absolute_url(),
        ask_path=f"{offer.organisation.get_absolute_url()}offers/{offer.pk}/ask/",
        price=f"{price.amount} {price.unit}".strip(),
        where=", ".join(word for word in (place, distance) if word),
        is_for_send=offer.is_send_friendly,
    )
