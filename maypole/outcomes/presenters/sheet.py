"""The sheet of a project: its own answers, then a row a school, with warnings and totals."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from maypole.outcomes.answers import Value, shown
from maypole.outcomes.field_names import Posted, name_of
from maypole.outcomes.frameworks import NOT_KNOWN, AnswerKind, Framework, Part, Question
from maypole.outcomes.models import Line, Project, PupilCounts, Return
from maypole.outcomes.queries.returns import facts_of_lines, framework_of_round, lines_of
from maypole.outcomes.warnings import Notice, line_warnings, project_warnings, pupil_warnings

NUMERIC = {AnswerKind.WHOLE: "numeric", AnswerKind.NUMBER: "decimal", AnswerKind.MONEY: "decimal"}


@dataclass(frozen=True)
class Cell:
    """One answer as a field: its name and label, what stands in it, what is wrong with it."""

    name: str
    label: str
    question: Question
    text: str
    about: str = ""
    error: str = ""
    remark: str = ""
    is_warned: bool = False
    is_kept: bool = True

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Return what a select offers: nothing yet, the categories, and "not known"."""
        return [("", "–"), *((title, title) for _, title in self.question.categories), ("Not known", "Not known")]

    @property
    def is_choice(self) -> bool:
        return self.question.kind == AnswerKind.CHOICE

    @property
    def is_date(self) -> bool:
        return self.question.kind == AnswerKind.DATE

    @property
    def inputmode(self) -> str:
        return NUMERIC.get(self.question.kind, "text")


@dataclass(frozen=True)
class Look:
    """A warning as a row of its own, with what was said about it."""

    name: str
    field: str
    text: str
    hint: str
    explanation: str
    is_missing: bool
    is_kept: bool = True


@dataclass(frozen=True)
class SheetRow:
    """A school's row: the short form, what may be added, and what to look at."""

    id: UUID
    title: str
    detail: str
    cells: tuple[Cell, ...]
    more: tuple[Cell, ...]
    looks: tuple[Look, ...]
    is_accepted: bool

    @property
    def has_more(self) -> bool:
        """Whether the answers beyond the short form are open: somebody gave one, or there are several key stages."""
        return any(cell.text or cell.error for cell in self.more) or any(cell.text == "Several" for cell in self.cells)


@dataclass(frozen=True)
class Total:
    """What a column adds up to, and how many rows did not say."""

    label: str
    text: str
    note: str = ""


@dataclass(frozen=True)
class Sheet:
    """A project's page."""

    project: Project
    cells: tuple[Cell, ...]
    more: tuple[Cell, ...]
    looks: tuple[Look, ...]
    columns: tuple[Question, ...]
    rows: tuple[SheetRow, ...]
    totals: tuple[Total, ...]
    seen: str

    @property
    def line_of_words(self) -> str:
        """The project in a line, such as "Dance · 7 September 2026 to 27 November 2026"."""
        said = {cell.question.slug: cell.text for cell in self.cells}
        days = " to ".join(dict.fromkeys(filter(None, (said.get("starts_on"), said.get("ends_on")))))
        return " · ".join(filter(None, (said.get("artform"), said.get("activity"), days)))

    @property
    def is_begun(self) -> bool:
        return all(cell.text for cell in self.cells) and not any(cell.error for cell in self.cells)

    @property
    def fields(self) -> list[tuple[str, Cell]]:
        """Return every field with the row that it stands in, nothing for the project's own."""
        own = [("", cell) for cell in (*self.cells, *self.more)]
        return own + [(row.title, cell) for row in self.rows for cell in (*row.cells, *row.more)]

    @property
    def attention(self) -> list[tuple[str, str, str]]:
        """Return (id of the field, whose, what) for each warning that is more than a missing answer and not explained."""
        own = [(look.field, self.project.title, look.text) for look in self.looks if not look.is_missing]
        rows = [
            (look.field, row.title, look.text)
            for row in self.rows
            for look in row.looks
            if not look.is_missing and not look.explanation
        ]
        return own + rows


def sheet_of(project: Project, posted: Posted | None = None) -> Sheet:
    """Return the sheet of a project; with what was posted, its errors and what was typed."""
    posted = posted or Posted()
    return_of = project.return_of
    framework = framework_of_round(return_of.round)
    lines = list(lines_of(return_of).filter(project=project))
    facts = facts_of_lines(return_of, lines)
    notices = project_warnings(framework, project.answers, return_of.round.term)
    rows = tuple(
        _row(line, framework, line_warnings(framework, line.answers, facts[line.pk]), posted) for line in lines
    )
    sheet = Sheet(
        project=project,
        cells=_cells(framework.short(Part.PROJECT), Part.PROJECT, project, posted, notices),
        more=_cells(framework.long(Part.PROJECT), Part.PROJECT, project, posted, notices),
        looks=_looks(Part.PROJECT, project.pk, notices, {}, posted),
        columns=framework.short(Part.LINE),
        rows=rows,
        totals=_totals(framework.short(Part.LINE), lines),
        seen="",
    )
    return replace(sheet, seen=seen_in(sheet))


