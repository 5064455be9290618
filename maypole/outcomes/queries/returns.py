"""Find returns, what a round asks of them, and what is known of a line besides its answers."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from maypole.directory.models import Organisation
from maypole.outcomes.answers import whole_of
from maypole.outcomes.frameworks import Framework, framework_named
from maypole.outcomes.frameworks.asked import with_extra
from maypole.outcomes.models import Line, Return, Round
from maypole.outcomes.terms import term_of
from maypole.outcomes.warnings import LineFacts, Overlap


def framework_of_round(of: Round) -> Framework:
    """Return what a round asks, the partnership's own questions included."""
    return with_extra(framework_named(of.framework_key), of.extra_questions)


def grid_framework(of: Round) -> Framework | None:
    """Return the before-and-after statements that a round offers."""
    return framework_named(of.grid_key) if of.grid_key else None


def last_return(organisation: Organisation, before: Round) -> Return | None:
    """Return what an organisation told of the latest earlier term, if anything."""
    found = Return.objects.filter(organisation=organisation).exclude(round=before).select_related("round")
    earlier = [one for one in found if one.round.term.order < before.term.order]
    return max(earlier, key=lambda one: one.round.term.order, default=None)


def lines_of(return_of: Return) -> QuerySet[Line]:
    """Return the lines of a return with what a page shows of them."""
    return (
        Line.objects.filter(project__return_of=return_of)
        .select_related("school", "project", "partnership")
        .prefetch_related("covers")
        .order_by("project__position", "position", "id")
    )


@dataclass(frozen=True)
class _Days:
    first: str
    last: str

    def meet(self, other: "_Days") -> bool:
        return self.first <= other.last and other.first <= self.last


def facts_of_lines(return_of: Return, lines: Iterable[Line], *, names_others: bool = False) -> dict[object, LineFacts]:
    """Return by line what warnings are measured against; three queries, however many lines."""
    lines = list(lines)
    schools = {line.school_id for line in lines if line.school_id}
    history = _history(return_of)
    others = _others(return_of, schools)
    return {line.pk: replace(_facts(line, history, others), names_others=names_others) for line in lines}


def _facts(line: Line, history: tuple[int, ...], others: dict[int, list[tuple[_Days, Overlap]]]) -> LineFacts:
    mine = _days(line)
    overlaps = tuple(
        overlap for days, overlap in others.get(line.school_id or 0, []) if mine is not None and mine.meet(days)
    )
    school = line.school
    return LineFacts(
        who=str(line),
        roll=school.roll if school else _joint_roll(line),
        history=history,
        overlaps=overlaps,
    )


def _joint_roll(line: Line) -> int | None:
    rolls = [school.roll for school in line.covers.all()]
    return sum(roll for roll in rolls if roll) if rolls and all(rolls) else None


def _history(return_of: Return) -> tuple[int, ...]:
    """Return the children of this organisation's earlier lines, each about one school."""
    earlier = Line.objects.filter(
        project__return_of__organisation_id=return_of.organisation_id, school__isnull=False
    ).exclude(project__return_of=return_of)
    told = (whole_of(answers, "children") for answers in earlier.values_list("answers", flat=True))
    return tuple(number for number in told if number is not None)


def _others(return_of: Return, schools: set[int]) -> dict[int, list[tuple[_Days, Overlap]]]:
    """Return, by school, the projects that other organisations told of in the same term, unless both name the other."""
    found: dict[int, list[tuple[_Days, Overlap]]] = defaultdict(list)
    lines = (
        Line.objects.filter(school_id__in=schools, project__return_of__round__term_key=return_of.round.term_key)
        .exclude(project__return_of__organisation_id=return_of.organisation_id)
        .exclude(project__return_of__state=Return.State.DRAFT)
        .select_related("project__return_of__organisation")
    )
    for line in lines:
        days = _days(line)
        if days is not None and line.school_id is not None:
            overlap = Overlap(str(line.project.return_of.organisation), line.project.title)
            found[line.school_id].append((days, overlap))
    return found


def _days(line: Line) -> _Days | None:
    first, last = (line.project.answers.get(slug) for slug in ("starts_on", "ends_on"))
    return _Days(first, last or first) if first else None


@dataclass(frozen=True)
class Addition:
    """What a return adds to what is known: its schools, and those of which nobody else has told this school year."""

    schools: int
    only_here: int


def addition_of(return_of: Return) -> Addition:
    """Return what sending a return adds."""
    mine = set(lines_of(return_of).filter(school__isnull=False).values_list("school_id", flat=True))
    year = return_of.round.term.school_year
    told = Line.objects.filter(school_id__in=mine).exclude(
        project__return_of__organisation_id=return_of.organisation_id
    )
    told = told.exclude(project__return_of__state=Return.State.DRAFT)
    others = {
        school
        for school, term in told.values_list("school_id", "project__return_of__round__term_key")
        if term_of(term).school_year == year
    }
    return Addition(len(mine), len(mine - others))
