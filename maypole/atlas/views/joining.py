"""Which projects of returns belong to a collaboration."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from maypole.accounts.permissions import MemberRequest
from maypole.atlas.queries.joining import joinable_projects
from maypole.atlas.views.plans import kept_or_403
from maypole.partnerships.actions.collaborations import join_projects


def collaboration_projects(request: MemberRequest, slug: str, collaboration_id: UUID) -> HttpResponse:
    partnership = kept_or_403(request, slug)
    collaboration = get_object_or_404(partnership.collaborations, pk=collaboration_id)
    projects = joinable_projects(collaboration)
    if request.method == "POST":
        ticked = set(request.POST.getlist("project"))
        chosen = [one.project_id for one in projects if str(one.project_id) in ticked]
        join_projects(collaboration=collaboration, project_ids=chosen, by=request.user.id, now=timezone.now())
        messages.success(request, "Saved.")
        return redirect(collaboration)
    context = {"partnership": partnership, "collaboration": collaboration, "projects": projects}
    return render(request, "atlas/collaboration_projects.html", context)
