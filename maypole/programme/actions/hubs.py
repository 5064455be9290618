"""Propose hubs, adjust them by hand, keep them or throw them away."""

import uuid
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from maypole.core.audit import record
from maypole.directory.models import Organisation, School
from maypole.partnerships.models import Partnership
from maypole.programme.forming import Wish, formed_hubs
from maypole.programme.models import Hub, HubPlan, HubSchool
from maypole.programme.territory import schools_of

State = HubPlan.State


class UnableToChange(Exception):
    """A plan cannot be changed so; the message says why."""


@transaction.atomic
def propose_hubs(*, partnership: Partnership, wish: Wish, by: uuid.UUID | None, now: datetime) -> HubPlan:
    """Form hubs of a partnership's schools as a proposal; schools without a point wait. Raises UnableToForm."""
    formed = formed_hubs(list(schools_of(partnership)), wish)
    plan = HubPlan.objects.create(
        partnership=partnership, smallest=wish.smallest, largest=wish.largest, is_mixed=wish.is_mixed, made_at=now,
        made_by=by,
    )  # fmt: skip
    for number, schools in enumerate(formed.hubs, start=1):
        hub = Hub.objects.create(plan=plan, number=number, name=name_of(number, schools))
        HubSchool.objects.bulk_create(HubSchool(plan=plan, hub=hub, school=school) for school in schools)
    HubSchool.objects.bulk_create(HubSchool(plan=plan, school=school) for school in formed.unplaced)
    record("propose hubs", kind="partnership", subject=partnership.slug, by=by, hubs=len(formed.hubs))
    return plan


def name_of(number: int, schools: Sequence[School]) -> str:
    """Return a first name of a hub: its number and the town of most of its schools."""
    towns = Counter(school.town for school in schools if school.town)
    town = min(towns, key=lambda name: (-towns[name], name)) if towns else ""
    return f"Hub {number}, {town}"[:80] if town else f"Hub {number}"


@transaction.atomic
def move_school(*, plan: HubPlan, school: School, hub: Hub | None, by: uuid.UUID | None) -> None:
    """Put a school into another hub of the plan, or into none. Raises UnableToChange."""
    _hold_open(plan)
    if hub is not None and hub.plan_id != plan.pk:
        raise UnableToChange("That hub belongs to another plan.")
    placed = HubSchool.objects.select_for_update().filter(plan=plan, school=school).first()
    if placed is None:
        if not schools_of(plan.partnership).filter(pk=school.pk).exists():
            raise UnableToChange(f"{school} is no open school of {plan.partnership}.")
        placed = HubSchool(plan=plan, school=school)
    led = Hub.objects.filter(plan=plan, lead_school=school)
    (led.exclude(pk=hub.pk) if hub else led).update(lead_school=None)
    placed.hub, placed.is_moved = hub, True
    placed.save()
    record("move school", kind="hubs", subject=plan.pk, by=by, urn=school.urn, hub=hub.number if hub else None)


@transaction.atomic
def change_hub(
    *, hub: Hub, name: str, lead_school: School | None, contact: Organisation | None, by: uuid.UUID | None
) -> None:
    """Name a hub, the school that leads it and its cultural contact. Raises UnableToChange."""
    _hold_open(hub.plan)
    if lead_school and not hub.schools.filter(school=lead_school).exists():
        raise UnableToChange(f"{lead_school} is not in this hub. Move it here first, or choose another to lead.")
    hub.name, hub.lead_school, hub.contact = name, lead_school, contact
    hub.save()
    record("change hub", kind="hubs", subject=hub.plan_id, by=by, hub=hub.number)


@transaction.atomic
def add_hub(*, plan: HubPlan, by: uuid.UUID | None) -> Hub:
    """Add an empty hub, to move schools into."""
    _hold_open(plan)
    last = plan.hubs.order_by("-number").values_list("number", flat=True).first() or 0
    hub = Hub.objects.create(plan=plan, number=last + 1, name=f"Hub {last + 1}")
    record("add hub", kind="hubs", subject=plan.pk, by=by, hub=hub.number)
    return hub


@transaction.atomic
def keep_plan(*, plan: HubPlan, by: uuid.UUID | None, now: datetime) -> None:
    """Make these the hubs of the partnership; those before it stay to be looked at."""
    Partnership.objects.select_for_update().get(pk=plan.partnership_id)
    _hold_open(plan)
    HubPlan.objects.filter(partnership=plan.partnership, state=State.KEPT).exclude(pk=plan.pk).update(state=State.PAST)
    plan.state, plan.kept_at = State.KEPT, plan.kept_at or now
    plan.save()
    record("keep hubs", kind="partnership", subject=plan.partnership_id, by=by, plan=plan.pk)


@transaction.atomic
def throw_away(*, plan: HubPlan, by: uuid.UUID | None) -> None:
    """Delete a proposal. Raises UnableToChange for hubs that were kept."""
    if plan.state != State.PROPOSED:
        raise UnableToChange("These hubs were kept. Keep others in their place; they then stand with those before.")
    record("throw hubs away", kind="partnership", subject=plan.partnership_id, by=by, plan=plan.pk)
    plan.delete()


def _hold_open(plan: HubPlan) -> None:
    """Let nobody else change the plan meanwhile. Raises UnableToChange where it is no longer kept, or is gone."""
    state = HubPlan.objects.select_for_update().filter(pk=plan.pk).values_list("state", flat=True).first()
    if state is None:
        raise UnableToChange("Somebody threw these hubs away meanwhile.")
    if state == State.PAST:
        raise UnableToChange("These hubs are no longer kept. They are here to be looked at.")
