"""Ask a school about the lines that name it, by a link with no account."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse

from maypole.core.audit import record
from maypole.directory.models import School
from maypole.outcomes.actions.returns import Where, held_open, refuse_accepted, touch, write_answer
from maypole.outcomes.answers import Value
from maypole.outcomes.frameworks import Part
from maypole.outcomes.models import AcceptedLine, Confirmation, Line, LineAnswer, Round, ValueChange
from maypole.outcomes.models.confirmations import new_nonce
from maypole.outcomes.queries.confirmations import is_confirmed, lines_about

SALT = "outcomes.confirmation"


class UnusableLink(Exception):
    """The link was revoked, is not ours, or its round has closed; the message says which."""


class UnableToAsk(Exception):
    """The school cannot be asked yet; the message says why."""


@dataclass(frozen=True)
class LineSaid:
    """What a school says of one line."""

    verdict: str
    corrections: dict[str, Value] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class SchoolSaid:
    """All that a school says: of its lines, and besides."""

    lines: dict[uuid.UUID, LineSaid]
    would_do_again: str = ""
    principles: dict[str, Any] = field(default_factory=dict)
    barriers: tuple[str, ...] = ()
    comment: str = ""
    own_counts: dict[str, Value] = field(default_factory=dict)


@transaction.atomic
def suggest_address(*, of: Round, school: School, email: str, by: uuid.UUID | None) -> Confirmation:
    """Give the address of a school's arts lead; a reviewer approves it before anything is sent."""
    confirmation, _ = Confirmation.objects.get_or_create(round=of, school=school)
    if confirmation.sent_at is None:
        confirmation.email, confirmation.suggested_by = email.lower(), by
        confirmation.approved_at = confirmation.approved_by = None
        confirmation.save(update_fields=["email", "suggested_by", "approved_at", "approved_by"])
    record("suggest address", kind="confirmation", subject=confirmation.id, by=by)
    return confirmation


@transaction.atomic
def approve_and_send(*, confirmation: Confirmation, by: uuid.UUID | None, now: datetime) -> str:
    """Approve the address and mail the school its link; returns the link. Raises UnableToAsk."""
    if not confirmation.email:
        raise UnableToAsk(f"No address is known for {confirmation.school}.")
    if not confirmation.round.is_open:
        raise UnableToAsk("The round has closed.")
    if not lines_about(confirmation).exists():
        raise UnableToAsk(f"No return that was sent names {confirmation.school} yet.")
    confirmation.nonce, confirmation.revoked_at = new_nonce(), None
    confirmation.approved_at, confirmation.approved_by, confirmation.sent_at = now, by, now
    confirmation.save()
    record("ask school", kind="confirmation", subject=confirmation.id, by=by)
    link = link_of(confirmation)
    transaction.on_commit(lambda: _mail(confirmation, link))
    return link


def link_of(confirmation: Confirmation) -> str:
    """Return the address of the page where the school answers."""
    token = signing.dumps([str(confirmation.pk), confirmation.nonce], salt=SALT)
    return f"{settings.SITE_URL}{reverse('confirm_lines', args=[token])}"


def _mail(confirmation: Confirmation, link: str) -> None:
    lines = lines_about(confirmation)
    told = "\n".join(f"- {line.project.title}, {line.project.return_of.organisation}" for line in lines)
    send_mail(
        f"Is this right? Arts projects at {confirmation.school} in {confirmation.round.term.title}",
        f"These organisations told us that they worked with you:\n\n{told}\n\n"
        f"Say yes, or put it right, here. You need no account:\n{link}\n\n"
        f"You can change your answer until the round closes (due {confirmation.round.due_on:%-d %B %Y}). "
        "Afterwards you get a page for your governors and for Artsmark.\n\n"
        "If this is not for you, please pass it on to whoever leads on the arts.",
        None,
        [confirmation.email],
    )


@transaction.atomic
def revoke(*, confirmation: Confirmation, by: uuid.UUID | None, now: datetime) -> None:
    """Make the link useless."""
    confirmation.revoked_at, confirmation.nonce = now, new_nonce()
    confirmation.save(update_fields=["revoked_at", "nonce"])
    record("revoke link", kind="confirmation", subject=confirmation.id, by=by)


def confirmation_of(token: str) -> Confirmation:
    """Return what a link is about, whether or not its round is still open. Raises UnusableLink."""
    try:
        pk, nonce = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError) as error:
        raise UnusableLink("This link is not complete. Copy all of it from the message.") from error
    found = Confirmation.objects.select_related("round", "school").filter(pk=pk).first()
    if found is None or found.nonce != nonce or found.revoked_at is not None:
        raise UnusableLink("This link no longer works. A newer message may have a newer one.")
    return found


@transaction.atomic
def say(*, confirmation: Confirmation, said: SchoolSaid, now: datetime) -> None:
    """Keep what a school says; it may say it again, otherwise, until the round closes. Raises UnusableLink."""
    held = Confirmation.objects.select_for_update(of=("self",)).select_related("round").get(pk=confirmation.pk)
    if not held.round.is_open:
        raise UnusableLink("This round has closed, so your answer stays as it was.")
    lines = {line.pk: line for line in lines_about(held)}
    for line_id, one in said.lines.items():
        if line_id in lines:
            _keep_line(held, lines[line_id], one, now)
    held.would_do_again, held.comment = said.would_do_again, said.comment
    held.principles, held.barriers = said.principles, list(said.barriers)
    held.own_counts, held.answered_at = said.own_counts, now
    held.save()
    record("school answers", kind="confirmation", subject=held.id, by=None)


def _keep_line(confirmation: Confirmation, line: Line, said: LineSaid, now: datetime) -> None:
    LineAnswer.objects.update_or_create(
        confirmation=confirmation,
        line=line,
        defaults={
            "verdict": said.verdict, "corrections": said.corrections, "note": said.note, "at": now,
            "settled_at": None, "settled_by": None, "is_taken_over": None,
        },
    )  # fmt: skip
    AcceptedLine.objects.filter(line=line).update(is_confirmed=is_confirmed(line))


@transaction.atomic
def settle(*, answer: LineAnswer, take_over: bool, by: uuid.UUID, now: datetime) -> None:
    """Take the school's figures over, or keep one's own; both stay on record.

    Raises ReturnIsClosed where a figure would change that was accepted or locked, or whose round has closed.
    """
    if take_over:
        held_open(answer.line.project.return_of)
        refuse_accepted(answer.line)
        for slug, value in answer.corrections.items():
            _take_over(answer.line, slug, value, by, now)
        touch(answer.line.project.return_of, now)
    answer.settled_at, answer.settled_by, answer.is_taken_over = now, by, take_over
    answer.save(update_fields=["settled_at", "settled_by", "is_taken_over"])
    record("settle", kind="line", subject=answer.line_id, by=by, taken_over=take_over)


def _take_over(line: Line, slug: str, value: Value, by: uuid.UUID, now: datetime) -> None:
    kept = Line.objects.select_for_update().get(pk=line.pk)
    where = Where(Part.LINE, line.pk, slug)
    ValueChange.objects.create(
        return_of=line.project.return_of, of=where.part.value, record=where.record, question=slug,
        before=kept.answers.get(slug), after=value, by=by, at=now, reason="The school says so",
    )  # fmt: skip
    write_answer(kept, slug, value)
