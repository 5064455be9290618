"""The board of a round, and the schools that its returns name."""

from dataclasses import dataclass
from datetime import date, datetime

from maypole.accounts.models import Person
from maypole.outcomes.models import Confirmation, Line, Return, Round
from maypole.outcomes.queries.board import NOT_STARTED, Completeness, Row, board, completeness
from maypole.outcomes.queries.rounds import partnerships_reviewed_by

WORDS = {NOT_STARTED: "Not started", **dict(Return.State.choices)}
TONES = {"sent": "note", "queried": "look", "accepted": "good", "locked": "good"}


@dataclass(frozen=True)
class BoardRow:
    """An organisation on the board."""

    organisation: str
    state: str
    tone: str
    due_on: date
    expected_id: int | None
    asked_at: datetime | None
    reminders: int
    has_address: bool
    is_stopped: bool
    review_path: str


@dataclass(frozen=True)
class Board:
    """Who is how far, and how complete the round is."""

    rows: tuple[BoardRow, ...]
    complete: Completeness
    percent_of_children: int | None
    to_ask: int


def board_of(of: Round) -> Board:
    """Return the board as a page shows it."""
    complete = completeness(of)
    share = complete.share_of_last_children
    rows = tuple(_row(row) for row in board(of))
    to_ask = sum(row.has_address and row.asked_at is None for row in rows)
    return Board(rows, complete, None if share is None else round(100 * share), to_ask)


def _row(row: Row) -> BoardRow:
    expected = row.expected
    may_review = row.return_of is not None and row.return_of.state != Return.State.DRAFT
    return BoardRow(
        organisation=row.organisation,
        state=WORDS[row.state],
        tone=TONES.get(row.state, ""),
        due_on=row.due_on,
        expected_id=expected.pk if expected else None,
        asked_at=expected.asked_at if expected else None,
        reminders=expected.reminders if expected else 0,
        has_address=bool(expected and expected.email),
        is_stopped=bool(expected and expected.stopped_at),
        review_path=f"/review/{row.return_of.pk}/" if may_review and row.return_of else "",
    )


@dataclass(frozen=True)
class SchoolAsked:
    """A school that returns name, and how far its confirmation is."""

    urn: int
    name: str
    projects: tuple[str, ...]
    email: str
    sent_at: datetime | None
    answered_at: datetime | None
    is_revoked: bool


def schools_of(of: Round, person: Person) -> list[SchoolAsked]:
    """Return the schools of the person's partnerships that sent returns name; those to approve first."""
    lines = (
        Line.objects.filter(
            project__return_of__round=of, school__isnull=False, partnership__in=partnerships_reviewed_by(person)
        )
        .exclude(project__return_of__state=Return.State.DRAFT)
        .select_related("school", "project__return_of__organisation")
    )
    there = {one.school_id: one for one in Confirmation.objects.filter(round=of)}
    named: dict[int, list[Line]] = {}
    for line in lines:
        named.setdefault(line.school_id or 0, []).append(line)
    schools = [_school(urn, found, there.get(urn)) for urn, found in named.items()]
    return sorted(schools, key=lambda one: (one.sent_at is not None, not one.email, one.name))


def _school(urn: int, lines: list[Line], held: Confirmation | None) -> SchoolAsked:
    return SchoolAsked(
        urn=urn,
        name=str(lines[0].school),
        projects=tuple(f"{line.project.title}, {line.project.return_of.organisation}" for line in lines),
        email=held.email if held else "",
        sent_at=held.sent_at if held else None,
        answered_at=held.answered_at if held else None,
        is_revoked=bool(held and held.revoked_at),
    )
