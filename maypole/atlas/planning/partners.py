"""Which organisation works with which school of a plan: by fit, distance and capacity, with the reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from maypole.atlas.columns.offers import Offers, is_special, km_to_fitting
from maypole.atlas.columns.schools import Bools, Floats, Ints, SchoolTable
from maypole.atlas.columns.travel import Travel
from maypole.atlas.planning.journeys import Journeys
from maypole.evidence.matching import match_best

MADE = 1000.0
WANTED, COMES = 1.0, 0.5
NOBODY_FITS = "No open offer of a member fits its pupils."
ALL_TAKEN = "Those whose offers fit have no project left."


@dataclass(frozen=True)
class OfferWords:
    """What an offer is called, its art forms in words, and the site that it is at; "" for none."""

    title: str
    artforms: frozenset[str]
    site: str = ""


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
    words      offer to its title, art forms and site
    wanted     URN to the art forms that the school posted as wanted
    travel     the travel times in use; None leaves it to straight lines
    """

    offers: Offers
    capacity: Mapping[str, int]
    words: Mapping[str, OfferWords]
    wanted: Mapping[int, frozenset[str]]
    travel: Travel | None = None

    def fit(self, schools: SchoolTable) -> Bools:
        """Return which schools some offer fits."""
        if not len(self.offers):
            return np.zeros(len(schools), dtype=bool)
        return np.asarray((~np.isinf(km_to_fitting(schools, self.offers))).any(axis=1))

    def journeys(self, schools: SchoolTable) -> Journeys:
        """Return the way from each of these schools to each offer."""
        sites = [self.words[key].site for key in self.offers.key]
        minutes = self.travel.minutes_between(schools.urn, sites) if self.travel else None
        return Journeys(km_to_fitting(schools, self.offers), minutes, self.offers.is_online)


def match(schools: SchoolTable, chosen: Ints, partners: Partners) -> dict[int, Match]:
    """Return a match for each chosen position: as many as can be made, and of those the best."""
    these = schools.take(chosen)
    organisations = sorted(set(partners.offers.organisation.tolist()) & set(partners.capacity))
    journeys = partners.journeys(these)
    best = [_best_offers(these, journeys, partners, organisation) for organisation in organisations]
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
            why = _why(these, school, partners, offer, journeys)
            found[position] = Match(organisations[place], why)
    return found


def _best_offers(
    schools: SchoolTable, journeys: Journeys, partners: Partners, organisation: str
) -> tuple[Ints, Floats]:
    """Return, for each school, the organisation's best offer and its score; -1 where none fits."""
    theirs = np.flatnonzero(partners.offers.organisation == organisation)
    scores = np.column_stack([_scores(schools, journeys, partners, int(offer)) for offer in theirs])
    best = scores.argmax(axis=1)
    return theirs[best], scores[np.arange(len(schools)), best]


def _scores(schools: SchoolTable, journeys: Journeys, partners: Partners, offer: int) -> Floats:
    forms = partners.words[partners.offers.key[offer]].artforms
    wanted = [bool(forms & partners.wanted.get(int(urn), frozenset())) for urn in schools.urn]
    comes = COMES if partners.offers.where[offer] == "with_you" else 0.0
    return np.where(journeys.does_fit(offer), journeys.closeness(offer) + WANTED * np.array(wanted) + comes, -1.0)


def _why(schools: SchoolTable, school: int, partners: Partners, offer: int, journeys: Journeys) -> str:
    words = partners.words[partners.offers.key[offer]]
    shared = words.artforms & partners.wanted.get(int(schools.urn[school]), frozenset())
    parts: Sequence[str] = [
        f"“{words.title}” is for its key stages",
        "declared fit for special needs" if is_special(schools)[school] else "",
        f"{' and '.join(sorted(shared)).lower()}, which the school asked for" if shared else "",
        "comes to schools" if partners.offers.where[offer] == "with_you" else "",
        journeys.in_words(school, offer),
    ]
    return "; ".join(part for part in parts if part) + "."
