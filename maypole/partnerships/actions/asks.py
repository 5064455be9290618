"""Note that a school was asked to take part, and what it said."""

import uuid
from datetime import date

from django.db import transaction

from maypole.core.audit import record
from maypole.directory.models import Offer, School
from maypole.partnerships.models import Ask, Partnership


class UnableToNote(Exception):
    """What was to be noted of an ask cannot be true; the message says why."""


@transaction.atomic
def note_ask(
    *,
    partnership: Partnership,
    school: School,
    asked_on: date,
    asked_by: str,
    about: str,
    by: uuid.UUID | None,
    today: date,
    offer: Offer | None = None,
) -> Ask:
    """Keep that somebody asked a school. Raises UnableToNote for a day to come."""
    if asked_on > today:
        raise UnableToNote(f"{asked_on:%-d %B %Y} is still to come. Note it once the school has been asked.")
    ask = Ask.objects.create(
        partnership=partnership, school=school, asked_on=asked_on, asked_by=asked_by, about=about, offer=offer
    )
    record("ask school", kind="partnership", subject=partnership.slug, by=by, school=school.urn, ask=ask.pk)
    return ask


@transaction.atomic
def note_answer(*, ask: Ask, answer: str, reason: str, on: date, by: uuid.UUID | None, today: date) -> None:
    """Keep what the school said; "no answer yet" takes an answer back. Raises UnableToNote."""
    if answer == Ask.Answer.NONE:
        ask.answer, ask.reason, ask.answered_on = Ask.Answer.NONE, "", None
    else:
        if on < ask.asked_on:
            raise UnableToNote(f"The school was asked on {ask.asked_on:%-d %B %Y}, so it answered then or later.")
        if on > today:
            raise UnableToNote(f"{on:%-d %B %Y} is still to come.")
        ask.answer, ask.reason, ask.answered_on = answer, reason, on
    ask.save(update_fields=["answer", "reason", "answered_on"])
    record("note answer", kind="partnership", subject=ask.partnership_id, by=by, ask=ask.pk, answer=answer)


@transaction.atomic
def remove_ask(*, ask: Ask, by: uuid.UUID | None) -> None:
    """Take out an ask that was noted by mistake."""
    record("remove ask", kind="partnership", subject=ask.partnership_id, by=by, school=ask.school_id, ask=ask.pk)
    ask.delete()
