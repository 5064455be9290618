"""Keep a draft plan, adopt one, let it be replaced."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from maypole.core.audit import record
from maypole.partnerships.models import Partnership, Plan, PlanSchool


class UnableToAdopt(Exception):
    """The plan was adopted before, or a later one took its place; the message says which."""


@dataclass(frozen=True)
class Placed:
    """A school in a plan or left out of it, why, and who is matched with it."""

    urn: int
    is_in: bool
    why: str
    organisation_id: uuid.UUID | None = None
    match_why: str = ""


@transaction.atomic
def keep_draft(
    *, partnership: Partnership, details: dict[str, Any], schools: Iterable[Placed], by: uuid.UUID | None, now: datetime
) -> Plan:
    """Keep a plan as a draft; `details` are its fields."""
    plan = Plan.objects.create(partnership=partnership, made_at=now, made_by=by, **details)
    PlanSchool.objects.bulk_create(
        PlanSchool(
            plan=plan, school_id=one.urn, is_in=one.is_in, why=one.why[:300], organisation_id=one.organisation_id,
            match_why=one.match_why[:300],
        )
        for one in schools
    )  # fmt: skip
    record("draft plan", kind="partnership", subject=partnership.slug, by=by, plan=str(plan.pk), title=plan.title)
    return plan


@transaction.atomic
def adopt_plan(*, plan: Plan, on: date, by: uuid.UUID | None) -> None:
    """Make a draft the partnership's plan; the one before it is kept as history. Raises UnableToAdopt."""
    Partnership.objects.select_for_update().get(pk=plan.partnership_id)
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    if held.state != Plan.State.DRAFT:
        raise UnableToAdopt(f"“{held.title}” is not a draft any more: {held.get_state_display().lower()}.")
    Plan.objects.filter(partnership_id=held.partnership_id, state=Plan.State.ADOPTED).update(
        state=Plan.State.SUPERSEDED, superseded_on=on
    )
    held.state, held.adopted_on, held.adopted_by = Plan.State.ADOPTED, on, by
    held.save(update_fields=["state", "adopted_on", "adopted_by"])
    record("adopt plan", kind="partnership", subject=held.partnership_id, by=by, plan=str(held.pk), title=held.title)


@transaction.atomic
def drop_draft(*, plan: Plan, by: uuid.UUID | None) -> None:
    """Delete a draft; what was adopted stays. Raises UnableToAdopt."""
    if plan.state != Plan.State.DRAFT:
        raise UnableToAdopt(f"“{plan.title}” was adopted, so it stays in the history.")
    record("drop plan", kind="partnership", subject=plan.partnership_id, by=by, plan=str(plan.pk), title=plan.title)
    plan.delete()
