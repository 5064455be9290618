"""What the database and the actions say of a kept plan: one adopted at a time, days in order, a school once."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from maypole.core.models import AuditEntry
from maypole.partnerships.actions.plans import Placed, UnableToAdopt, adopt_plan, drop_draft, keep_draft
from maypole.partnerships.models import Plan, PlanSchool
from maypole.partnerships.queries.plans import adopted_plan, adopted_plans_kept_by


def fields(**changes):
    return {
        "title": "Spring", "aim": "need", "projects": 3, "asked": {}, "value": 1.0, "bound": 1.0, "gap": 0.0,
        "status": "optimal", "starts_on": date(2026, 11, 22), "ends_on": date(2027, 3, 31),
    } | changes  # fmt: skip


def kept(cast, **changes) -> Plan:
    placed = [Placed(cast.school.urn, True, "Most pupils in need.", cast.museum.pk, "Near.")]
    return keep_draft(
        partnership=cast.partnership, details=fields(**changes), schools=placed, by=cast.carol.id, now=timezone.now()
    )


def test_a_draft_keeps_its_schools_and_who_made_it(cast):
    plan = kept(cast)
    one = plan.schools.get()
    assert (one.school, one.organisation, one.why) == (cast.school, cast.museum, "Most pupils in need.")
    assert plan.made_by == cast.carol.id
    assert AuditEntry.objects.get(verb="draft plan").detail["title"] == "Spring"


def test_adopting_replaces_and_an_adopted_plan_is_not_deleted(cast):
    first, second = kept(cast), kept(cast, title="Later")
    day = date(2026, 11, 23)
    adopt_plan(plan=first, on=day, by=cast.carol.id)
    assert adopted_plan(cast.partnership) == first
    adopt_plan(plan=second, on=day, by=cast.carol.id)
    assert adopted_plans_kept_by(cast.carol) == [second]
    assert adopted_plans_kept_by(cast.olive) == []
    first.refresh_from_db()
    for plan in (first, Plan.objects.get(pk=second.pk)):
        with pytest.raises(UnableToAdopt, match="stays in the history"):
            drop_draft(plan=plan, by=cast.carol.id)
    with pytest.raises(UnableToAdopt, match="not a draft any more"):
        adopt_plan(plan=second, on=day, by=cast.carol.id)


WRONG = [
    {"state": "adopted"},
    {"adopted_on": date(2026, 11, 22)},
    {"ends_on": date(2026, 1, 1)},
    {"projects": None},
    {"projects": None, "budget_pounds": 9},
]


@pytest.mark.parametrize("wrong", WRONG)
def test_the_database_refuses_what_cannot_be(cast, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.create(partnership=cast.partnership, made_at=timezone.now(), **fields(**wrong))


def test_the_database_refuses_two_adopted_plans_and_a_school_twice(cast):
    adopted = {"state": "adopted", "adopted_on": date(2026, 11, 22)}
    plan = Plan.objects.create(partnership=cast.partnership, made_at=timezone.now(), **fields(**adopted))
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.create(partnership=cast.partnership, made_at=timezone.now(), **fields(**adopted))
    Plan.objects.create(partnership=cast.elsewhere, made_at=timezone.now(), **fields(**adopted))
    PlanSchool.objects.create(plan=plan, school=cast.school, is_in=True, why="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanSchool.objects.create(plan=plan, school=cast.school, is_in=False, why="y")
