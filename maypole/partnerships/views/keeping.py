"""What a coordinator keeps: the facts, the priorities, the people, the support."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from maypole.accounts.actions.invitations import invite, take_back
from maypole.accounts.forms import InviteForm
from maypole.accounts.models import Invitation
from maypole.accounts.permissions import MemberRequest
from maypole.accounts.queries import holders, open_invitations
from maypole.accounts.roles import BY_SLUG, COORDINATOR, EDITOR, REVIEWER
from maypole.directory.actions.listings import set_confirmation_period
from maypole.directory.queries.fading import confirmation_months
from maypole.partnerships.actions.partnerships import (
    agree_to_support,
    change_partnership,
    end_support,
    set_priorities,
)
from maypole.partnerships.forms.keeping import PartnershipForm, PrioritiesForm, SupportForm
from maypole.partnerships.views.kept import kept_or_403

ROLES = (COORDINATOR, EDITOR, REVIEWER)


def edit(request: MemberRequest, slug: str) -> HttpResponse:
    partnership = kept_or_403(request, slug)
    months = confirmation_months(partnership.territory)
    form = PartnershipForm(request.POST or None, instance=partnership, initial={"confirm_every_months": months})
    if request.method == "POST" and form.is_valid():
        partnership.refresh_from_db()
        facts = form.cleaned_data
        set_confirmation_period(
            territory=partnership.territory, months=facts.pop("confirm_every_months"), by=request.user.id
        )
        change_partnership(partnership=partnership, facts=facts, by=request.user.id)
        messages.success(request, "Saved.")
        return redirect(partnership)
    return render(request, "partnerships/edit.html", {"partnership": partnership, "form": form})


def priorities(request: MemberRequest, slug: str) -> HttpResponse:
    partnership = kept_or_403(request, slug)
    kept: dict[str, str] = {}
    for number, priority in enumerate(partnership.priorities.all(), start=1):
        kept |= {f"title_{number}": priority.title, f"text_{number}": priority.text}
    form = PrioritiesForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        set_priorities(partnership=partnership, priorities=form.priorities(), by=request.user.id)
        messages.success(request, "Saved.")
        return redirect(partnership)
    return render(request, "partnerships/priorities.html", {"partnership": partnership, "form": form})


def people(request: MemberRequest, slug: str) -> HttpResponse:
    """Show who holds a role here, and invite somebody."""
    partnership = kept_or_403(request, slug)
    form = InviteForm(request.POST or None)
    link = ""
    if request.method == "POST" and form.is_valid():
        role = BY_SLUG.get(request.POST.get("role", ""), COORDINATOR)
        _, link = invite(
            role=role if role in ROLES else COORDINATOR,
            scope_id=partnership.territory.scope_id,
            to_what=partnership.name,
            email=form.cleaned_data["email"],
            by=request.user.id,
        )
        form = InviteForm()
    scope_id = partnership.territory.scope_id
    context = {
        "partnership": partnership,
        "form": form,
        "link": link,
        "roles": ROLES,
        "grants": holders(scope_id, *(role.slug for role in ROLES)) if scope_id else [],
        "invitations": open_invitations(scope_id, at=timezone.now()) if scope_id else [],
    }
    return render(request, "partnerships/people.html", context)


@require_POST
def take_back_invitation(request: MemberRequest, slug: str, invitation_id: str) -> HttpResponse:
    partnership = kept_or_403(request, slug)
    invitation = get_object_or_404(Invitation, pk=invitation_id, scope_id=partnership.territory.scope_id)
    take_back(invitation=invitation, by=request.user.id)
    messages.success(request, "The link no longer works.")
    return redirect("partnership_people", slug=slug)


def support(request: MemberRequest, slug: str) -> HttpResponse:
    partnership = kept_or_403(request, slug)
    form = SupportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        agree_to_support(
            partnership=partnership,
            organisation=form.cleaned_data["organisation"],
            on=timezone.localdate(),
            by=request.user.id,
        )
        messages.success(request, "Agreed.")
        return redirect("partnership_support", slug=slug)
    agreements = partnership.support_agreements.filter(ended_on__isnull=True).select_related("organisation")
    context = {"partnership": partnership, "form": form, "agreements": agreements}
    return render(request, "partnerships/support.html", context)


@require_POST
def end_support_agreement(request: MemberRequest, slug: str, agreement_id: int) -> HttpResponse:
    partnership = kept_or_403(request, slug)
    agreement = get_object_or_404(partnership.support_agreements, pk=agreement_id, ended_on__isnull=True)
    end_support(agreement=agreement, on=timezone.localdate(), by=request.user.id)
    messages.success(request, f"{agreement.organisation} no longer sees {partnership}.")
    return redirect("partnership_support", slug=slug)
