"""Add a school, a setting or several schools to a project."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from maypole.accounts.permissions import MemberRequest
from maypole.directory.models import School
from maypole.outcomes.actions.returns import (
    AlreadyInProject,
    ReturnIsClosed,
    add_school,
    add_setting,
    add_several,
)
from maypole.outcomes.forms.projects import SettingForm
from maypole.outcomes.models import Project
from maypole.outcomes.queries.schools import URN, schools_found
from maypole.outcomes.views.fetched import filled_or_403, project_or_404


def schools(request: MemberRequest, return_id: uuid.UUID, project_id: uuid.UUID) -> HttpResponse:
    """Find schools and add those that are ticked: a line each, or one line for all of them."""
    return_of = filled_or_403(request, return_id)
    project = project_or_404(return_of, project_id)
    words = request.GET.get("q", "")
    setting = SettingForm(request.POST if request.POST.get("button") == "setting" else None)
    if request.method == "POST" and _added(request, project, setting):
        return redirect("return_project", return_id=return_of.pk, project_id=project.pk)
    found = schools_found(words, return_of.round)
    there = set(project.lines.values_list("school_id", flat=True))
    context = {
        "return": return_of, "project": project, "q": words, "found": found, "there": there, "setting": setting,
        "only": found[0] if len(found) == 1 and found[0].pk not in there else None,
    }  # fmt: skip
    return render(request, "outcomes/schools.html", context)


def _added(request: MemberRequest, project: Project, setting: SettingForm) -> bool:
    now, by = timezone.now(), request.user.id
    try:
        if request.POST.get("button") == "setting":
            return _setting_added(project, setting, by)
        chosen = list(School.objects.filter(pk__in=[urn for urn in request.POST.getlist("urn") if URN.match(urn)]))
        if not chosen:
            messages.error(request, "Tick a school first.")
            return False
        if request.POST.get("button") == "together" and len(chosen) > 1:
            add_several(project=project, schools=chosen, by=by, now=now)
        else:
            for school in chosen:
                add_school(project=project, school=school, by=by, now=now)
    except (AlreadyInProject, ReturnIsClosed) as error:
        messages.error(request, str(error))
    return True


def _setting_added(project: Project, form: SettingForm, by: uuid.UUID) -> bool:
    if not form.is_valid():
        return False
    add_setting(project=project, name=form.cleaned_data["name"], district=form.district, by=by, now=timezone.now())
    return True
