"""What an organisation sees of its returns: what is asked, how far it is, what there is to look at."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from maypole.accounts.models import Person
from maypole.outcomes.answers import shown
from maypole.outcomes.frameworks import Part
from maypole.outcomes.models import Expected, LineAnswer, Project, Query, Return
from maypole.outcomes.presenters.sheet import Sheet, SheetRow, pupil_sheets, sheet_of
from maypole.outcomes.queries.confirmations import differing_answers
from maypole.outcomes.queries.returns import Addition, addition_of, framework_of_round
from maypole.outcomes.queries.rounds import expected_of


@dataclass(frozen=True)
class Asked:
    """A round that asks one of the person's organisations."""

    title: str
    organisation: str
    path: str
    state: str
    due_on: date
    is_open: bool
    is_started: bool


@dataclass(frozen=True)
class Step:
    """A step of the way through a return."""

    title: str
    state: str
    path: str
    note: str = ""


@dataclass(frozen=True)
class ProjectLine:
    """A project in the list of a return."""

    id: UUID
    title: str
    words: str
    schools: int
    children: str
    to_look_at: int
    is_done: bool


@dataclass(frozen=True)
class Asking:
    """A reviewer's question."""

    id: UUID
    about: str
    text: str
    asked_at: datetime
    answer: str
    is_open: bool


@dataclass(frozen=True)
class Difference:
    """What a school says otherwise, beside what the organisation says."""

    id: int
    school: str
    project: str
    verdict: str
    note: str
    figures: tuple[tuple[str, str, str], ...]
    is_settled: bool
    is_taken_over: bool


@dataclass(frozen=True)
class Overview:
    """A return as its organisation sees it."""

    of: Return
    projects: tuple[ProjectLine, ...]
    queries: tuple[Asking, ...]
    differences: tuple[Difference, ...]
    due_on: date
    takes_changes: bool

    @property
    def is_draft(self) -> bool:
        return self.of.state == Return.State.DRAFT

    @property
    def may_take_back(self) -> bool:
        return self.of.state in (Return.State.SENT, Return.State.QUERIED) and self.takes_changes


def open_rounds(person: Person) -> list[Asked]:
    """Return the rounds that ask the person's organisations, open ones first."""
    asked = [_asked(expected, begun) for expected, begun in expected_of(person)]
    return sorted(asked, key=lambda one: (not one.is_open, -one.due_on.toordinal(), one.organisation))


def _asked(expected: Expected, return_of: Return | None) -> Asked:
    of = expected.round
    return Asked(
        title=of.title,
        organisation=str(expected.organisation),
        path=return_of.get_absolute_url() if return_of else expected.begin_path,
        state=return_of.get_state_display() if return_of else "Not started",
        due_on=expected.due_on,
        is_open=of.is_open,
        is_started=return_of is not None,
    )


def overview(return_of: Return) -> Overview:
    """Return what the first page of a return shows."""
    expected = Expected.objects.filter(round=return_of.round, organisation=return_of.organisation).first()
    closed = return_of.state in (Return.State.ACCEPTED, Return.State.LOCKED) or not return_of.round.is_open
    return Overview(
        of=return_of,
        projects=tuple(_project_line(sheet) for sheet in sheets_of(return_of)),
        queries=tuple(asking(query) for query in return_of.queries.select_related("line__school", "project")),
        differences=tuple(difference(answer) for answer in differing_answers(return_of)),
        due_on=expected.due_on if expected else return_of.round.due_on,
        takes_changes=not closed,
    )


def sheets_of(return_of: Return) -> list[Sheet]:
    """Return the sheet of each project."""
    sheets = []
    for project in return_of.projects.all():
        project.return_of = return_of
        sheets.append(sheet_of(project))
    return sheets


def _project_line(sheet: Sheet) -> ProjectLine:
    missing = [look for look in sheet.looks if look.is_missing]
    missing += [look for row in sheet.rows for look in row.looks if look.is_missing]
    children = next((t.text for q, t in zip(sheet.columns, sheet.totals, strict=True) if q.slug == "children"), "")
    return ProjectLine(
        id=sheet.project.pk,
        title=sheet.project.title,
        words=sheet.line_of_words,
        schools=len(sheet.rows),
        children=children,
        to_look_at=len(sheet.attention),
        is_done=bool(sheet.rows) and not missing,
    )


def asking(query: Query) -> Asking:
    """Return a reviewer's question as a page shows it."""
    about = str(query.line or query.project or "the whole return")
    if query.question:
        about = f"{about}: {query.question.replace('_', ' ')}"
    is_open = query.answered_at is None and query.closed_at is None
    return Asking(query.pk, about, query.text, query.asked_at, query.answer, is_open)


def difference(answer: LineAnswer) -> Difference:
    """Return what a school says otherwise, in words."""
    framework = framework_of_round(answer.confirmation.round)
    figures = tuple(
        (question.title, shown(question, answer.line.answers.get(slug)), shown(question, value))
        for slug, value in answer.corrections.items()
        for question in [framework.question(Part.LINE, slug)]
    )
    return Difference(
        id=answer.pk,
        school=str(answer.confirmation.school),
        project=answer.line.project.title,
        verdict=answer.get_verdict_display(),
        note=answer.note,
        figures=figures,
        is_settled=answer.settled_at is not None,
        is_taken_over=bool(answer.is_taken_over),
    )


def steps(return_of: Return, here: str | Project) -> list[Step]:
    """Return the way through a return: projects, the one at hand, pupils, check and send."""
    base = return_of.get_absolute_url()
    is_sent = return_of.state != Return.State.DRAFT
    names = [("projects", "Projects", base)]
    if isinstance(here, Project):
        names.append(("project", here.title, f"{base}projects/{here.pk}/"))
    names += [("pupils", "Pupils’ needs", f"{base}pupils/"), ("check", "Check and send", f"{base}check/")]
    at = "project" if isinstance(here, Project) else here
    order = [name for name, _, _ in names]
    return [
        Step(title, "here" if name == at else "done" if is_sent or order.index(name) < order.index(at) else "", path)
        for name, title, path in names
    ]


@dataclass(frozen=True)
class Check:
    """What there is to look at before a return is sent."""

    looks: tuple[tuple[str, str, str], ...]
    missing: tuple[tuple[str, str, str], ...]
    addition: Addition
    projects: int
    children: int
    has_lines: bool


def check_of(return_of: Return) -> Check:
    """Return all warnings of a return with links to the fields, and what it adds up to."""
    sheets = sheets_of(return_of)
    base = return_of.get_absolute_url()
    looks, missing = [], []
    for sheet in sheets:
        page = f"{base}projects/{sheet.project.pk}/"
        looks += [(f"{page}#{field}", whose, text) for field, whose, text in sheet.attention]
        missing += [(f"{page}#{look.field}", sheet.project.title, look.text) for look in sheet.looks if look.is_missing]
        for row in sheet.rows:
            missing += [
                (f"{page}#{look.field}", f"{sheet.project.title}, {row.title}", look.text)
                for look in row.looks
                if look.is_missing
            ]
    for pupils in pupil_sheets(return_of)[0]:
        for look in pupils.looks:
            (missing if look.is_missing else looks).append((f"{base}pupils/#{look.field}", pupils.title, look.text))
    rows = [row for sheet in sheets for row in sheet.rows]
    children = sum(_children(row) for row in rows)
    return Check(tuple(looks), tuple(missing), addition_of(return_of), len(sheets), children, bool(rows))


def _children(row: SheetRow) -> int:
    text = next((cell.text for cell in row.cells if cell.question.slug == "children"), "")
    return int(text) if text.isdigit() else 0
