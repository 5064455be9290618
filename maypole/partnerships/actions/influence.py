"""Keep what a partnership did to change curriculum, policy or public spaces."""

import uuid
from typing import Any

from django.db import transaction

from maypole.core.audit import record
from maypole.partnerships.models import Influence, Partnership


@transaction.atomic
def note_influence(*, partnership: Partnership, details: dict[str, Any], by: uuid.UUID | None) -> Influence:
    made = Influence.objects.create(partnership=partnership, **details)
    record("note influence", kind="partnership", subject=partnership.slug, by=by, action=made.action)
    return made


@transaction.atomic
def change_influence(*, influence: Influence, details: dict[str, Any], by: uuid.UUID | None) -> None:
    for name, value in details.items():
        setattr(influence, name, value)
    influence.save()
    record("change influence", kind="partnership", subject=influence.partnership_id, by=by, action=influence.action)


@transaction.atomic
def remove_influence(*, influence: Influence, by: uuid.UUID | None) -> None:
    """Take out a line that was noted by mistake."""
    record("remove influence", kind="partnership", subject=influence.partnership_id, by=by, action=influence.action)
    influence.delete()
