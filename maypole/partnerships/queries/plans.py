"""Plans of a partnership: drafts, the adopted one, those before it."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count

from maypole.accounts.models import Person
from maypole.partnerships.models import Partnership, Plan, PlanSchool
from maypole.partnerships.queries.partnerships import partnerships_kept_by


def plans_of(partnership: Partnership) -> list[Plan]:
    """Return all plans, newest first, the adopted one before them."""
    return sorted(partnership.plans.all(), key=lambda plan: plan.state != Plan.State.ADOPTED)


def schools_in(plans: Iterable[Plan]) -> dict[UUID, int]:
    """Return how many schools each plan has."""
    rows = PlanSchool.objects.filter(plan__in=list(plans), is_in=True).order_by().values_list("plan_id")
    return dict(rows.annotate(schools=Count("pk")))


def adopted_plan(partnership: Partnership) -> Plan | None:
    return partnership.plans.filter(state=Plan.State.ADOPTED).first()


def adopted_plans_kept_by(person: Person) -> list[Plan]:
    """Return the adopted plans of the partnerships that a person keeps."""
    kept = partnerships_kept_by(person)
    return list(Plan.objects.filter(state=Plan.State.ADOPTED, partnership__in=kept).select_related("partnership"))


def schools_of_plan(plan: Plan) -> list[PlanSchool]:
    """Return the schools in a plan and those left out, by name."""
    found = plan.schools.select_related("school__district", "organisation__merged_into")
    return list(found.order_by("school__name", "school_id"))
