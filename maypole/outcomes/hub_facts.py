"""What accepted returns tell of a hub's schools together; never how many children at which school."""

from collections.abc import Iterator, Sequence
from datetime import date

from maypole.outcomes.models import AcceptedLine
from maypole.outcomes.terms import Term, term_on

TERMS = 4
TOGETHER = 2


def facts_of(school_urns: Sequence[int], today: date) -> Iterator[tuple[str, str]]:
    """Yield in how many projects of the last terms these schools took part together, and of how many no return tells."""
    if len(school_urns) < TOGETHER:
        return
    terms = last_terms(today)
    lines = AcceptedLine.objects.filter(school_id__in=school_urns, term_key__in=[term.key for term in terms])
    schools_of_project: dict[object, set[int]] = {}
    for project, urn in lines.values_list("line__project_id", "school_id"):
        schools_of_project.setdefault(project, set()).add(urn or 0)
    together = sum(len(schools) >= TOGETHER for schools in schools_of_project.values())
    reached = {urn for schools in schools_of_project.values() for urn in schools}
    span = f"{terms[-1].title.lower()} to {terms[0].title.lower()}"
    yield (
        "Projects together",
        f"{together or 'No'} accepted project{'' if together == 1 else 's'} had two or more of these schools, {span}",
    )
    missing = len(set(school_urns)) - len(reached)
    if missing:
        yield "Not told of", f"No return tells us of work with {missing} of these {len(school_urns)} schools, {span}"
    else:
        yield "Told of", f"A return tells us of work with each of these schools, {span}"


def last_terms(today: date) -> list[Term]:
    """Return the term of a day and the three before it, newest first."""
    terms = [term_on(today)]
    while len(terms) < TERMS:
        terms.append(terms[-1].before())
    return terms
