"""Set up a collaboration, change it, join projects to it, write down what came of it."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from maypole.core.audit import record
from maypole.partnerships.models import Collaboration, JoinedProject, Partnership

PARTNERS = ("organisations", "schools")


@transaction.atomic
def set_up_collaboration(*, partnership: Partnership, details: dict[str, Any], by: uuid.UUID | None) -> Collaboration:
    """Make a collaboration; `details` are its fields, with organisations and schools."""
    facts = {name: value for name, value in details.items() if name not in PARTNERS}
    made = Collaboration.objects.create(partnership=partnership, **facts)
    _set_partners(made, details)
    record("set up collaboration", kind="partnership", subject=partnership.slug, by=by, title=made.title)
    return made


@transaction.atomic
def change_collaboration(*, collaboration: Collaboration, details: dict[str, Any], by: uuid.UUID | None) -> None:
    """Change what was set out; what it said before stands in the audit."""
    facts = {name: value for name, value in details.items() if name not in PARTNERS}
    before = {name: str(getattr(collaboration, name)) for name in facts if getattr(collaboration, name) != facts[name]}
    for name, value in facts.items():
        setattr(collaboration, name, value)
    collaboration.save()
    _set_partners(collaboration, details)
    record("change collaboration", kind="collaboration", subject=collaboration.pk, by=by, before=before)


def _set_partners(collaboration: Collaboration, details: dict[str, Any]) -> None:
    for name in PARTNERS:
        if name in details:
            getattr(collaboration, name).set(details[name])


@transaction.atomic
def write_result(*, collaboration: Collaboration, result: str, on: date, by: uuid.UUID | None) -> None:
    """Keep what came of it, measured as it was said; no words take the result away again."""
    collaboration.result, collaboration.result_on = result, on if result else None
    collaboration.save(update_fields=["result", "result_on"])
    record("write result", kind="collaboration", subject=collaboration.pk, by=by)


@transaction.atomic
def join_projects(
    *, collaboration: Collaboration, project_ids: Iterable[uuid.UUID], by: uuid.UUID | None, now: datetime
) -> None:
    """Let just these projects belong to the collaboration. Who calls this sees that they are the partnership's."""
    wanted = set(project_ids)
    there = set(collaboration.joined.values_list("project_id", flat=True))
    collaboration.joined.exclude(project_id__in=wanted).delete()
    JoinedProject.objects.bulk_create(
        JoinedProject(collaboration=collaboration, project_id=project_id, joined_at=now)
        for project_id in sorted(wanted - there)
    )
    record("join projects", kind="collaboration", subject=collaboration.pk, by=by, projects=sorted(map(str, wanted)))


@transaction.atomic
def remove_collaboration(*, collaboration: Collaboration, by: uuid.UUID | None) -> None:
    """Take out a collaboration that was set up by mistake."""
    record("remove collaboration", kind="collaboration", subject=collaboration.pk, by=by, title=collaboration.title)
    collaboration.delete()
