"""Of which schools accepted returns tell, in which terms; from lines of one school and from lines of several together."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from maypole.atlas.columns.reach import Reach, Told, ToldBySchool
from maypole.outcomes.models import AcceptedLine, Line, Round
from maypole.outcomes.terms import Term, UnknownPeriod, term_of, term_on

MANY = 900
FIELDS = ("school_id", "term_key", "organisation_id", "children", "engagements", "line__project_id")


def told_of(urns: Collection[int], terms: Collection[str] | None = None) -> ToldBySchool:
    """Return what is told of these schools by term; of all terms where none are named. Two queries."""
    lines = AcceptedLine.objects.filter(school__isnull=False)
    joint = Line.covers.through.objects.filter(line__accepted__isnull=False)
    if len(urns) <= MANY:
        lines, joint = lines.filter(school_id__in=urns), joint.filter(school_id__in=urns)
    if terms is not None:
        lines, joint = lines.filter(term_key__in=terms), joint.filter(line__accepted__term_key__in=terms)
    found: ToldBySchool = defaultdict(lambda: defaultdict(Told))
    for urn, term, organisation, children, engagements, project in lines.values_list(*FIELDS):
        told = found[urn][term]
        told.engagements += max(engagements or 0, children or 0)
        told.largest = max(told.largest, children or 0)
        told.children += children or 0
        told.organisations.add(str(organisation))
        told.projects.add(str(project))
    together = joint.values_list(
        "school_id", "line__accepted__term_key", "line__accepted__organisation_id", "line__project_id"
    )
    for urn, term, organisation, project in together:
        found[urn][term].organisations.add(str(organisation))
        found[urn][term].projects.add(str(project))
    return found


def reach_of(urns: Sequence[int], told: ToldBySchool, terms: Collection[str], roll: NDArray[np.float64]) -> Reach:
    """Return reach in these terms. Children are at least the largest line, at most the sum or the roll if that is less."""
    chosen = [[told.get(int(urn), {})[term] for term in terms if term in told.get(int(urn), {})] for urn in urns]
    sums = np.array([sum(one.children for one in ones) for ones in chosen], dtype=float)
    least = np.array([max((one.largest for one in ones), default=0) for ones in chosen], dtype=float)
    return Reach(
        is_reached=np.array([bool(ones) for ones in chosen], dtype=bool),
        engagements=np.array([sum(one.engagements for one in ones) for ones in chosen], dtype=float),
        least=least,
        most=np.where(sums == 0, 0.0, np.maximum(np.minimum(sums, roll), least)),
        organisations=np.array([len(set().union(*(one.organisations for one in ones))) for ones in chosen], dtype=int),
        projects=np.array([len(set().union(*(one.projects for one in ones))) for ones in chosen], dtype=int),
        last_term=tuple(max(told.get(int(urn), {}), key=lambda key: term_of(key).order, default="") for urn in urns),
    )


def last_terms(today: date, number: int = 3) -> tuple[Term, ...]:
    """Return the last finished terms, oldest first."""
    term, found = term_on(today).before(), []
    for _ in range(number):
        found.append(term)
        term = term.before()
    return tuple(reversed(found))


def terms_with_returns() -> list[Term]:
    """Return every term about which a round asked, newest first: few rows, where lines are many."""
    keys = Round.objects.order_by().values_list("term_key", flat=True).distinct()
    return sorted((term for key in keys if (term := _known(key))), key=lambda term: term.order, reverse=True)


def _known(key: str) -> Term | None:
    try:
        return term_of(key)
    except UnknownPeriod:
        return None
