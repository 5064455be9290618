"""What a school sees when it is asked, and its one-page cultural record afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from maypole.directory.models import School
from maypole.outcomes.answers import shown
from maypole.outcomes.frameworks import Framework, Part
from maypole.outcomes.models import AcceptedLine, Confirmation, Line, LineAnswer
from maypole.outcomes.queries.confirmations import CORRECTABLE, lines_about
from maypole.outcomes.queries.returns import framework_of_round
from maypole.outcomes.terms import term_of


@dataclass(frozen=True)
class Figure:
    """A figure that a school may put right."""

    name: str
    title: str
    told: str
    typed: str
    choices: tuple[str, ...]
    error: str


@dataclass(frozen=True)
class LineAsked:
    """A line that a school is asked about."""

    id: UUID
    project: str
    organisation: str
    together: str
    figures: tuple[Figure, ...]
    verdict: str
    note: str
    error: str

    @property
    def is_put_right(self) -> bool:
        """Whether its figures stand open, so that nothing typed is out of sight."""
        return self.verdict == LineAnswer.Verdict.CORRECTED or any(
            one.error or one.typed != one.told for one in self.figures
        )


def asked_of(confirmation: Confirmation, posted: Mapping[str, str], errors: Mapping[str, str]) -> tuple[LineAsked, ...]:
    """Return the lines that a school is asked about, with what it said or typed before."""
    framework = framework_of_round(confirmation.round)
    said = {answer.line_id: answer for answer in confirmation.answers.all()}
    return tuple(_asked(line, framework, said.get(line.pk), posted, errors) for line in lines_about(confirmation))


def _asked(
    line: Line, framework: Framework, said: LineAnswer | None, posted: Mapping[str, str], errors: Mapping[str, str]
) -> LineAsked:
    corrections = said.corrections if said else {}
    figures = []
    for slug in CORRECTABLE:
        question = framework.question(Part.LINE, slug)
        name = f"fix-{line.pk}-{slug}"
        told = shown(question, line.answers.get(slug))
        kept = shown(question, corrections[slug]) if slug in corrections else told
        choices = tuple(title for _, title in question.categories)
        figures.append(Figure(name, question.title, told, posted.get(name, kept), choices, errors.get(name, "")))
    return LineAsked(
        id=line.pk,
        project=line.project.title,
        organisation=str(line.project.return_of.organisation),
        together="" if line.school_id else str(line),
        figures=tuple(figures),
        verdict=posted.get(f"verdict-{line.pk}", said.verdict if said else ""),
        note=posted.get(f"note-{line.pk}", said.note if said else ""),
        error=errors.get(f"verdict-{line.pk}", ""),
    )


@dataclass(frozen=True)
class RecordLine:
    """A project in a school's record."""

    term: str
    project: str
    organisation: str
    figures: tuple[tuple[str, str], ...]
    is_confirmed: bool


def record_of(school: School) -> tuple[RecordLine, ...]:
    """Return a school's cultural record: its accepted lines, newest term first."""
    lines = AcceptedLine.objects.filter(school=school).select_related("line__project", "organisation")
    found = sorted(lines, key=lambda one: term_of(one.term_key).order, reverse=True)
    return tuple(_record_line(one) for one in found)


def _record_line(accepted: AcceptedLine) -> RecordLine:
    figures = [
        ("children", accepted.children), ("sessions", accepted.sessions),
        ("times a child took part", accepted.engagements), ("teachers", accepted.teachers),
    ]  # fmt: skip
    return RecordLine(
        term=term_of(accepted.term_key).title,
        project=accepted.line.project.title,
        organisation=str(accepted.organisation),
        figures=tuple((name, "not known" if value is None else f"{value:,}") for name, value in figures),
        is_confirmed=accepted.is_confirmed,
    )
