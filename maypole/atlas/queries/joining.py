"""Projects of returns that could belong to a collaboration."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from maypole.outcomes.models import AcceptedLine
from maypole.outcomes.terms import Term, term_of
from maypole.partnerships.models import Collaboration


@dataclass(frozen=True)
class Joinable:
    """A project with accepted lines in the partnership's area."""

    project_id: UUID
    title: str
    organisation: str
    term: Term
    schools: int
    is_joined: bool
    is_of_partner: bool


def joinable_projects(collaboration: Collaboration) -> list[Joinable]:
    """Return accepted projects of the partnership's lines, those of partners first, the newest terms first."""
    joined = set(collaboration.joined.values_list("project_id", flat=True))
    partners = set(collaboration.organisations.values_list("pk", flat=True))
    lines = AcceptedLine.objects.filter(partnership=collaboration.partnership_id).select_related(
        "line__project", "organisation"
    )
    schools = Counter(one.line.project_id for one in lines)
    found = {
        one.line.project_id: Joinable(
            project_id=one.line.project_id,
            title=one.line.project.title,
            organisation=str(one.organisation),
            term=term_of(one.term_key),
            schools=schools[one.line.project_id],
            is_joined=one.line.project_id in joined,
            is_of_partner=one.organisation_id in partners,
        )
        for one in lines
    }
    return sorted(found.values(), key=_order)


def _order(one: Joinable) -> tuple[object, ...]:
    return not one.is_joined, not one.is_of_partner, [-part for part in one.term.order], one.title, str(one.project_id)
