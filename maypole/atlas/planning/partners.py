"""Which organisation works with which school of a plan: by fit, distance and capacity, with the reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from maypole.atlas.columns.offers import Offers, is_special, km_to_fitting
from maypole.atlas.columns.schools import Bools, Floats, Ints, SchoolTable
from maypole.evidence.matching import match_best

MADE, CLOSE_KM = 1000.0, 100.0
NOT_PLACED, ONLINE = 0.2, 0.3
WANTED, COMES = 1.0, 0.5
NOBODY_FITS = "No open offer of a member fits its pupils."
ALL_TAKEN = "Those whose offers fit have no project left."


@dataclass(frozen=True)
class OfferWords:
    """What an offer is called, and its art forms in words."""

    title: str
    artforms: frozenset[str]


@dataclass(frozen=True)
class Match:
    """A school of the plan with its organisation, or without one, and why."""

    organisation: str
    why: str


@dataclass(frozen=True)
class Partners:
    """Who could work with schools.

    offers     open offers of the organisations that may be matched
    capacity   organisation to projects it can do
    words      offer to its title and art forms
    wanted     URN to the art forms that the school posted as wanted
    """

    offers: Offers
    capacity: Mapping[str, int]
    words: Mapping[str, OfferWords]
    wanted: Mapping[int, frozenset[str]]

    def fit(self, schools: SchoolTable) -> Bools:
        """Return which schools some offer fits."""
        if not len(self.offers):
            return np.zeros(len(schools), dtype=bool)
        return np.asarray((~np.isinf(km_to_fitting(schools, self.offers))).any(axis=1))


def match(schools: SchoolTable, chosen: Ints, partners: Partners) -> dict[int, Match]:
    """Return a match for each chosen position: as many as can be made, and of those the best."""
    these = schools.take(chosen)
    organisations = sorted(set(partners.offers.organisation.tolist()) & set(partners.capacity))
    km = km_to_fitting(these, partners.offers)
    best = [_best_offers(these, km, partners, organisation) for organisation in organisations]
    edges = [
        (school, place, MADE + score[school])
        for place, (_, score) in enumerate(best)
        for school in range(len(these))
        if score[school] >= 0
    ]
    matching = match_best(
        [edge[0] for edge in edges], [edge[1] for edge in edges], [edge[2] for edge in edges],
        [partners.capacity[organisation] for organisation in organisations], number=len(these),
    )  # fmt: skip
    fits_somebody = {edge[0] for edge in edges}
    found = {}
    for school, position in enumerate(chosen.tolist()):
        place = int(matching.place[school])
        if place < 0:
            found[position] = Match("", ALL_TAKEN if school in fits_somebody else NOBODY_FITS)
        else:
            offer = int(best[place][0][school])
            why = _why(these, school, partners, offer, float(km[school, offer]))
            found[position] = Match(organisations[place], why)
    return found


def _best_offers(schools: SchoolTable, km: Floats, partners: Partners, organisation: str) -> tuple[Ints, Floats]:
    """Return, for each school, the organisation's best offer and its score; -1 where none fits."""
    theirs = np.flatnonzero(partners.offers.organisation == organisation)
    scores = np.column_stack([_scores(schools, km[:, offer], partners, int(offer)) for offer in theirs])
    best = scores.argmax(axis=1)
    return theirs[best], scores[np.arange(len(schools)), best]


def _scores(schools: SchoolTable, km: Floats, partners: Partners, offer: int) -> Floats:
    where = partners.offers.where[offer]
    close = np.where(np.isnan(km), NOT_PLACED, 1 - np.minimum(np.nan_to_num(km, posinf=0.0), CLOSE_KM) / CLOSE_KM)
    close = np.full(len(close), ONLINE) if where == "online" else close
    forms = partners.words[partners.offers.key[offer]].artforms
    wanted = [bool(forms & partners.wanted.get(int(urn), frozenset())) for urn in schools.urn]
    comes = COMES if where == "with_you" else 0.0
    return np.where(np.isinf(km), -1.0, close + WANTED * np.array(wanted) + comes)


def _why(schools: SchoolTable, school: int, partners: Partners, offer: int, km: float) -> str:
    words = partners.words[partners.offers.key[offer]]
    shared = words.artforms & partners.wanted.get(int(schools.urn[school]), frozenset())
    parts: Sequence[str] = [
        f"“{words.title}” is for its key stages",
        "declared fit for special needs" if is_special(schools)[school] else "",
        f"{' and '.join(sorted(shared)).lower()}, which the school asked for" if shared else "",
        "comes to schools" if partners.offers.where[offer] == "with_you" else "",
        "distance not known"
        if np.isnan(km)
        else "online"
        if partners.offers.where[offer] == "online"
        else f"{km:.1f} km",
    ]
    return "; ".join(part for part in parts if part) + "."
