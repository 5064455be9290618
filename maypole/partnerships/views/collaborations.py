"""Collaborations: everybody reads those marked public, the partnership's own people all of them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from maypole.accounts.permissions import MemberRequest
from maypole.directory.models import Organisation, School
from maypole.partnerships.actions import collaborations as actions
from maypole.partnerships.forms.collaborations import CollaborationForm, ResultForm
from maypole.partnerships.models import Collaboration, Member, Partnership, Plan
from maypole.partnerships.permissions import may_keep, may_see_inside
from maypole.partnerships.presenters.collaborations import collaboration_line, collaboration_lines, custom_in_words
from maypole.partnerships.queries.collaborations import collaborations_of
from maypole.partnerships.views.kept import kept_or_403


def collaborations(request: HttpRequest, slug: str) -> HttpResponse:
    partnership = get_object_or_404(Partnership.objects.select_related("territory"), pk=slug)
    sees_all = may_see_inside(request.user, partnership)
    found = collaborations_of(partnership, only_public=not sees_all)
    today = timezone.localdate()
    context = {
        "partnership": partnership,
        "collaborations": collaboration_lines(found, today),
        "custom": custom_in_words(found, today) if sees_all else "",
        "sees_all": sees_all,
        "may_keep": may_keep(request.user, partnership),
    }
    return render(request, "partnerships/collaborations.html", context)


def choices_of(partnership: Partnership, one: Collaboration | None) -> dict[str, Any]:
    """Return who can be ticked: members, and whoever is in it already."""
    members = partnership.members.filter(state=Member.State.MEMBER)
    organisations = Organisation.objects.filter(pk__in=members.values("organisation_id"))
    schools = School.objects.filter(pk__in=members.values("school_id"))
    if one is not None:
        organisations, schools = organisations | one.organisations.all(), schools | one.schools.all()
    plans = partnership.plans.exclude(state=Plan.State.DRAFT)
    return {"organisations": organisations.distinct(), "schools": schools.distinct(), "plans": plans}


def new(request: MemberRequest, slug: str) -> HttpResponse:
    partnership = kept_or_403(request, slug)
    form = CollaborationForm(request.POST or None, **choices_of(partnership, None))
    if request.method == "POST" and form.is_valid():
        made = actions.set_up_collaboration(partnership=partnership, details=form.cleaned_data, by=request.user.id)
        messages.success(request, "Set up. Write down the result when you know it.")
        return redirect(made)
    return render(request, "partnerships/collaboration_form.html", {"partnership": partnership, "form": form})


def collaboration(request: MemberRequest, slug: str, collaboration_id: str) -> HttpResponse:
    """Show a collaboration to whoever keeps it, and write down what came of it."""
    partnership = kept_or_403(request, slug)
    found = get_object_or_404(partnership.collaborations, pk=collaboration_id)
    today = timezone.localdate()
    form = ResultForm(request.POST or None, initial={"result": found.result, "on": found.result_on or today})
    if request.method == "POST" and form.is_valid():
        actions.write_result(collaboration=found, by=request.user.id, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect(found)
    context = {"partnership": partnership, "one": collaboration_line(found, today), "form": form}
    return render(request, "partnerships/collaboration.html", context)


def change(request: MemberRequest, slug: str, collaboration_id: str) -> HttpResponse:
    partnership = kept_or_403(request, slug)
    found = get_object_or_404(partnership.collaborations, pk=collaboration_id)
    form = CollaborationForm(request.POST or None, instance=found, **choices_of(partnership, found))
    if request.method == "POST" and form.is_valid():
        found.refresh_from_db()
        actions.change_collaboration(collaboration=found, details=form.cleaned_data, by=request.user.id)
        messages.success(request, "Saved.")
        return redirect(found)
    context = {"partnership": partnership, "form": form, "one": found}
    return render(request, "partnerships/collaboration_form.html", context)


@require_POST
def remove(request: MemberRequest, slug: str, collaboration_id: str) -> HttpResponse:
    partnership = kept_or_403(request, slug)
    found = get_object_or_404(partnership.collaborations, pk=collaboration_id)
    actions.remove_collaboration(collaboration=found, by=request.user.id)
    messages.success(request, f"“{found.title}” is gone.")
    return redirect("partnership_collaborations", slug=slug)
