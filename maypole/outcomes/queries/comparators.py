"""What each organisation's accepted lines add up to in one partnership and term: an organisation beside the others."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from maypole.outcomes.models import AcceptedLine, Return
from maypole.partnerships.models import Partnership


@dataclass(frozen=True)
class Totals:
    """What is sure of an organisation: each child once a school, each school once."""

    children: int
    schools: int
    engagements: int
    child_hours: int


def totals_by_organisation(term_key: str, partnership: Partnership) -> dict[str, Totals]:
    """Return the totals of each organisation with an accepted line in this partnership and term."""
    lines: dict[str, list[AcceptedLine]] = defaultdict(list)
    for line in AcceptedLine.objects.filter(term_key=term_key, partnership=partnership):
        lines[str(line.organisation_id)].append(line)
    return {organisation: _totals(found) for organisation, found in lines.items()}


def _totals(lines: Iterable[AcceptedLine]) -> Totals:
    lines = list(lines)
    largest: dict[int | None, int] = defaultdict(int)
    for line in lines:
        largest[line.school_id] = max(largest[line.school_id], line.children or 0)
    return Totals(
        children=sum(largest.values()),
        schools=len({line.school_id for line in lines} - {None}),
        engagements=sum(line.engagements or 0 for line in lines),
        child_hours=sum(line.child_hours or 0 for line in lines),
    )


def partnerships_of_return(return_of: Return) -> list[Partnership]:
    """Return the partnerships that accepted lines of a return lie in."""
    lines = AcceptedLine.objects.filter(round=return_of.round_id, organisation=return_of.organisation_id)
    return list(Partnership.objects.filter(pk__in=lines.values("partnership")).order_by("name"))
