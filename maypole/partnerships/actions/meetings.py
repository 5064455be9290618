"""Plan a meeting, note what was decided and who does what, tick it off."""

import uuid
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from maypole.core.audit import record
from maypole.partnerships.models import Action, Decision, Meeting, Partnership


@transaction.atomic
def plan_meeting(*, partnership: Partnership, details: dict[str, Any], by: uuid.UUID) -> Meeting:
    meeting = Meeting.objects.create(partnership=partnership, **details)
    record("plan meeting", kind="partnership", subject=partnership.slug, by=by, meeting=meeting.title)
    return meeting


@transaction.atomic
def change_meeting(*, meeting: Meeting, details: dict[str, Any], by: uuid.UUID) -> None:
    for name, value in details.items():
        setattr(meeting, name, value)
    meeting.save()
    record("change meeting", kind="partnership", subject=meeting.partnership_id, by=by, meeting=meeting.title)


@transaction.atomic
def note_decision(*, meeting: Meeting, text: str, reason: str, by: uuid.UUID) -> Decision:
    decision = Decision.objects.create(meeting=meeting, text=text, reason=reason)
    record("decide", kind="partnership", subject=meeting.partnership_id, by=by, decision=text)
    return decision


@transaction.atomic
def note_action(*, meeting: Meeting, text: str, who: str, due_on: date | None, by: uuid.UUID) -> Action:
    action = Action.objects.create(meeting=meeting, text=text, who=who, due_on=due_on)
    record("note action", kind="partnership", subject=meeting.partnership_id, by=by, action=text)
    return action


@transaction.atomic
def tick_action(*, action: Action, is_done: bool, by: uuid.UUID) -> None:
    """Mark an action as done, or not done after all."""
    action.done_at = timezone.now() if is_done else None
    action.done_by = by if is_done else None
    action.save(update_fields=["done_at", "done_by"])
    record("tick" if is_done else "untick", kind="action", subject=action.pk, by=by)
