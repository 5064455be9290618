"""Joining, being admitted, changing what one brings, leaving."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from maypole.accounts.permissions import MemberRequest
from maypole.core.redirects import back_or
from maypole.directory.models import School
from maypole.partnerships.actions import members
from maypole.partnerships.forms.keeping import ContributionForm, JoinForm
from maypole.partnerships.models import Member, Partnership
from maypole.partnerships.permissions import may_keep
from maypole.partnerships.queries.members import bodies_kept_by
from maypole.partnerships.views.kept import kept_or_403


def join(request: MemberRequest, slug: str) -> HttpResponse:
    partnership = get_object_or_404(Partnership, pk=slug)
    bodies = {body.get_absolute_url(): body for body in bodies_kept_by(request.user)}
    form = JoinForm(request.POST or None, choices=[(path, body.name) for path, body in bodies.items()])
    if request.method == "POST" and form.is_valid():
        body = bodies[form.cleaned_data["member"]]
        key: dict[str, Any] = {"school": body} if isinstance(body, School) else {"organisation": body}
        try:
            members.ask_to_join(
                partnership=partnership, contributes=form.cleaned_data["contributes"], by=request.user.id, **key
            )
        except members.AlreadyMember:
            form.add_error("member", f"{body.name} belongs already, or has asked and waits for an answer.")
        else:
            messages.success(request, f"Thank you. The coordinator of {partnership} answers {body.name} soon.")
            return redirect(partnership)
    return render(request, "partnerships/join.html", {"partnership": partnership, "form": form, "bodies": bodies})


@require_POST
def decide(request: MemberRequest, slug: str, member_id: int) -> HttpResponse:
    """Admit or refuse somebody who asks."""
    partnership = kept_or_403(request, slug)
    member = get_object_or_404(partnership.members, pk=member_id, state=Member.State.ASKED)
    if request.POST.get("answer") == "admit":
        members.admit(member=member, on=timezone.localdate(), by=request.user.id)
        messages.success(request, f"{member.organisation or member.school} is a member.")
    else:
        members.refuse(member=member, by=request.user.id)
        messages.success(request, f"{member.organisation or member.school} was not admitted.")
    return back_or(request, partnership)


def member(request: MemberRequest, slug: str, member_id: int) -> HttpResponse:
    """Change what a member brings, or leave: its own people and the coordinator."""
    found = get_object_or_404(
        Member.objects.select_related("partnership__territory", "organisation", "school"),
        pk=member_id,
        partnership_id=slug,
        state=Member.State.MEMBER,
    )
    body = found.organisation or found.school
    if body not in bodies_kept_by(request.user) and not may_keep(request.user, found.partnership):
        raise PermissionDenied
    form = ContributionForm(request.POST or None, instance=found)
    if request.method == "POST" and "leave" in request.POST:
        members.leave(member=found, on=timezone.localdate(), by=request.user.id)
        messages.success(request, f"{body} has left. It can come back whenever it likes.")
        return redirect(found.partnership)
    if request.method == "POST" and form.is_valid():
        members.change_contribution(member=found, by=request.user.id, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect(found.partnership)
    return render(request, "partnerships/member.html", {"member": found, "body": body, "form": form})
