"""Planning a meeting and noting what came of it."""

from typing import Any

from django.contrib import messages
from django.forms import ModelForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from maypole.accounts.permissions import MemberRequest
from maypole.core.redirects import back_or
from maypole.partnerships.actions import meetings
from maypole.partnerships.forms.keeping import ActionForm, DecisionForm, MeetingForm
from maypole.partnerships.models import Action
from maypole.partnerships.presenters.partnership import meeting_line
from maypole.partnerships.views.kept import kept_or_403


def plan(request: MemberRequest, slug: str) -> HttpResponse:
    partnership = kept_or_403(request, slug)
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        planned = meetings.plan_meeting(partnership=partnership, details=form.cleaned_data, by=request.user.id)
        return redirect("partnership_meeting", slug=slug, meeting_id=planned.pk)
    return render(request, "partnerships/plan_meeting.html", {"partnership": partnership, "form": form})


def meeting(request: MemberRequest, slug: str, meeting_id: int) -> HttpResponse:
    """Show a meeting to its coordinator; a posted form is named by its button."""
    partnership = kept_or_403(request, slug)
    found = get_object_or_404(partnership.meetings, pk=meeting_id)
    button = request.POST.get("button", "")
    forms: dict[str, ModelForm[Any]] = {
        "details": MeetingForm(request.POST if button == "details" else None, instance=found),
        "decision": DecisionForm(request.POST if button == "decision" else None, prefix="decision"),
        "action": ActionForm(request.POST if button == "action" else None, prefix="action"),
    }
    if button in forms and forms[button].is_valid():
        data, by = forms[button].cleaned_data, request.user.id
        if button == "details":
            meetings.change_meeting(meeting=found, details=data, by=by)
        elif button == "decision":
            meetings.note_decision(meeting=found, by=by, **data)
        else:
            meetings.note_action(meeting=found, by=by, **data)
        messages.success(request, "Saved.")
        return redirect("partnership_meeting", slug=slug, meeting_id=meeting_id)
    context = {"partnership": partnership, "meeting": meeting_line(found), "forms": forms}
    return render(request, "partnerships/meeting.html", context)


@require_POST
def tick(request: MemberRequest, slug: str, action_id: int) -> HttpResponse:
    partnership = kept_or_403(request, slug)
    action = get_object_or_404(Action, pk=action_id, meeting__partnership=partnership)
    meetings.tick_action(action=action, is_done=request.POST.get("done") == "yes", by=request.user.id)
    return back_or(request, reverse("partnership_meeting", args=[slug, action.meeting_id]))
