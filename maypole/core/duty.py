"""Write down complaints and breaches."""

import uuid
from datetime import datetime
from typing import Any

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from maypole.core.audit import record
from maypole.core.models import BreachEntry, Complaint


@transaction.atomic
def complain(*, about: str, text: str, email: str, tell: list[str]) -> Complaint:
    """Keep a complaint and tell whoever runs the installation."""
    complaint = Complaint.objects.create(at=timezone.now(), about=about, text=text, email=email)
    record("complain", kind="complaint", subject=complaint.pk, by=None)
    message = f"About: {about or 'nothing in particular'}\n\n{text}\n\nAnswer it on Maypole, under Duties."
    transaction.on_commit(lambda: send_mail("A complaint on Maypole", message, None, tell))
    return complaint


@transaction.atomic
def answer_complaint(*, complaint: Complaint, answer: str, by: uuid.UUID) -> None:
    """Keep the answer, and mail it where an address was given."""
    complaint.answer, complaint.answered_by, complaint.answered_at = answer, by, timezone.now()
    complaint.save()
    record("answer", kind="complaint", subject=complaint.pk, by=by)
    if complaint.email:
        transaction.on_commit(lambda: send_mail("Your complaint on Maypole", answer, None, [complaint.email]))


@transaction.atomic
def enter_breach(*, found_at: datetime, details: dict[str, Any], by: uuid.UUID) -> BreachEntry:
    entry = BreachEntry.objects.create(found_at=found_at, entered_at=timezone.now(), entered_by=by, **details)
    record("enter", kind="breach", subject=entry.pk, by=by)
    return entry