def _row(line: Line, framework: Framework, notices: list[Notice], posted: Posted) -> SheetRow:
    return SheetRow(
        id=line.pk,
        title=str(line),
        detail=_detail(line),
        cells=_cells(framework.short(Part.LINE), Part.LINE, line, posted, notices),
        more=_cells(framework.long(Part.LINE), Part.LINE, line, posted, notices),
        looks=_looks(Part.LINE, line.pk, notices, line.explanations, posted),
        is_accepted=line.state == Line.State.ACCEPTED,
    )


def _detail(line: Line) -> str:
    covered = ", ".join(str(school) for school in line.covers.all())
    return covered or (line.school.town if line.school else "Not a school")


def _cells(
    questions: Iterable[Question],
    part: Part,
    record: Project | Line | PupilCounts,
    posted: Posted,
    notices: list[Notice],
) -> tuple[Cell, ...]:
    warned = {notice.question for notice in notices if not notice.code.startswith("not-answered")}
    return tuple(
        _cell(question, name_of(part, record.pk, question.slug), record, posted, question.slug in warned)
        for question in questions
    )


def _cell(question: Question, name: str, record: Project | Line | PupilCounts, posted: Posted, is_warned: bool) -> Cell:
    text = posted.typed.get(name, shown(question, record.answers.get(question.slug)))
    return Cell(
        name=name,
        label=question.title,
        question=question,
        text=text,
        about=str(record),
        error=posted.errors.get(name, ""),
        remark=posted.remarks.get(name, ""),
        is_warned=is_warned,
        is_kept=name not in posted.typed,
    )


def _looks(
    part: Part, record: UUID, notices: list[Notice], explanations: dict[str, str], posted: Posted
) -> tuple[Look, ...]:
    return tuple(
        Look(
            name=(name := f"why-{record}-{notice.code}"),
            field=name_of(part, record, notice.question),
            text=notice.text,
            hint=notice.hint,
            explanation=posted.typed.get(name, explanations.get(notice.code, "")),
            is_kept=name not in posted.typed,
            is_missing=notice.code.startswith("not-answered"),
        )
        for notice in notices
    )


def _totals(columns: tuple[Question, ...], lines: list[Line]) -> tuple[Total, ...]:
    return tuple(_total(question, [line.answers.get(question.slug) for line in lines]) for question in columns)


def _total(question: Question, values: list[Value]) -> Total:
    if question.slug == "new_or_repeat":
        counted = [f"{values.count(slug)} {title.lower()}" for slug, title in question.categories if slug in values]
        return Total(question.title, ", ".join(counted))
    if not question.is_number or question.slug == "hours":
        return Total(question.title, "")
    numbers = [value for value in values if isinstance(value, int | float)]
    unknown = sum(value == NOT_KNOWN for value in values)
    note = f"{unknown} not known" if unknown else ""
    return Total(question.title, f"{sum(numbers):,.0f}" if numbers else "", note)


def seen_in(sheet: Sheet) -> str:
    """Return what the page shows, field by field, for finding out what somebody changed."""
    looks = [look for row in sheet.rows for look in row.looks]
    texts = {cell.name: cell.text for _, cell in sheet.fields if cell.is_kept}
    return json.dumps(texts | {look.name: look.explanation for look in looks if look.explanation and look.is_kept})


def wrong_of(posted: Posted, fields: Iterable[tuple[str, Cell]]) -> list[tuple[str, str]]:
    """Return (id of the field, whose it is and what is wrong) for each answer that could not be read."""
    whose = {cell.name: ", ".join(filter(None, (cell.label, of))) for of, cell in fields}
    return [(name, f"{whose[name]}: {error}" if name in whose else error) for name, error in posted.errors.items()]


@dataclass(frozen=True)
class PupilSheet:
    """The questions that are asked once, for one partnership."""

    title: str
    cells: tuple[Cell, ...]
    more: tuple[Cell, ...]
    looks: tuple[Look, ...]

    @property
    def fields(self) -> list[tuple[str, Cell]]:
        return [(self.title, cell) for cell in (*self.cells, *self.more)]


def pupil_sheets(return_of: Return, posted: Posted | None = None) -> tuple[tuple[PupilSheet, ...], str]:
    """Return the once-asked questions by partnership, and what the page shows."""
    posted = posted or Posted()
    framework = framework_of_round(return_of.round)
    sheets = []
    for counts in return_of.pupil_counts.select_related("partnership"):
        told = lines_of(return_of).filter(partnership=counts.partnership).values_list("answers", flat=True)
        children = sum(number for answers in told if isinstance(number := answers.get("children"), int))
        notices = pupil_warnings(framework, counts.answers, children)
        cells = _cells(framework.short(Part.PUPILS), Part.PUPILS, counts, posted, notices)
        more = _cells(framework.long(Part.PUPILS), Part.PUPILS, counts, posted, notices)
        title = str(counts.partnership) if counts.partnership else "Elsewhere"
        sheets.append(PupilSheet(title, cells, more, _looks(Part.PUPILS, counts.pk, notices, {}, posted)))
    seen = {cell.name: cell.text for sheet in sheets for _, cell in sheet.fields if cell.is_kept}
    return tuple(sheets), json.dumps(seen)
