"""Read a filled-in workbook: what changes, what cannot be read (by sheet, row and column), what is new."""

import io
import json
import uuid
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from maypole.core.ingest.tables import text_of
from maypole.outcomes.actions.returns import Where
from maypole.outcomes.answers import UnreadableAnswer, read_answer, shown
from maypole.outcomes.field_names import name_of
from maypole.outcomes.frameworks import Framework, Part, Question
from maypole.outcomes.models import Return
from maypole.outcomes.queries.returns import framework_of_round
from maypole.outcomes.workbook.layout import (
    FIRST_ROW,
    HIDDEN,
    MOST_ROWS,
    PART_OF_SHEET,
    PROJECTS,
    PUPILS,
    SCHOOLS,
    VERSION,
    columns_of,
    letter,
)

LARGEST = 10 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
MACROS = ("vbaproject.bin", "xl/macrosheets/")


class UnreadableWorkbook(ValueError):
    """The file cannot be read as the workbook of this return; the message says why and what to do."""


@dataclass(frozen=True)
class Change:
    """An answer that the workbook changes."""

    where: Where
    about: str
    question: str
    before: str
    after: str


@dataclass(frozen=True)
class Problem:
    """A cell that cannot be read; the rest of its row is kept."""

    sheet: str
    row: int
    column: str
    text: str


@dataclass(frozen=True)
class NewRow:
    """A project or a school that the return does not have yet."""

    sheet: str
    row: int
    project: str
    urn: str = ""
    school: str = ""
    answers: tuple[tuple[str, str], ...] = ()


@dataclass
class Reading:
    """All that a workbook says."""

    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    new: list[NewRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def is_same(self) -> bool:
        return not self.changes and not self.new


def read_workbook(body: bytes, return_of: Return) -> Reading:
    """Return what a workbook changes in its return. Raises UnreadableWorkbook."""
    book = opened(body)
    was = _was(book, return_of)
    reader = _Reader(return_of, was)
    for name in (PROJECTS, SCHOOLS, PUPILS):
        if name in book.sheet_names:
            reader.sheet(name, book.get_sheet_by_name(name))
        else:
            reader.reading.notes.append(f"The sheet “{name}” is not there. Nothing of it was changed.")
    return reader.reading


def opened(body: bytes) -> CalamineWorkbook:
    """Open a workbook that is safe to open. Raises UnreadableWorkbook."""
    if len(body) > LARGEST:
        raise UnreadableWorkbook(f"This file is larger than {LARGEST // 1024 // 1024} MB. A return is far smaller.")
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            names = [one.filename.lower() for one in archive.infolist()]
            size = sum(one.file_size for one in archive.infolist())
    except zipfile.BadZipFile as error:
        raise UnreadableWorkbook("This is not a workbook. Save it as .xlsx and upload it again.") from error
    if size > LARGEST_UNPACKED:
        raise UnreadableWorkbook("This file unpacks to far more than a return can be. It was not opened.")
    if any(mark in name for name in names for mark in MACROS):
        raise UnreadableWorkbook("This workbook holds macros. Save it as .xlsx, without macros, and upload it again.")
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(body))
    except CalamineError as error:
        raise UnreadableWorkbook(
            "This workbook is damaged or locked by a password. Save it again without one."
        ) from error


def _was(book: CalamineWorkbook, return_of: Return) -> dict[str, str]:
    """Return what stood in each cell when the workbook was written. Raises UnreadableWorkbook for another's workbook."""
    if HIDDEN not in book.sheet_names:
        raise UnreadableWorkbook(
            "This is not our workbook, or its hidden sheet was taken out. Download a new one, or bring a log of your own."
        )
    rows = book.get_sheet_by_name(HIDDEN).to_python(skip_empty_area=False)
    facts = {text_of(row[0]): text_of(row[1]) for row in rows if len(row) > 1 and row[0] != ""}
    if facts.get("maypole") != VERSION:
        raise UnreadableWorkbook("This workbook is of an older kind. Download a new one and copy your figures into it.")
    if facts.get("return") != str(return_of.pk):
        raise UnreadableWorkbook(
            f"This workbook is for {facts.get('organisation', 'another organisation')}, {facts.get('term', 'another term')}. "
            f"You are in the return of {return_of.organisation}, {return_of.round.term.title}."
        )
    if facts.get("framework") != framework_of_round(return_of.round).key:
        raise UnreadableWorkbook("The questions have changed since this workbook was made. Download a new one.")
    return _unpacked("".join(str(row[2]) for row in rows if len(row) > 2))


def _unpacked(packed: str) -> dict[str, str]:
    try:
        was = json.loads(packed or "{}")
    except (ValueError, RecursionError):
        was = None
    if not isinstance(was, dict):
        raise UnreadableWorkbook("The hidden sheet of this workbook was changed. Download a new one, and copy into it.")
    return was


