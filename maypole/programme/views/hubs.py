"""Hubs: form them, look at them, adjust by hand, keep them; one hub; peer pairs; files."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from maypole.accounts.permissions import MemberRequest
from maypole.core.spreadsheets import csv_file
from maypole.partnerships.models import Partnership
from maypole.partnerships.permissions import may_keep
from maypole.programme.actions import hubs as actions
from maypole.programme.forming import UnableToForm
from maypole.programme.forms.hubs import FormHubsForm, HubForm, MoveForm
from maypole.programme.hub_facts import facts_of
from maypole.programme.models import Hub, HubPlan
from maypole.programme.presenters.hub_map import HubMap, hub_map, middle_of
from maypole.programme.presenters.hubs import alone_in_words, hub_block, pair_lines, plan_line, plan_page
from maypole.programme.queries.bodies import organisation_names
from maypole.programme.queries.hubs import HubGroup, HubGroups, groups_of, plans_of
from maypole.programme.queries.journeys import SchoolJourney, journeys_of
from maypole.programme.queries.outlines import outlines_of
from maypole.programme.queries.pairs import Pairs, peer_pairs
from maypole.programme.stages import Scheme
from maypole.programme.territory import perhaps_of, schools_of
from maypole.programme.views.fetched import kept_or_403, seen_or_403

WIDTHS = (720, 340)
COLUMNS = (
    "hub", "hub_name", "urn", "school", "phase", "district", "artsmark", "leads", "cultural_contact", "peer", "why",
)  # fmt: skip


def hubs(request: MemberRequest, slug: str) -> HttpResponse:
    """Show the plans of a partnership; a posted wish becomes a proposal."""
    partnership = kept_or_403(request, slug) if request.method == "POST" else seen_or_403(request, slug)
    form = FormHubsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            plan = actions.propose_hubs(
                partnership=partnership, wish=form.wish(), by=request.user.id, now=timezone.now()
            )
        except UnableToForm as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "This is a proposal. Look at it, move schools, then keep it.")
            return redirect(plan)
    context = {
        "partnership": partnership,
        "plans": [plan_line(plan) for plan in plans_of(partnership)],
        "form": form,
        "may_keep": may_keep(request.user, partnership),
    }
    return render(request, "programme/hubs.html", context)


def artsmark_of(groups: HubGroups) -> dict[int, SchoolJourney]:
    found = journeys_of([one.school for one in groups.schools], Scheme.ARTSMARK, timezone.localdate())
    return {one.school.urn: one for one in found}


def maps_of(partnership: Partnership, groups: HubGroups) -> list[HubMap]:
    middle = middle_of(groups)
    if middle is None:
        return []
    outlines = outlines_of(partnership, middle)
    return [hub_map(groups, outlines, middle, width=width) for width in WIDTHS]


def hub_plan(request: MemberRequest, slug: str, plan_id: int) -> HttpResponse:
    """Show a plan on map and list; a posted form moves one school."""
    partnership = kept_or_403(request, slug) if request.method == "POST" else seen_or_403(request, slug)
    plan = get_object_or_404(HubPlan, pk=plan_id, partnership=partnership)
    form = MoveForm(
        request.POST or None, plan=plan, schools=schools_of(partnership), initial={"school": request.GET.get("school")}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_school(plan=plan, by=request.user.id, **form.cleaned_data)
        except actions.UnableToChange as error:
            form.add_error("school", str(error))
        else:
            messages.success(request, f"{form.cleaned_data['school']} is in {form.cleaned_data['hub'] or 'no hub'}.")
            return redirect(plan)
    groups = groups_of(plan)
    context = {
        "partnership": partnership,
        "plan": plan_page(groups, artsmark_of(groups), perhaps_of(partnership)),
        "maps": maps_of(partnership, groups),
        "form": form,
        "may_keep": may_keep(request.user, partnership) and plan.state != HubPlan.State.PAST,
    }
    return render(request, "programme/hub_plan.html", context)


@require_POST
def decide_plan(request: MemberRequest, slug: str, plan_id: int) -> HttpResponse:
    """Keep a plan, throw it away, or give it another hub: the button says which."""
    partnership = kept_or_403(request, slug)
    plan = get_object_or_404(
        HubPlan.objects.select_related("partnership__territory"), pk=plan_id, partnership=partnership
    )
    button, by = request.POST.get("button", ""), request.user.id
    try:
        if button == "keep":
            actions.keep_plan(plan=plan, by=by, now=timezone.now())
            messages.success(request, "These are your hubs now. Name who leads each.")
        elif button == "add":
            messages.success(request, f"{actions.add_hub(plan=plan, by=by)} is empty. Move schools into it.")
        else:
            actions.throw_away(plan=plan, by=by)
            messages.success(request, "Thrown away.")
            return redirect("hubs", slug=slug)
    except actions.UnableToChange as error:
        messages.error(request, str(error))
    return redirect(plan)


def hub(request: MemberRequest, slug: str, plan_id: int, number: int) -> HttpResponse:
    """Show one hub with what its projects add up to; name who leads it."""
    partnership = kept_or_403(request, slug) if request.method == "POST" else seen_or_403(request, slug)
    plan = get_object_or_404(HubPlan, pk=plan_id, partnership=partnership)
    groups = groups_of(plan)
    group = next((group for group in groups.groups if group.hub.number == number), None)
    if group is None:
        raise Http404
    form = hub_form(request, group)
    if request.method == "POST" and form.is_valid() and saved_hub(request, group.hub, form):
        return redirect("hub", slug=slug, plan_id=plan_id, number=number)
    context = {
        "partnership": partnership,
        "plan": plan,
        "hub": hub_block(group, plan, artsmark_of(groups)),
        "facts": list(facts_of([one.school.urn for one in group.schools], timezone.localdate())),
        "form": form,
        "organisations": organisation_names(partnership),
        "may_keep": may_keep(request.user, partnership) and plan.state != HubPlan.State.PAST,
    }
    return render(request, "programme/hub.html", context)


def hub_form(request: MemberRequest, group: HubGroup) -> HubForm:
    contact = str(group.hub.contact.today) if group.hub.contact else ""
    said = {"name": group.hub.name, "lead_school": group.hub.lead_school_id, "contact": contact}
    return HubForm(request.POST or None, schools=[one.school for one in group.schools], initial=said)


def saved_hub(request: MemberRequest, of: Hub, form: HubForm) -> bool:
    """Save a hub; where it cannot be, say it at the field and return False."""
    try:
        actions.change_hub(hub=of, by=request.user.id, **form.cleaned_data)
    except actions.UnableToChange as error:
        form.add_error("lead_school", str(error))
        return False
    messages.success(request, "Saved.")
    return True


def pairs_of(groups: HubGroups) -> Pairs:
    hub_of = {one.school.urn: group.hub.number for group in groups.groups for one in group.schools}
    return peer_pairs(list(artsmark_of(groups).values()), hub_of)


def pairs(request: MemberRequest, slug: str, plan_id: int) -> HttpResponse:
    """Show which school with Gold or Platinum could go along with which that starts, and why."""
    partnership = seen_or_403(request, slug)
    plan = get_object_or_404(HubPlan, pk=plan_id, partnership=partnership)
    found = pairs_of(groups_of(plan))
    context = {"partnership": partnership, "plan": plan, "pairs": pair_lines(found), "alone": alone_in_words(found)}
    return render(request, "programme/pairs.html", context)


def hubs_csv(request: MemberRequest, slug: str, plan_id: int) -> HttpResponse:
    """Return every school of a plan with its hub, stage and peer."""
    partnership = seen_or_403(request, slug)
    plan = get_object_or_404(HubPlan, pk=plan_id, partnership=partnership)
    groups = groups_of(plan)
    page, peers = plan_page(groups, artsmark_of(groups)), pair_lines(pairs_of(groups))
    peer_of = {pair.starting_urn: (pair.leading, pair.reasons) for pair in peers}
    rows: list[tuple[object, ...]] = [
        (hub.number, hub.name, line.urn, line.name, line.phase, line.district, line.stage, "yes" if line.is_lead else "",
         hub.contact, *peer_of.get(line.urn, ("", "")))
        for hub in page.hubs
        for line in hub.schools
    ]  # fmt: skip
    rows += [
        ("", "no hub", line.urn, line.name, line.phase, line.district, line.stage, "", "",
         *peer_of.get(line.urn, ("", "")))
        for line in page.waiting
    ]  # fmt: skip
    said = f"Hubs of {partnership}, {plan.get_state_display().lower()}, {timezone.localdate():%-d %B %Y}. Not for publication."
    return csv_file("hubs.csv", said=said, columns=COLUMNS, rows=rows)
