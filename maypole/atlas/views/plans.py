"""Plans of a partnership: asked for, compared, adopted, tracked. Seen from inside only; never public."""

from uuid import UUID

import numpy as np
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from maypole.accounts.permissions import MemberRequest
from maypole.atlas.actions.planning import draft_plan
from maypole.atlas.forms.plans import PlanForm, initial_of, term_ends
from maypole.atlas.planning.question import Impossible, Question
from maypole.atlas.presenters.missing.dots import DotMap, maps_of_marks
from maypole.atlas.presenters.plan_compare import beside
from maypole.atlas.presenters.plan_words import tracking_in_words
from maypole.atlas.presenters.plans import csv_rows, plan_line, plan_page
from maypole.atlas.queries.areas import districts_in
from maypole.atlas.queries.planning import organisations_that_offer
from maypole.atlas.queries.schools import table_of, table_of_area
from maypole.atlas.queries.tracking import tracking_of
from maypole.atlas.tasks import draft_on_worker
from maypole.core.jobs import begin_job
from maypole.core.spreadsheets import csv_file
from maypole.directory.models import School
from maypole.partnerships.actions.plans import UnableToAdopt, adopt_plan, drop_draft
from maypole.partnerships.models import Partnership, Plan
from maypole.partnerships.permissions import may_keep, may_see_inside
from maypole.partnerships.queries.plans import plans_of, schools_in, schools_of_plan

SMALL, SECONDS = 400, 2.4
MOST_COMPARED = 4


def seen_or_403(request: MemberRequest, slug: str) -> Partnership:
    """Return the partnership for whoever may see inside it. Raises Http404 or PermissionDenied."""
    partnership = get_object_or_404(Partnership.objects.select_related("territory"), pk=slug)
    if not may_see_inside(request.user, partnership):
        raise PermissionDenied
    return partnership


def kept_or_403(request: MemberRequest, slug: str) -> Partnership:
    """Return the partnership for whoever keeps it. Raises Http404 or PermissionDenied."""
    partnership = seen_or_403(request, slug)
    if not may_keep(request.user, partnership):
        raise PermissionDenied
    return partnership


def plans(request: MemberRequest, slug: str) -> HttpResponse:
    partnership = seen_or_403(request, slug)
    found = plans_of(partnership)
    numbers = schools_in(found)
    lines = [plan_line(one, numbers.get(one.pk, 0)) for one in found]
    adopted = next((one for one in found if one.state == Plan.State.ADOPTED), None)
    tracking = tracking_of(adopted, timezone.localdate()) if adopted else None
    context = {
        "partnership": partnership,
        "plans": lines,
        "adopted": adopted,
        "tracking": tracking,
        "tracked": tracking_in_words(tracking, adopted.ends_on) if adopted and tracking else "",
        "may_keep": may_keep(request.user, partnership),
    }
    return render(request, "atlas/plans.html", context)


