"""Write the audit entry of an action."""

import uuid
from typing import Any

from django.utils import timezone

from maypole.core.models import AuditEntry


def record(verb: str, *, kind: str, subject: object, by: uuid.UUID | None, **detail: Any) -> AuditEntry:
    """Record that `by` did `verb` to the record `subject` (its public id) of this kind."""
    return AuditEntry.objects.create(
        at=timezone.now(), actor=by, verb=verb, subject_kind=kind, subject_id=str(subject), detail=detail
    )
