"""The list of schools: each with its need, why it may be missing, what fits it near by, and the last term."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from maypole.atlas.columns.schools import Ints, SchoolTable
from maypole.atlas.presenters.missing.reasons import NearOffer, last_told, nearest_offers, offers_near, reasons
from maypole.atlas.queries.contacts import contacts_of
from maypole.atlas.queries.missing import Look
from maypole.atlas.queries.offers import offers_by_id
from maypole.directory.models import School
from maypole.partnerships.models import Ask

PAGE = 20
TENTHS = (
    "most", "second most", "third most", "fourth most", "fifth most",
    "fifth least", "fourth least", "third least", "second least", "least",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One school of the list. It never carries a count of children who took part."""

    urn: int
    name: str
    path: str
    district: str
    phase: str
    pupils: str
    need: str
    meals: str
    is_reached: bool
    last: str
    reasons: tuple[str, ...]
    offers: tuple[NearOffer, ...]
    marks: tuple[str, ...]
    contact: str


def rows_of(
    look: Look,
    shown: Ints,
    *,
    districts: Mapping[int, str],
    asks: Mapping[int, Ask],
    marks: Mapping[str, np.ndarray],
    sees_contacts: bool,
) -> list[Row]:
    """Return rows for these positions; one query for the offers near them, one for whom to ask."""
    near = {int(at): nearest_offers(look, int(at)) for at in shown}
    contacts = contacts_of(look.schools.urn[shown].tolist()) if sees_contacts else {}
    by_id = offers_by_id(look.offers.key[one] for positions in near.values() for one in positions)
    return [
        _row(
            look,
            int(at),
            districts,
            asks,
            marks,
            offers_near(look, int(at), near[int(at)], by_id),
            contacts.get(int(look.schools.urn[at]), ""),
        )
        for at in shown
    ]


def _row(
    look: Look,
    at: int,
    districts: Mapping[int, str],
    asks: Mapping[int, Ask],
    marks: Mapping[str, np.ndarray],
    offers: Sequence[NearOffer],
    contact: str,
) -> Row:
    schools, urn = look.schools, int(look.schools.urn[at])
    is_reached = bool(look.reach.is_reached[at])
    return Row(
        urn=urn,
        name=str(schools.name[at]),
        path=f"/schools/{urn}/",
        district=districts.get(int(schools.district[at]), "District not known"),
        phase=phase_title(str(schools.phase[at])),
        pupils=pupils_in_words(schools.roll[at]),
        need=need_in_words(schools, at),
        meals="" if np.isnan(schools.fsm[at]) else f"{schools.fsm[at]:.0f}% with free meals",
        is_reached=is_reached,
        last=last_told(look.reach.last_term[at]),
        reasons=() if is_reached else tuple(reasons(look, at, asks.get(urn))),
        offers=tuple(offers),
        contact=contact,
        marks=tuple(words for words, marked in marks.items() if marked[at]),
    )


def phase_title(phase: str) -> str:
    return str(School.Phase(phase).label) if phase in School.Phase.values else ""


def pupils_in_words(roll: float) -> str:
    return "roll not known" if np.isnan(roll) else f"{roll:,.0f} pupils"


def need_in_words(schools: SchoolTable, at: int) -> str:
    """Return the deprivation of the school's place in words."""
    decile = schools.need[at]
    if np.isnan(decile):
        return "deprivation not known"
    return f"in the {TENTHS[int(decile) - 1]} deprived tenth"
