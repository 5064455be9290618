"""A plan against reach: which of its schools accepted returns tell of since it began."""

from dataclasses import dataclass
from datetime import date

from maypole.atlas.queries.reach import told_of
from maypole.outcomes.terms import Term, term_of, term_on
from maypole.partnerships.models import Plan


@dataclass(frozen=True)
class Tracked:
    """What returns tell of one school of a plan, in the terms that the plan runs over."""

    urn: int
    terms: tuple[str, ...]
    organisations: int

    @property
    def is_reached(self) -> bool:
        return bool(self.terms)


@dataclass(frozen=True)
class Tracking:
    """All schools of a plan."""

    schools: dict[int, Tracked]
    is_over: bool

    @property
    def reached(self) -> int:
        return sum(one.is_reached for one in self.schools.values())

    @property
    def total(self) -> int:
        return len(self.schools)

    @property
    def missing(self) -> int:
        return self.total - self.reached


def tracking_of(plan: Plan, today: date) -> Tracking:
    """Return how far a plan is; work of the term in which it was adopted counts."""
    urns = list(plan.schools.filter(is_in=True).values_list("school_id", flat=True))
    told = told_of(urns)
    first, last = term_on(plan.starts_on), term_on(plan.ends_on)
    found = {}
    for urn in urns:
        within = [term for term in sorted(map(term_of, told.get(urn, {})), key=order_of) if first.order <= term.order]
        within = [term for term in within if term.order <= last.order]
        organisations = set[str]().union(*(told[urn][term.key].organisations for term in within))
        found[urn] = Tracked(urn, tuple(term.title for term in within), len(organisations))
    return Tracking(found, plan.ends_on < today)


def order_of(term: Term) -> tuple[int, int]:
    return term.order