class _Reader:
    """Reads sheet by sheet into one reading."""

    def __init__(self, return_of: Return, was: dict[str, str]) -> None:
        self.return_of, self.was, self.reading = return_of, was, Reading()
        self.framework: Framework = framework_of_round(return_of.round)
        self.known: dict[Part, dict[str, str]] = {
            Part.PROJECT: {str(one.pk): one.title for one in return_of.projects.all()},
            Part.LINE: {
                str(line.pk): f"{project.title}, {line}"
                for project in return_of.projects.prefetch_related("lines__school")
                for line in project.lines.all()
            },
            Part.PUPILS: {str(one.pk): str(one) for one in return_of.pupil_counts.select_related("partnership")},
        }

    def sheet(self, name: str, sheet: CalamineSheet) -> None:
        rows = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS + FIRST_ROW)
        if not rows:
            self.reading.notes.append(f"The sheet “{name}” is empty. Nothing of it was changed.")
            return
        places = self._places(name, [text_of(cell) for cell in rows[0]])
        self._merged(name, sheet)
        for number, cells in enumerate(rows[FIRST_ROW:], start=FIRST_ROW):
            texts = [text_of(cell) for cell in cells]
            if any(texts):
                self._row(name, number, texts, places)
        if sheet.total_height > MOST_ROWS + FIRST_ROW:
            self.reading.notes.append(f"“{name}” has more than {MOST_ROWS:,} rows. Those below were not read.")

    def _places(self, name: str, titles: Sequence[str]) -> dict[str, int]:
        at = {title.strip().lower(): place for place, title in reversed(list(enumerate(titles))) if title.strip()}
        wanted = [column.title for column in columns_of(name, self.framework)]
        missing = [title for title in wanted if title.lower() not in at]
        if missing:
            listed = ", ".join(f"“{title}”" for title in missing)
            self.reading.notes.append(f"{name}: the columns {listed} are not there. Their answers stay as they are.")
        return {title: at[title.lower()] for title in wanted if title.lower() in at}

    def _merged(self, name: str, sheet: CalamineSheet) -> None:
        for start, end in sheet.merged_cell_ranges or []:
            if start[0] >= FIRST_ROW:
                text = "These cells are merged, so only the first of them counts. Unmerge them and fill in each."
                where = f"{letter(start[1])}{start[0] + 1} to {letter(end[1])}{end[0] + 1}"
                self.reading.problems.append(Problem(name, start[0] + 1, where, text))

    def _row(self, name: str, number: int, texts: list[str], places: dict[str, int]) -> None:
        part = PART_OF_SHEET[name]
        record = _at(texts, places, "id")
        if record and record not in self.known[part]:
            self._problem(name, number, places.get("id", 0), "This row has been taken out of the return meanwhile.")
        elif record:
            self._answers(name, number, texts, places, part, record)
        elif name != PUPILS:
            self._new(name, number, texts, places, part)

    def _answers(
        self, name: str, number: int, texts: list[str], places: dict[str, int], part: Part, record: str
    ) -> None:
        for column in columns_of(name, self.framework):
            if column.question is None or column.title not in places:
                continue
            question, typed = column.question, _at(texts, places, column.title)
            field_name = name_of(part, uuid.UUID(record), question.slug)
            before = self.was.get(field_name, "")
            after = self._read(name, number, places[column.title], question, typed)
            if after is not None and after != before:
                where = Where(part, uuid.UUID(record), question.slug)
                about = self.known[part][record]
                self.reading.changes.append(Change(where, about, question.title, before, after))

    def _read(self, name: str, number: int, column: int, question: Question, typed: str) -> str | None:
        """Return the answer in words, or None where it cannot be read."""
        try:
            return shown(question, read_answer(question, typed).value)
        except UnreadableAnswer as error:
            self._problem(name, number, column, f"{question.title}: {error}")
            return None

    def _new(self, name: str, number: int, texts: list[str], places: dict[str, int], part: Part) -> None:
        project = _at(texts, places, "Project")
        urn, school = _at(texts, places, "URN"), _at(texts, places, "School")
        if not project:
            self._problem(name, number, places.get("Project", 1), "Write the name of the project that this row is of.")
            return
        if name == SCHOOLS and not urn and not school:
            self._problem(name, number, places.get("URN", 2), "Write the school's URN, or its name and town.")
            return
        answers = []
        for column in columns_of(name, self.framework):
            if column.question is None or column.title not in places:
                continue
            typed = _at(texts, places, column.title)
            after = self._read(name, number, places[column.title], column.question, typed)
            if after:
                answers.append((column.question.slug, after))
        self.reading.new.append(NewRow(name, number + 1, project, urn, school, tuple(answers)))

    def _problem(self, name: str, number: int, column: int, text: str) -> None:
        self.reading.problems.append(Problem(name, number + 1, letter(column), text))


def _at(texts: list[str], places: dict[str, int], title: str) -> str:
    place = places.get(title)
    return texts[place].strip() if place is not None and place < len(texts) else ""
