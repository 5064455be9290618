"""Send a return, take it back, or say that there is nothing to tell."""

import uuid
from datetime import datetime

from django.db import transaction

from maypole.core.audit import record
from maypole.outcomes.actions.returns import LineIsAccepted, held_open, touch
from maypole.outcomes.models import Line, Return
from maypole.outcomes.queries.returns import Addition, addition_of

State = Return.State


class UnableToSend(Exception):
    """A return cannot be sent; the message says what is missing."""


@transaction.atomic
def send_return(*, return_of: Return, by: uuid.UUID | None, now: datetime) -> Addition:
    """Send a return to its reviewers, and return what it adds. Warnings never stop it.

    Raises UnableToSend where it tells of nothing, and ReturnIsClosed.
    """
    held = held_open(return_of)
    if not held.has_nothing_to_tell and not held.projects.filter(lines__isnull=False).exists():
        raise UnableToSend("Add a project and one school, or say that there was no work with schools this term.")
    if held.projects.filter(lines__isnull=False).exists():
        Return.objects.filter(pk=held.pk).update(has_nothing_to_tell=False)
    _become(held, State.SENT, by, now)
    record("send return", kind="return", subject=held.id, by=by)
    return addition_of(held)


@transaction.atomic
def tell_of_nothing(*, return_of: Return, by: uuid.UUID | None, now: datetime) -> None:
    """Say that there was no work with schools this term, and send that. Raises UnableToSend where projects stand."""
    held = held_open(return_of)
    if held.projects.filter(lines__isnull=False).exists():
        raise UnableToSend("Your return has projects. Take them out first, or send them.")
    Return.objects.filter(pk=held.pk).update(has_nothing_to_tell=True)
    _become(held, State.SENT, by, now)
    record("tell of nothing", kind="return", subject=held.id, by=by)


@transaction.atomic
def take_back_return(*, return_of: Return, by: uuid.UUID | None, now: datetime) -> None:
    """Make a sent return a draft again, while nobody has accepted any of it. Raises ReturnIsClosed, LineIsAccepted."""
    held = held_open(return_of)
    if accepted := Line.objects.filter(project__return_of=held, state=Line.State.ACCEPTED).first():
        raise LineIsAccepted(accepted)
    Return.objects.filter(pk=held.pk).update(state=State.DRAFT, has_nothing_to_tell=False)
    touch(held, now)
    record("take back return", kind="return", subject=held.id, by=by)


def _become(held: Return, state: str, by: uuid.UUID | None, now: datetime) -> None:
    Return.objects.filter(pk=held.pk).update(state=state, sent_at=now, sent_by=by)
    touch(held, now)