def plan_new(request: MemberRequest, slug: str) -> HttpResponse:
    """Ask for a plan: a small one is made at once, a large one on the worker, with progress and a stop."""
    partnership = kept_or_403(request, slug)
    schools = table_of_area([partnership.territory])
    names = dict(zip(schools.urn.tolist(), schools.name.tolist(), strict=True))
    form = PlanForm(
        request.POST or None,
        names=names,
        organisations=organisations_that_offer(partnership),
        today=timezone.localdate(),
        initial=_opening(request, partnership, names),
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _drafted(request, partnership, form, len(schools))
        except Impossible as refused:
            form.add_error(None, str(refused))
    return render(request, "atlas/plan_new.html", {"partnership": partnership, "form": form, "schools": len(schools)})


def _opening(request: MemberRequest, partnership: Partnership, names: dict[int, str]) -> dict[str, object]:
    """Return what the form opens with: a first suggestion, or the question of a plan with a school put in or left out."""
    today = timezone.localdate()
    first = {"title": f"Plan of {today:%-d %B %Y}", "projects": 12, "aim": "need", "measure": "meals", "over": "districts",
             "terms": 3, "ends_on": term_ends(today)[1][0]}  # fmt: skip
    key = request.GET.get("from", "")
    plan = partnership.plans.filter(pk=key).first() if _is_uuid(key) else None
    if plan is None:
        return first
    question = Question.from_json(plan.asked["question"])
    for parameter in ("in", "out"):
        urn = request.GET.get(parameter, "")
        if urn.isdecimal() and int(urn[:9]) in names:
            question = question.with_school(int(urn[:9]), is_in=parameter == "in")
    return initial_of(question, f"{plan.title}, again"[:120], plan.ends_on, names)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _drafted(request: MemberRequest, partnership: Partnership, form: PlanForm, schools: int) -> HttpResponse:
    question, data = form.question(), form.cleaned_data
    question.check(dict(form.names))
    now = timezone.now()
    if schools > SMALL:
        job = begin_job(title=f"Look for a plan: {data['title']}", by=request.user.id, now=now)
        draft_on_worker.enqueue(
            str(job.pk),
            partnership.slug,
            data["title"],
            question.as_json(),
            data["ends_on"].isoformat(),
            str(request.user.id),
        )
        return redirect("job", job_id=job.pk)
    made = draft_plan(
        partnership=partnership,
        title=data["title"],
        question=question,
        ends_on=data["ends_on"],
        by=request.user.id,
        now=now,
        seconds=SECONDS,
    )
    return redirect(made)


def found_plan(partnership: Partnership, plan_id: UUID) -> Plan:
    return get_object_or_404(partnership.plans, pk=plan_id)


def plan(request: MemberRequest, slug: str, plan_id: UUID) -> HttpResponse:
    partnership = seen_or_403(request, slug)
    found = found_plan(partnership, plan_id)
    tracking = tracking_of(found, timezone.localdate()) if found.state != Plan.State.DRAFT else None
    context = {
        "partnership": partnership,
        "page": plan_page(found, schools_of_plan(found), tracking),
        "tracked": tracking_in_words(tracking, found.ends_on) if tracking else "",
        "others": [one for one in plans_of(partnership) if one.pk != found.pk],
        "maps": maps_of_plan(partnership, found),
        "may_keep": may_keep(request.user, partnership),
    }
    return render(request, "atlas/plan.html", context)


def maps_of_plan(partnership: Partnership, found: Plan) -> tuple[DotMap, ...]:
    """Return the drawings of a plan: a square a school that is in, a ring one that is left out."""
    schools = table_of(School.objects.filter(plans__plan=found))
    inside = set(found.schools.filter(is_in=True).values_list("school_id", flat=True))
    is_out = np.array([urn not in inside for urn in schools.urn.tolist()], dtype=bool)
    districts = {place.code: place.name for place in districts_in([partnership.territory])}
    return maps_of_marks(schools, is_out, np.arange(len(schools)), districts)


def plan_compare(request: MemberRequest, slug: str) -> HttpResponse:
    """Show up to four plans side by side."""
    partnership = seen_or_403(request, slug)
    keys = [key for key in dict.fromkeys(request.GET.getlist("plan")) if _is_uuid(key)]
    found = {str(one.pk): one for one in partnership.plans.filter(pk__in=keys)}
    chosen = [found[key] for key in map(str, map(UUID, keys)) if key in found][:MOST_COMPARED]
    pages = [(one, plan_page(one, schools_of_plan(one), None)) for one in chosen]
    context = {
        "partnership": partnership,
        "beside": beside(pages) if len(pages) > 1 else None,
        "plans": plans_of(partnership),
        "chosen": [one.pk for one in chosen],
        "may_keep": may_keep(request.user, partnership),
    }
    return render(request, "atlas/plan_compare.html", context)


@require_POST
def plan_adopt(request: MemberRequest, slug: str, plan_id: UUID) -> HttpResponse:
    found = found_plan(kept_or_403(request, slug), plan_id)
    try:
        adopt_plan(plan=found, on=timezone.localdate(), by=request.user.id)
        messages.success(request, "Adopted. As returns come in, you see here of which schools they tell.")
    except UnableToAdopt as refused:
        messages.error(request, str(refused))
    return redirect(found)


@require_POST
def plan_drop(request: MemberRequest, slug: str, plan_id: UUID) -> HttpResponse:
    found = found_plan(kept_or_403(request, slug), plan_id)
    try:
        drop_draft(plan=found, by=request.user.id)
    except UnableToAdopt as refused:
        messages.error(request, str(refused))
        return redirect(found)
    messages.success(request, f"“{found.title}” is gone.")
    return redirect("plans", slug=slug)


def plan_csv(request: MemberRequest, slug: str, plan_id: UUID) -> HttpResponse:
    partnership = seen_or_403(request, slug)
    found = found_plan(partnership, plan_id)
    tracking = tracking_of(found, timezone.localdate()) if found.state != Plan.State.DRAFT else None
    head, *rows = csv_rows(plan_page(found, schools_of_plan(found), tracking))
    said = f"{found.title}, {partnership}, as of {timezone.localdate():%-d %B %Y}. Not for publication."
    return csv_file(f"maypole-plan-{slug}.csv", said=said, columns=head, rows=rows)
