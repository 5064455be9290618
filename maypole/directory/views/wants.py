"""What a school would like: its own pages, and an organisation's list of what it could meet."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from maypole.accounts.permissions import MemberRequest
from maypole.core.grouping import labels_of
from maypole.directory.actions.wants import change_want, post_want, restore_want, set_want_state
from maypole.directory.forms.wants import WantForm
from maypole.directory.models import School, Want
from maypole.directory.permissions import may_keep
from maypole.directory.presenters.history import versions_of
from maypole.directory.presenters.wants import fitting_line, want_line
from maypole.directory.queries.wants import NEAR_KM, wants_fitting
from maypole.directory.views.offers import kept_organisation


def kept_school(request: MemberRequest, urn: int) -> School:
    """Return the school for its own people or its coordinator. Raises Http404 or PermissionDenied."""
    school = get_object_or_404(School.objects.select_related("district"), pk=urn)
    if not may_keep(request.user, school):
        raise PermissionDenied
    return school


def wants(request: MemberRequest, urn: int) -> HttpResponse:
    """Show all that a school ever posted, and post something."""
    school = kept_school(request, urn)
    form = WantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        post_want(school=school, details=form.cleaned_data, by=request.user.id)
        messages.success(request, "Posted. Organisations near you that could do it see it now.")
        return redirect("school_wants", urn=urn)
    context = {"school": school, "form": form, "wants": [want_line(want) for want in school.wants.all()]}
    return render(request, "directory/wants.html", context)


def want(request: MemberRequest, urn: int, want_id: str) -> HttpResponse:
    """Change what was posted, with its earlier versions beside it."""
    school = kept_school(request, urn)
    found = get_object_or_404(Want, pk=want_id, school=school)
    form = WantForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        found.refresh_from_db()
        change_want(want=found, details=form.cleaned_data, by=request.user.id)
        messages.success(request, "Saved.")
        return redirect("school_wants", urn=urn)
    versions = versions_of(found, labels_of(WantForm))
    context = {"school": school, "want": want_line(found), "form": form, "versions": versions}
    return render(request, "directory/want.html", context)


@require_POST
def state(request: MemberRequest, urn: int, want_id: str) -> HttpResponse:
    """Say that it is met, not wanted any more, or wanted again."""
    school = kept_school(request, urn)
    found = get_object_or_404(Want, pk=want_id, school=school)
    if request.POST.get("state") not in Want.State.values:
        return HttpResponseBadRequest("Say open, met or withdrawn.")
    set_want_state(want=found, state=request.POST["state"], by=request.user.id)
    messages.success(request, f"It reads “{found.get_state_display().lower()}” now.")
    return redirect("school_wants", urn=urn)


@require_POST
def restore(request: MemberRequest, urn: int, want_id: str, version: int) -> HttpResponse:
    school = kept_school(request, urn)
    found = get_object_or_404(Want, pk=want_id, school=school)
    get_object_or_404(found.history, history_id=version)
    restore_want(want=found, version=version, by=request.user.id)
    messages.success(request, "The earlier version is back.")
    return redirect("school_want", urn=urn, want_id=want_id)


def wanted_nearby(request: MemberRequest, key: str) -> HttpResponse:
    """Show an organisation what schools near it would like and it could do."""
    organisation = kept_organisation(request, key)
    found = [fitting_line(one) for one in wants_fitting(organisation)]
    context = {"body": organisation, "wants": found, "km": int(NEAR_KM)}
    return render(request, "directory/wanted_nearby.html", context)
