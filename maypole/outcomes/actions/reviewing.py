"""Ask about a value, answer, accept lines into reach, open them again, lock a return."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction

from maypole.accounts.models import Person
from maypole.core.audit import record
from maypole.outcomes.counting import counts_of
from maypole.outcomes.models import AcceptedLine, Expected, Line, Project, Query, Return
from maypole.outcomes.queries.confirmations import is_confirmed

State = Return.State


class UnableToAccept(Exception):
    """The line or return is not in a state to be accepted; the message says why."""


class UnableToReopen(Exception):
    """Nothing of what was chosen has been accepted."""


@transaction.atomic
def ask(
    *,
    return_of: Return,
    text: str,
    by: uuid.UUID,
    now: datetime,
    line: Line | None = None,
    project: Project | None = None,
    question: str = "",
) -> Query:
    """Ask the organisation about a value, a line, a project or the whole return, and mail it."""
    query = Query.objects.create(
        return_of=return_of, line=line, project=project, question=question, text=text, asked_by=by, asked_at=now
    )
    if return_of.state == State.SENT:
        Return.objects.filter(pk=return_of.pk).update(state=State.QUERIED)
    record("ask", kind="return", subject=return_of.id, by=by, question=question)
    transaction.on_commit(lambda: _tell_organisation(query))
    return query


def _tell_organisation(query: Query) -> None:
    return_of = query.return_of
    sender = Person.objects.filter(pk=return_of.sent_by).first() if return_of.sent_by else None
    expected = Expected.objects.filter(round=return_of.round, organisation=return_of.organisation).first()
    address = sender.email if sender else expected.email if expected else ""
    if address:
        send_mail(
            f"A question about your return for {return_of.round.term.title}",
            f"{query.text}\n\nAnswer it, or change the figure, here:\n"
            f"{settings.SITE_URL}{return_of.get_absolute_url()}#queries\n\nNothing else waits for you.",
            None,
            [address],
        )


@transaction.atomic
def answer(*, query: Query, text: str, by: uuid.UUID, now: datetime) -> None:
    """Answer a reviewer's question. When none is open, the return counts as sent again."""
    query.answer, query.answered_by, query.answered_at = text, by, now
    query.save(update_fields=["answer", "answered_by", "answered_at"])
    record("answer", kind="return", subject=query.return_of_id, by=by)
    _settle_state(query.return_of)


@transaction.atomic
def close_query(*, query: Query, by: uuid.UUID, now: datetime) -> None:
    """Say that a question is done with."""
    query.closed_at = now
    query.save(update_fields=["closed_at"])
    record("close query", kind="return", subject=query.return_of_id, by=by)
    _settle_state(query.return_of)


def _settle_state(return_of: Return) -> None:
    waiting = Query.objects.filter(return_of=return_of, answered_at__isnull=True, closed_at__isnull=True)
    if return_of.state == State.QUERIED and not waiting.exists():
        Return.objects.filter(pk=return_of.pk, state=State.QUERIED).update(state=State.SENT)


@transaction.atomic
def accept_lines(*, return_of: Return, lines: Iterable[Line], by: uuid.UUID | None, now: datetime) -> int:
    """Accept lines as they stand now: from now on they are reach. Returns how many. Raises UnableToAccept for a draft."""
    held = Return.objects.select_for_update(of=("self",)).select_related("round").get(pk=return_of.pk)
    if held.state == State.DRAFT:
        raise UnableToAccept("This return has not been sent yet.")
    waiting = Line.objects.filter(pk__in=[line.pk for line in lines], project__return_of=held, state=Line.State.OPEN)
    accepted = [_accept(line, held, by, now) for line in waiting.select_related("project")]
    ids = [line.line_id for line in accepted]
    Query.objects.filter(line__in=ids, closed_at__isnull=True).update(closed_at=now)
    if not Line.objects.filter(project__return_of=held, state=Line.State.OPEN).exists():
        Return.objects.filter(pk=held.pk).update(state=State.ACCEPTED)
    else:
        _settle_state(held)
    record("accept", kind="return", subject=held.id, by=by, lines=len(accepted))
    return len(accepted)


def _accept(line: Line, return_of: Return, by: uuid.UUID | None, now: datetime) -> AcceptedLine:
    Line.objects.filter(pk=line.pk).update(state=Line.State.ACCEPTED, accepted_at=now, accepted_by=by)
    made = accepted_line(line, return_of, now)
    made.is_confirmed = is_confirmed(line)
    made.save()
    return made


def accepted_line(line: Line, return_of: Return, now: datetime) -> AcceptedLine:
    """Return the flat row of a line, not saved."""
    counts = counts_of(line.answers)
    project = line.project.answers
    return AcceptedLine(
        line=line,
        round=return_of.round,
        term_key=return_of.round.term_key,
        organisation_id=return_of.organisation_id,
        school_id=line.school_id,
        district_id=line.district_id,
        county_id=line.county_id,
        partnership_id=line.partnership_id,
        activity=project.get("activity", ""),
        artform=project.get("artform", ""),
        children=counts.children,
        children_unknown=counts.children_unknown,
        sessions=counts.sessions,
        engagements=counts.engagements,
        child_hours=counts.child_hours,
        teachers=counts.teachers,
        new_or_repeat=line.answers.get("new_or_repeat", ""),
        awards_unknown=counts.awards_unknown,
        accepted_at=now,
        **{f"children_{stage}": number for stage, number in counts.by_key_stage.items()},
        **{f"awards_{level}": number for level, number in counts.by_level.items()},
    )


@transaction.atomic
def reopen_lines(*, return_of: Return, lines: Iterable[Line], reason: str, by: uuid.UUID, now: datetime) -> None:
    """Take lines out of reach again, with a reason, so that they can be put right. Raises UnableToReopen for none."""
    ids = [line.pk for line in lines if line.state == Line.State.ACCEPTED]
    if not ids:
        raise UnableToReopen("None of these lines has been accepted, so there is nothing to open again.")
    AcceptedLine.objects.filter(line__in=ids).delete()
    Line.objects.filter(pk__in=ids).update(state=Line.State.OPEN, accepted_at=None, accepted_by=None)
    Return.objects.filter(pk=return_of.pk).update(state=State.SENT, locked_at=None)
    record("reopen", kind="return", subject=return_of.id, by=by, reason=reason, lines=len(ids))


@transaction.atomic
def lock_return(*, return_of: Return, by: uuid.UUID | None, now: datetime) -> None:
    """Lock an accepted return, as a release does. Raises UnableToAccept where it is not accepted."""
    if return_of.state not in (State.ACCEPTED, State.LOCKED):
        raise UnableToAccept("Accept all of its lines first.")
    Return.objects.filter(pk=return_of.pk).update(state=State.LOCKED, locked_at=now)
    record("lock", kind="return", subject=return_of.id, by=by)


@transaction.atomic
def unlock_return(*, return_of: Return, reason: str, by: uuid.UUID, now: datetime) -> None:
    """Unlock a return with a reason; its lines stay accepted until they are opened."""
    Return.objects.filter(pk=return_of.pk).update(state=State.ACCEPTED, locked_at=None)
    record("unlock", kind="return", subject=return_of.id, by=by, reason=reason)
