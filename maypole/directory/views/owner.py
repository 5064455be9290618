"""What the owner of a listing keeps: the listing itself, its history, its people, its feedback."""

from datetime import timedelta

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
from maypole.accounts.roles import ORGANISATION, SCHOOL
from maypole.core.grouping import labels_of
from maypole.core.redirects import back_or
from maypole.directory.actions.confirmations import ask_to_confirm
from maypole.directory.actions.enquiries import read_feedback
from maypole.directory.actions.listings import (
    change_listing,
    confirm_listing,
    note_safeguarding_seen,
    restore_listing,
)
from maypole.directory.actions.scopes import scope_of
from maypole.directory.forms.owner import ListingForm
from maypole.directory.models import Listing, School
from maypole.directory.presenters.history import versions_of
from maypole.directory.queries.bodies import holder, listing_of
from maypole.directory.queries.waiting import listings_going_pale
from maypole.directory.views.kept import decided_or_403, kept_or_403


def edit(request: MemberRequest, kind: str, key: str) -> HttpResponse:
    body = kept_or_403(request, kind, key)
    listing = listing_of(body) or Listing(**holder(body))
    declared = {"declares_safeguarding": listing.safeguarding_declared_on is not None}
    form = ListingForm(request.POST or None, instance=listing, initial=declared)
    if request.method == "POST" and form.is_valid():
        change_listing(body=body, changes=form.changes(), by=request.user.id)
        messages.success(request, "Saved, and confirmed today.")
        return redirect(body)
    return render(request, "directory/edit.html", {"body": body, "kind": kind, "key": key, "form": form})


@require_POST
def confirm(request: MemberRequest, kind: str, key: str) -> HttpResponse:
    body = kept_or_403(request, kind, key)
    confirm_listing(body=body, by=request.user.id)
    messages.success(request, f"Thank you. {body.name} is confirmed today.")
    return redirect(body)


@require_POST
def safeguarding_seen(request: MemberRequest, kind: str, key: str) -> HttpResponse:
    """Let a coordinator record that the partnership saw the policy."""
    body = decided_or_403(request, kept_or_403(request, kind, key))
    note_safeguarding_seen(body=body, seen_by=request.POST.get("seen_by", "")[:200], by=request.user.id)
    messages.success(request, "Recorded as seen. That is not the same as approved.")
    return redirect(body)


def history(request: MemberRequest, kind: str, key: str) -> HttpResponse:
    body = kept_or_403(request, kind, key)
    context = {
        "body": body,
        "kind": kind,
        "key": key,
        "versions": versions_of(listing_of(body), labels_of(ListingForm)),
    }
    return render(request, "directory/history.html", context)


@require_POST
def restore(request: MemberRequest, kind: str, key: str, version: int) -> HttpResponse:
    body = kept_or_403(request, kind, key)
    listing = get_object_or_404(Listing, **holder(body))
    get_object_or_404(listing.history, history_id=version)
    restore_listing(body=body, version=version, by=request.user.id)
    messages.success(request, "The earlier words are back.")
    return redirect(body)


def people(request: MemberRequest, kind: str, key: str) -> HttpResponse:
    """Show who keeps the listing, and invite somebody by a link."""
    body = kept_or_403(request, kind, key)
    role = SCHOOL if isinstance(body, School) else ORGANISATION
    form, link = InviteForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        _, link = invite(role=role, scope_id=scope_of(body), to_what=body.name, email=email, by=request.user.id)
        form = InviteForm()
    context = {
        "body": body,
        "kind": kind,
        "key": key,
        "form": form,
        "link": link,
        "grants": holders(body.scope_id, role.slug) if body.scope_id else [],
        "invitations": open_invitations(body.scope_id, at=timezone.now()) if body.scope_id else [],
    }
    return render(request, "directory/people.html", context)


@require_POST
def take_back_invitation(request: MemberRequest, kind: str, key: str, invitation_id: str) -> HttpResponse:
    body = kept_or_403(request, kind, key)
    invitation = get_object_or_404(Invitation, pk=invitation_id, scope_id=body.scope_id)
    take_back(invitation=invitation, by=request.user.id)
    messages.success(request, "The link no longer works.")
    return redirect("listing_people", kind=kind, key=key)


def feedback(request: MemberRequest, kind: str, key: str) -> HttpResponse:
    """Show what people told the owner; a posted number marks one as read."""
    body = kept_or_403(request, kind, key)
    if request.method == "POST":
        told = get_object_or_404(body.feedback, pk=request.POST.get("feedback"))
        read_feedback(feedback=told, by=request.user.id)
        return redirect("listing_feedback", kind=kind, key=key)
    context = {"body": body, "kind": kind, "key": key, "feedback": body.feedback.all()[:200]}
    return render(request, "directory/feedback.html", context)


@require_POST
def ask_owners(request: MemberRequest) -> HttpResponse:
    """Mail every owner in the coordinator's districts whose listing is going pale."""
    now = timezone.now()
    listings = listings_going_pale(request.user, now, timedelta(days=14))
    asked = sum(ask_to_confirm(listing=listing, now=now) for listing in listings)
    left = len(listings) - asked
    messages.success(request, f"Asked {asked}." + (f" Of {left} we hold no address." if left else ""))
    return back_or(request, "week")
