"""Projects of returns that could belong to a collaboration."""

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


def joinable_projects(collaboration: Collaboration) -> list[Joinable]:
    """Return accepted projects of the partnership's lines, those of partners first, the newest terms first."""
    joined = set(collaboration.joined.values_list("project_id", flat=True))
    partners = set(collaboration.organisations.values_list("pk", flat=True))
    lines = AcceptedLine.objects.filter(partnership=collaboration.partnership_id).select_related(
        "line__project", "organisation"
    )
    found: dict[UUID, Joinable] = {}
    is_partner: dict[UUID, bool] = {}
    for one in lines:
        project = one.line.project
        schools = found[project.pk].schools if project.pk in found else 0
        found[project.pk] = Joinable(
            project.pk, project.title, str(one.organisation), term_of(one.term_key), schools + 1, project.pk in joined
        )
        is_partner[project.pk] = one.organisation_id in partners
    return sorted(
        found.values(),
        key=lambda one: (
            not one.is_joined, not is_partner[one.project_id], [-part for part in one.term.order], one.title,
        ),
    )  # fmt: skip
