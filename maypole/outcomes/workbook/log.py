"""A log in somebody's own layout: which column is which, then projects with a line a school, nothing lost.

Every row of the log is in one group: a project and whom it names. Children of a group are its largest row, since the same
children come again; sessions are its rows; engagements are what its rows add up to.
"""

import ast
import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from maypole.core.ingest.tables import text_of
from maypole.directory.matching.index import Index, the_one
from maypole.directory.matching.names import name_of
from maypole.directory.matching.scoring import Known, Sure
from maypole.directory.models import School
from maypole.directory.queries.known import known_schools
from maypole.outcomes.answers import UnreadableAnswer, date_of, read_answer
from maypole.outcomes.frameworks import Part, latest
from maypole.outcomes.workbook.reading import UnreadableWorkbook, opened
from maypole.places.postcode_text import compact
from maypole.places.queries.areas import district_of_code
from maypole.places.queries.postcodes import points_of

COLUMNS = (
    ("school", "School", True), ("project", "Project", False), ("date", "Day", False), ("postcode", "School’s postcode", False),
    ("children", "Children in the session", False), ("teachers", "Teachers", False), ("hours", "Hours", False),
)  # fmt: skip
GUESSES = {
    "school": ("school", "schools", "school name", "setting"), "project": ("project", "project_name", "event_name", "event"),
    "date": ("date", "day", "session date"), "postcode": ("postcode", "postcodes", "school postcode", "post code"),
    "children": ("children", "pupil_count", "pupils", "participants", "participant_count", "attendance"),
    "teachers": ("teachers", "teacher_count", "staff"), "hours": ("hours", "duration"),
}  # fmt: skip
MOST_ROWS = 20_000
MOST_CANDIDATES = 3
Table = list[tuple[int, list[str]]]


@dataclass(frozen=True)
class Candidate:
    """A school that a name may mean."""

    urn: int
    words: str


@dataclass
class Named:
    """A name in the log with the school that it surely is, those that it may be, or none."""

    text: str
    postcode: str
    school: School | None = None
    candidates: tuple[Candidate, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.text}|{self.postcode}"


@dataclass
class Group:
    """A project and the school, or the several schools together, that rows of the log name."""

    project: str
    names: tuple[Named, ...]
    rows: list[int] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    children: int | None = None
    engagements: int | None = None
    teachers: int | None = None
    hours: float | None = None

    @property
    def is_sure(self) -> bool:
        return all(name.school is not None for name in self.names)


@dataclass
class Log:
    """All that a log says: groups, and rows that could not be read, by line with why."""

    groups: list[Group]
    refused: list[tuple[int, str]]
    rows: int


def table_of(body: bytes, name: str) -> Table:
    """Return the rows of a csv or xlsx with their line numbers, the heading first. Raises UnreadableWorkbook."""
    if name.lower().endswith((".xlsx", ".ods", ".xlsm")) or body[:2] == b"PK":
        book = opened(body)
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False, nrows=MOST_ROWS + 1)
        table = [(number, [text_of(cell) for cell in cells]) for number, cells in enumerate(rows, start=1)]
    else:
        table = _csv(body)
    table = [(number, cells) for number, cells in table if any(cells)]
    if len(table) < 2:
        raise UnreadableWorkbook("This file has no rows under a line of column titles.")
    return table[: MOST_ROWS + 1]


def _csv(body: bytes) -> Table:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = body.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    if text.lstrip()[:1] == "<":
        raise UnreadableWorkbook("This is a web page saved as a file, not a list. Save the list itself as csv or xlsx.")
    delimiter = max(",;\t", key=text[:20_000].count)
    reader = csv.reader(io.StringIO(text.replace("\x00", "")), delimiter=delimiter)
    try:
        return [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader]
    except csv.Error as error:
        raise UnreadableWorkbook(f"Line {reader.line_num} cannot be read: {error}.") from error


def guessed(titles: Sequence[str], remembered: dict[str, str]) -> dict[str, str]:
    """Return our name of a column to its title: as it was last time, else by its name."""
    lower = {title.strip().lower(): title for title in reversed(titles)}
    found = {}
    for slug, _, _ in COLUMNS:
        last = remembered.get(slug, "")
        guess = next((lower[one] for one in GUESSES[slug] if one in lower), "")
        found[slug] = last if last in titles else guess
    return found


