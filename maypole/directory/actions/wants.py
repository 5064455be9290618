"""Post what a school would like, change it, say that it is met or not wanted any more, and restore it."""

import uuid
from typing import Any

from django.db import transaction

from maypole.core.audit import record
from maypole.directory.models import School, Want

RESTORED = ("text", "artforms", "key_stages", "wanted_when", "state", "is_public")


@transaction.atomic
def post_want(*, school: School, details: dict[str, Any], by: uuid.UUID | None) -> Want:
    want = Want.objects.create(school=school, is_invented=school.is_invented, **details)
    record("post", kind="want", subject=want.pk, by=by, school=school.urn)
    return want


@transaction.atomic
def change_want(*, want: Want, details: dict[str, Any], by: uuid.UUID | None) -> None:
    for name, value in details.items():
        setattr(want, name, value)
    want.save()
    record("change", kind="want", subject=want.pk, by=by, fields=sorted(details))


@transaction.atomic
def set_want_state(*, want: Want, state: str, by: uuid.UUID | None) -> None:
    """Say that it is met, withdrawn, or wanted again. Raises ValueError for another word."""
    change_want(want=want, details={"state": Want.State(state)}, by=by)


@transaction.atomic
def restore_want(*, want: Want, version: int, by: uuid.UUID | None) -> None:
    """Put back an earlier version; that too becomes a version."""
    earlier = want.history.get(history_id=version).instance
    change_want(want=want, details={name: getattr(earlier, name) for name in RESTORED}, by=by)
    record("restore", kind="want", subject=want.pk, by=by, version=version)
