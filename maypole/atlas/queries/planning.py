"""What a plan is made from, and the plan as an answer with its reasons, its partners and what it does to inequality."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

import numpy as np

from maypole.atlas.columns.offers import Offers
from maypole.atlas.columns.reach import Reach
from maypole.atlas.columns.schools import SchoolTable
from maypole.atlas.planning.partners import Match, OfferWords, Partners, match
from maypole.atlas.planning.question import Question
from maypole.atlas.planning.reasons import reasons
from maypole.atlas.planning.solving import Found, OnProgress, search
from maypole.atlas.planning.standing import Standing, standing_of
from maypole.atlas.queries.areas import schools_perhaps_inside
from maypole.atlas.queries.inequality import Inequality, NoInequality, inequality_of
from maypole.atlas.queries.offers import open_offers
from maypole.atlas.queries.reach import last_terms, reach_of, told_of
from maypole.atlas.queries.schools import table_of_area
from maypole.atlas.queries.sites import first_sites
from maypole.atlas.queries.travel import travel_in_use
from maypole.directory.artforms import ArtForm
from maypole.directory.models import Offer, Organisation, Want
from maypole.outcomes.terms import Term, term_of, term_on
from maypole.partnerships.models import Member, Partnership


@dataclass(frozen=True)
class Material:
    """The schools of a partnership, what is told of them, and who could work with them.

    perhaps   how many more schools may be in its area, for all that anybody knows
    """

    schools: SchoolTable
    reach: Reach
    terms: tuple[Term, ...]
    partners: Partners
    perhaps: int = 0

    @property
    def unplaced(self) -> int:
        return int((~self.schools.is_placed).sum())


@dataclass(frozen=True)
class Answer:
    """A plan, why each school is in or left out, who works with whom, and inequality before and after.

    typical   times that a pupil takes part, as counted for each school of the plan
    """

    found: Found
    standing: Standing
    why: Mapping[int, str]
    matches: Mapping[int, Match]
    before: Inequality | NoInequality
    after: Inequality | NoInequality
    typical: float


def terms_looked_at(number: int, today: date) -> tuple[Term, ...]:
    """Return the last finished terms and the one under way, oldest first."""
    return (*last_terms(today, number), term_on(today))


def material_of(partnership: Partnership, question: Question, today: date) -> Material:
    """Read what a plan is made from."""
    schools = table_of_area([partnership.territory])
    urns = schools.urn.tolist()
    terms = terms_looked_at(question.terms, today)
    reach = reach_of(urns, told_of(urns), [term.key for term in terms], schools.roll)
    perhaps = schools_perhaps_inside([partnership.territory]).count()
    return Material(schools, reach, terms, partners_of(partnership, question, schools), perhaps)


def organisations_that_offer(partnership: Partnership) -> list[Organisation]:
    """Return the members that have an open offer to schools."""
    members = partnership.members.filter(state=Member.State.MEMBER, organisation__isnull=False)
    offering = Offer.objects.filter(state=Offer.State.OPEN, audience=Offer.Audience.SCHOOLS)
    found = Organisation.objects.open().filter(pk__in=members.values("organisation_id"))
    return list(found.filter(pk__in=offering.values("organisation_id")).order_by("name"))


def partners_of(partnership: Partnership, question: Question, schools: SchoolTable) -> Partners:
    """Return the offers of the organisations that were named with how much they can do; of all members where none was.

    Travel times that say nothing of these schools leave it to straight lines, for all of them alike.
    """
    capacity = dict(question.capacities) or {
        str(one.pk): question.most for one in organisations_that_offer(partnership)
    }
    offers = offers_of(set(capacity))
    wants = Want.objects.filter(school__district__held_by__outer=partnership.territory, state=Want.State.OPEN)
    wanted: dict[int, frozenset[str]] = {}
    for urn, forms in wants.values_list("school_id", "artforms"):
        wanted[urn] = wanted.get(urn, frozenset()) | frozenset(map(_form, forms))
    travel = travel_in_use()
    return Partners(
        offers, capacity, words_of(offers), wanted, travel if travel and travel.tells_of(schools.urn) else None
    )


def words_of(offers: Offers) -> dict[str, OfferWords]:
    """Return what each offer is called, its art forms, and the site that it is at."""
    rows = list(
        Offer.objects.filter(pk__in=offers.key.tolist()).values_list(
            "pk", "title", "artforms", "venue_id", "organisation_id"
        )
    )
    first = first_sites({organisation for *_, venue, organisation in rows if venue is None})
    return {
        str(key): OfferWords(
            title, frozenset(map(_form, forms)), f"venue:{venue}" if venue else first.get(organisation, "")
        )
        for key, title, forms, venue, organisation in rows
    }


def offers_of(organisations: set[str]) -> Offers:
    """Return the open offers to schools of these organisations."""
    every = open_offers()
    theirs = np.array([one in organisations for one in every.organisation], dtype=bool)
    return Offers(**{field.name: getattr(every, field.name)[theirs] for field in fields(every)})


def _form(slug: str) -> str:
    return ArtForm(slug).title


def answer_to(
    question: Question, material: Material, *, seconds: float, on_progress: OnProgress | None = None
) -> Answer:
    """Search for a plan and say all that is known of it. Raises Impossible."""
    schools, reach = material.schools, material.reach
    is_fit = material.partners.fit(schools) if question.capacities else np.ones(len(schools), dtype=bool)
    standing = standing_of(question, schools, reach, is_fit)
    found = search(question, schools, standing, seconds=seconds, on_progress=on_progress)
    typical = typical_times(reach)
    last = {n: term_of(key).title for n, key in enumerate(reach.last_term) if key}
    return Answer(
        found=found,
        standing=standing,
        why=reasons(question, schools, standing, found, last),
        matches=match(schools, found.chosen, material.partners),
        before=inequality_of(schools, reach),
        after=inequality_of(schools, with_plan(reach, found, typical)),
        typical=typical,
    )


def typical_times(reach: Reach) -> float:
    """Return how often pupils took part at the middle reached school; 1 where no return tells, which changes no index."""
    told = reach.engagements[reach.engagements > 0]
    return float(np.median(told)) if len(told) else 1.0


def with_plan(reach: Reach, found: Found, typical: float) -> Reach:
    """Return reach as it would be if each school of the plan were reached as the middle reached school is."""
    planned = np.zeros(len(reach.engagements))
    planned[found.chosen] = typical
    planned[found.comes_along] = typical
    return replace(reach, engagements=reach.engagements + planned)