def read_log(table: Table, columns: dict[str, str]) -> Log:
    """Return a log by project and school. Raises UnreadableWorkbook where no column names the school."""
    titles = table[0][1]
    at = {slug: titles.index(title) for slug, title in columns.items() if title in titles}
    if "school" not in at:
        raise UnreadableWorkbook("Say which column names the school.")
    schools = _Schools()
    groups: dict[tuple[str, tuple[str, ...]], Group] = {}
    refused: list[tuple[int, str]] = []
    parsed = [(number, _row(cells, at)) for number, cells in table[1:]]
    schools.look_up([one for _, row in parsed for one in zip(row.schools, row.postcodes, strict=True)])
    for number, row in parsed:
        if not row.schools:
            refused.append((number, "No school is named in this row."))
            continue
        names = tuple(schools.named(text, code) for text, code in zip(row.schools, row.postcodes, strict=True))
        group = groups.setdefault((row.project, tuple(name.key for name in names)), Group(row.project, names))
        _add(group, number, row, refused)
    return Log(list(groups.values()), refused, len(table) - 1)


@dataclass(frozen=True)
class _Row:
    project: str
    schools: tuple[str, ...]
    postcodes: tuple[str, ...]
    day: str
    children: str
    teachers: str
    hours: str


def _row(cells: list[str], at: dict[str, int]) -> _Row:
    def cell(slug: str) -> str:
        place = at.get(slug)
        return cells[place].strip() if place is not None and place < len(cells) else ""

    names = _listed(cell("school"))
    codes = _listed(cell("postcode"))
    paired = dict(zip(names, codes if len(codes) == len(names) else ("",) * len(names), strict=True))
    return _Row(
        cell("project") or "Work with schools",
        tuple(paired),
        tuple(paired.values()),
        cell("date"),
        cell("children"),
        cell("teachers"),
        cell("hours"),
    )


def _listed(text: str) -> tuple[str, ...]:
    """Return the names of a cell, which may hold a list written out, or several lines or names after semicolons."""
    if text.startswith("["):
        try:
            found = ast.literal_eval(text)
        except (ValueError, SyntaxError):
            found = [text.strip("[]'\" ")]
        if isinstance(found, list):
            return tuple(str(one).strip() for one in found if str(one).strip())
    parts = [part.strip() for part in text.replace("\n", ";").split(";")]
    return tuple(part for part in parts if part)


def _add(group: Group, number: int, row: _Row, refused: list[tuple[int, str]]) -> None:
    group.rows.append(number)
    if day := date_of(row.day):
        group.days.append(day)
    elif row.day:
        refused.append((number, f"“{row.day[:40]}” is no day that we can read. The row counts without it."))
    children = _number("children", row.children, number, refused)
    if children is not None:
        group.children = max(group.children or 0, int(children))
        group.engagements = (group.engagements or 0) + int(children)
    teachers = _number("teachers", row.teachers, number, refused)
    if teachers is not None:
        group.teachers = max(group.teachers or 0, int(teachers))
    hours = _number("hours", row.hours, number, refused)
    if hours is not None:
        group.hours = round((group.hours or 0) + hours, 2)


def _number(slug: str, text: str, number: int, refused: list[tuple[int, str]]) -> float | None:
    try:
        value = read_answer(latest("collective-outcomes").question(Part.LINE, slug), text).value
    except UnreadableAnswer as error:
        refused.append((number, str(error)))
        return None
    return float(value) if isinstance(value, int | float) else None


class _Schools:
    """Finds the school of a name and postcode. Without a place nobody is sure, however alike the names are."""

    def __init__(self) -> None:
        self.index = Index(known_schools())
        self.found: dict[str, Named] = {}

    def look_up(self, asked: Iterable[tuple[str, str]]) -> None:
        wanted = {(text, code) for text, code in asked}
        points = points_of([code for _, code in wanted])
        for text, code in sorted(wanted):
            named = Named(text, code)
            point = points.get(compact(code))
            district = district_of_code(point.district_code) if point else None
            record = Known(
                ref="log", name=name_of(text), postcode=compact(code),
                latitude=point.latitude if point else None, longitude=point.longitude if point else None,
                district=district.pk if district else None, is_school=True,
            )  # fmt: skip
            verdicts = self.index.verdicts(record)
            one = the_one(verdicts)
            named.school = _school(one.ref) if one else None
            likely = [verdict for verdict in verdicts if verdict.sure is not Sure.NO][:MOST_CANDIDATES]
            named.candidates = () if one else tuple(_candidate(verdict.ref) for verdict in likely)
            self.found[named.key] = named

    def named(self, text: str, code: str) -> Named:
        return self.found[f"{text}|{code}"]


def _school(ref: str) -> School:
    return School.objects.get(pk=int(ref.split(":")[1]))


def _candidate(ref: str) -> Candidate:
    school = _school(ref)
    return Candidate(school.urn, ", ".join(filter(None, (school.name, school.town, school.postcode))))
