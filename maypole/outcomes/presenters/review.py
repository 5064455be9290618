"""What a reviewer sees of a return: only the lines of their partnership, the odd ones first."""

from dataclasses import dataclass
from uuid import UUID

from maypole.accounts.models import Person
from maypole.accounts.permissions import is_administrator
from maypole.outcomes.answers import shown
from maypole.outcomes.frameworks import Framework, Part
from maypole.outcomes.models import Confirmation, Line, LineAnswer, Return
from maypole.outcomes.presenters.returns import Asking, Difference, asking, difference
from maypole.outcomes.queries.confirmations import differing_answers
from maypole.outcomes.queries.returns import facts_of_lines, framework_of_round, lines_of
from maypole.outcomes.queries.rounds import partnerships_reviewed_by
from maypole.outcomes.warnings import LineFacts, line_warnings, project_warnings


@dataclass(frozen=True)
class ReviewLine:
    """A line as its reviewer sees it."""

    id: UUID
    project: str
    who: str
    place: str
    figures: tuple[tuple[str, str], ...]
    looks: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    is_accepted: bool
    confirmed: str


@dataclass(frozen=True)
class Review:
    """A return under review."""

    of: Return
    lines: tuple[ReviewLine, ...]
    queries: tuple[Asking, ...]
    differences: tuple[Difference, ...]
    pupils: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    own_counts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    elsewhere: int

    @property
    def open_lines(self) -> int:
        return sum(not line.is_accepted for line in self.lines)

    @property
    def accepted_lines(self) -> int:
        return len(self.lines) - self.open_lines


def lines_to_review(return_of: Return, person: Person) -> list[Line]:
    """Return the lines of a return that are this person's to review."""
    lines = lines_of(return_of)
    if not is_administrator(person):
        lines = lines.filter(partnership__in=partnerships_reviewed_by(person))
    return list(lines)


def review_of(return_of: Return, person: Person) -> Review:
    """Return what a reviewer sees: odd lines first, then those with gaps, then the rest."""
    framework = framework_of_round(return_of.round)
    mine = lines_to_review(return_of, person)
    facts = facts_of_lines(return_of, mine, names_others=True)
    answers = {one.line_id: one for one in LineAnswer.objects.filter(line__in=mine)}
    lines = [_line(line, framework, facts[line.pk], answers.get(line.pk), return_of) for line in mine]
    ids = {line.pk for line in mine}
    partnerships = {line.partnership_id for line in mine}
    queries = [
        one for one in return_of.queries.select_related("line__school", "project") if one.line_id in {None, *ids}
    ]
    return Review(
        of=return_of,
        lines=tuple(sorted(lines, key=lambda line: (line.is_accepted, -len(line.looks), -len(line.missing), line.who))),
        queries=tuple(asking(query) for query in queries),
        differences=tuple(difference(one) for one in differing_answers(return_of) if one.line_id in ids),
        pupils=_pupils(return_of, framework, partnerships),
        own_counts=_own_counts(return_of, mine),
        elsewhere=lines_of(return_of).count() - len(mine),
    )


def _line(
    line: Line, framework: Framework, facts: LineFacts, answer: LineAnswer | None, return_of: Return
) -> ReviewLine:
    notices = [
        *line_warnings(framework, line.answers, facts),
        *project_warnings(framework, line.project.answers, return_of.round.term),
    ]
    odd = [notice for notice in notices if not notice.code.startswith("not-answered")]
    figures = [
        (question.title, shown(question, line.answers[question.slug]))
        for question in framework.parts[Part.LINE]
        if question.slug in line.answers
    ]
    return ReviewLine(
        id=line.pk,
        project=line.project.title,
        who=str(line),
        place=str(line.partnership or "In no partnership"),
        figures=tuple(figures),
        looks=tuple((notice.text, line.explanations.get(notice.code, "")) for notice in odd),
        missing=tuple(notice.text for notice in notices if notice.code.startswith("not-answered")),
        is_accepted=line.state == Line.State.ACCEPTED,
        confirmed=answer.get_verdict_display() if answer else "",
    )


def _pupils(
    return_of: Return, framework: Framework, partnerships: set[str | None]
) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    told = return_of.pupil_counts.select_related("partnership")
    return tuple(
        (
            str(counts.partnership or "Elsewhere"),
            tuple(
                (question.title, shown(question, counts.answers.get(question.slug)) or "–")
                for question in framework.parts[Part.PUPILS]
            ),
        )
        for counts in told
        if counts.partnership_id in partnerships
    )


def _own_counts(return_of: Return, lines: list[Line]) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return what only a school knows about its pupils: for the reviewer, never for the organisation."""
    schools = {line.school_id for line in lines if line.school_id}
    told = Confirmation.objects.filter(round=return_of.round, school__in=schools).exclude(own_counts={})
    return tuple(
        (str(one.school), tuple((name.replace("_", " "), str(value)) for name, value in one.own_counts.items()))
        for one in told.select_related("school")
    )
