"""Open a round, ask organisations, remind them, give them longer, close it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse

from maypole.core.audit import record
from maypole.directory.models import Organisation
from maypole.outcomes.frameworks import framework_named, latest
from maypole.outcomes.frameworks.asked import with_extra
from maypole.outcomes.models import Expected, Return, Round, RoundPartnership
from maypole.outcomes.terms import term_of
from maypole.partnerships.models import Partnership

SALT = "outcomes.stop-these-emails"
BETWEEN_REMINDERS = timedelta(days=7)
FIRST_REMINDER = timedelta(days=14)


class UnableToOpen(Exception):
    """A round cannot be opened; the message says why."""


@dataclass(frozen=True)
class RoundDetails:
    """What somebody says when opening a round."""

    title: str
    term_key: str
    due_on: date
    message: str = ""
    with_grids: bool = True
    extra_questions: dict[str, list[dict[str, object]]] | None = None


@transaction.atomic
def open_round(
    *,
    details: RoundDetails,
    partnerships: Iterable[Partnership],
    opened_by: Organisation | None,
    by: uuid.UUID | None,
    now: datetime,
) -> Round:
    """Open a round over some partnerships. Raises UnableToOpen where one of them has a round for this term."""
    framework = latest("collective-outcomes")
    term_of(details.term_key)
    made = Round.objects.create(
        title=details.title,
        term_key=details.term_key,
        framework_key=framework.key,
        grid_key=latest("identity-wellbeing-learning").key if details.with_grids else "",
        extra_questions=details.extra_questions or {},
        opened_by=opened_by,
        message=details.message,
        opened_at=now,
        due_on=details.due_on,
        made_by=by,
    )
    for partnership in partnerships:
        _take_part(made, partnership)
    record("open round", kind="round", subject=made.id, by=by, title=made.title, term=made.term_key)
    return made


def _take_part(of: Round, partnership: Partnership) -> None:
    try:
        with transaction.atomic():
            RoundPartnership.objects.create(round=of, partnership=partnership, term_key=of.term_key)
    except IntegrityError as error:
        raise UnableToOpen(
            f"{partnership} already has a round for {of.term.title}. Ask the organisations in that one."
        ) from error


@transaction.atomic
def expect(
    *, of: Round, organisation: Organisation, partnership: Partnership | None, email: str, by: uuid.UUID | None
) -> Expected:
    """Say that a return is expected; saying it again changes the address."""
    expected, is_new = Expected.objects.update_or_create(
        round=of, organisation=organisation, defaults={"partnership": partnership, "email": email}
    )
    if is_new:
        record("expect", kind="round", subject=of.id, by=by, organisation=str(organisation.pk))
    return expected


@transaction.atomic
def expect_no_more(*, expected: Expected, by: uuid.UUID | None) -> None:
    """Take an organisation off the list of those that are expected. What it returned stays."""
    record("expect no more", kind="round", subject=expected.round_id, by=by, organisation=str(expected.organisation_id))
    expected.delete()


@transaction.atomic
def extend(*, expected: Expected, to: date, by: uuid.UUID | None) -> None:
    """Give an organisation longer."""
    expected.extended_to = to
    expected.save(update_fields=["extended_to"])
    record("extend", kind="round", subject=expected.round_id, by=by, organisation=str(expected.organisation_id))


def ask_everybody(*, of: Round, now: datetime) -> int:
    """Mail the opening message to all who were not asked yet; returns how many."""
    waiting = list(_reachable(of).filter(asked_at__isnull=True))
    for expected in waiting:
        _mail(expected, f"{of.title}: your return", _opening(of, expected))
        Expected.objects.filter(pk=expected.pk).update(asked_at=now)
    return len(waiting)


def remind(*, of: Round, now: datetime) -> int:
    """Mail those who have not sent theirs, a week apart, from two weeks before the day; returns how many."""
    has_sent = Return.objects.filter(round=of).exclude(state=Return.State.DRAFT).values("organisation_id")
    waiting = _reachable(of).filter(asked_at__lte=now - BETWEEN_REMINDERS).exclude(organisation__in=has_sent)
    told = 0
    for expected in waiting:
        if _is_due(expected, now):
            due = expected.due_on
            _mail(expected, f"{of.title}: by {due:%-d %B}", _reminder(of, expected, due, now.date()))
            Expected.objects.filter(pk=expected.pk).update(reminded_at=now, reminders=expected.reminders + 1)
            told += 1
    return told


def _reachable(of: Round) -> QuerySet[Expected]:
    found = Expected.objects.filter(round=of, stopped_at__isnull=True).exclude(email="")
    return found.select_related("organisation", "round")


def _is_due(expected: Expected, now: datetime) -> bool:
    is_near = expected.due_on - now.date() <= FIRST_REMINDER
    return is_near and (expected.reminded_at is None or now - expected.reminded_at >= BETWEEN_REMINDERS)


def _opening(of: Round, expected: Expected) -> str:
    said = f"{of.message}\n\n" if of.message else ""
    return (
        f"{of.title} is open until {of.due_on:%-d %B %Y}.\n\n{said}"
        f"It asks about your work with schools in {of.term.title}. What you told us last time is filled in already, "
        f"and it saves itself: most people need ten minutes.\n\n{_address(of, expected)}\n\n"
        "No work with schools this term? Say so there in one press. It is an answer, and it helps."
    )


def _reminder(of: Round, expected: Expected, due: date, today: date) -> str:
    when = f"is due on {due:%-d %B %Y}" if today <= due else f"was due on {due:%-d %B %Y}, and still counts"
    return (
        f"Your return for {of.term.title} {when}.\n\n{_address(of, expected)}\n\nNeed longer? Answer this mail and say."
    )


def _address(of: Round, expected: Expected) -> str:
    return f"{settings.SITE_URL}{reverse('return_begin', args=[of.id, expected.organisation_id])}"


def _mail(expected: Expected, subject: str, text: str) -> None:
    stop = f"{settings.SITE_URL}{reverse('round_stop_mail', args=[stop_token(expected)])}"
    EmailMessage(
        subject=subject,
        body=f"{text}\n\nStop these emails: {stop}",
        to=[expected.email],
        headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    ).send()


def stop_token(expected: Expected) -> str:
    """Return what a “Stop these emails” link says."""
    return signing.dumps(expected.pk, salt=SALT)


def expected_of(token: str) -> Expected:
    """Return whom a “Stop these emails” link is about. Raises Expected.DoesNotExist for a link that is not ours."""
    try:
        return Expected.objects.select_related("round", "organisation").get(pk=signing.loads(token, salt=SALT))
    except signing.BadSignature as error:
        raise Expected.DoesNotExist from error


@transaction.atomic
def stop_mail(*, expected: Expected, now: datetime) -> None:
    """Send no more mail of this round to this organisation."""
    expected.stopped_at = now
    expected.save(update_fields=["stopped_at"])
    record("stop mail", kind="round", subject=expected.round_id, by=None, organisation=str(expected.organisation_id))


@transaction.atomic
def close_round(*, of: Round, by: uuid.UUID | None, now: datetime) -> None:
    """Close a round: schools' links end, and nobody sends any more."""
    of.closed_at = now
    of.save(update_fields=["closed_at"])
    record("close round", kind="round", subject=of.id, by=by)


@transaction.atomic
def reopen_round(*, of: Round, by: uuid.UUID | None) -> None:
    """Open it again."""
    of.closed_at = None
    of.save(update_fields=["closed_at"])
    record("reopen round", kind="round", subject=of.id, by=by)


@transaction.atomic
def set_extra_questions(*, of: Round, questions: dict[str, list[dict[str, object]]], by: uuid.UUID | None) -> None:
    """Ask more than the framework does. Raises InvalidFramework, and UnableToOpen once somebody has begun."""
    if of.returns.exists():
        raise UnableToOpen("Somebody has begun a return. Ask this in the next round.")
    with_extra(framework_named(of.framework_key), questions)
    of.extra_questions = questions
    of.save(update_fields=["extra_questions"])
    record("ask more", kind="round", subject=of.id, by=by)
