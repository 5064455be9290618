"""Claiming a listing, and deciding a claim."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from maypole.accounts.models import Person
from maypole.accounts.permissions import MemberRequest
from maypole.accounts.queries import name_of
from maypole.core.redirects import back_or
from maypole.core.throttle import TooOften, count_use
from maypole.directory.actions.claims import (
    NoAddressHeld,
    WrongCode,
    accept_claim,
    ask_coordinator,
    claimed_body,
    give_code,
    refuse_claim,
    send_code,
)
from maypole.directory.forms.everybody import ClaimMessageForm, CodeForm, DecisionForm
from maypole.directory.models import Claim
from maypole.directory.permissions import owns
from maypole.directory.queries.bodies import address_held, body_or_404
from maypole.directory.views.kept import decided_or_403


def claim(request: MemberRequest, kind: str, key: str) -> HttpResponse:
    """Offer the two ways: a code to the address held, or a word to the coordinator."""
    body = body_or_404(kind, key)
    if owns(request.user, body):
        return redirect(body)
    form = ClaimMessageForm(request.POST if request.POST.get("way") == "ask" else None)
    if request.POST.get("way") == "code":
        return send_the_code(request, kind, key)
    if form.is_valid():
        ask_coordinator(body=body, person=request.user, message=form.cleaned_data["message"])
        messages.success(request, "The coordinator decides, and you get a mail.")
        return redirect(body)
    held = address_held(body)
    context = {"body": body, "kind": kind, "key": key, "form": form, "hint": hint_of(held)}
    return render(request, "directory/claim.html", context)


def hint_of(address: str) -> str:
    """Return enough of an address to know it by, and no more: l•••@m•••.org."""
    if "@" not in address:
        return ""
    name, domain = address.split("@", 1)
    return f"{name[:1]}•••@{domain[:1]}•••.{domain.rsplit('.', 1)[-1]}"


def send_the_code(request: MemberRequest, kind: str, key: str) -> HttpResponse:
    body = body_or_404(kind, key)
    try:
        count_use("claim-code", key=str(request.user.pk), most=5, seconds=3600)
        sent = send_code(body=body, person=request.user)
    except TooOften:
        messages.error(request, "You asked for five codes in an hour. Try again later, or ask the coordinator.")
        return redirect("listing_claim", kind=kind, key=key)
    except NoAddressHeld:
        messages.error(request, "We hold no address of theirs. Ask the coordinator instead.")
        return redirect("listing_claim", kind=kind, key=key)
    return redirect("claim_code", claim_id=sent.pk)


def code(request: MemberRequest, claim_id: str) -> HttpResponse:
    found = get_object_or_404(Claim, pk=claim_id, person=request.user.id, state=Claim.State.CODE_SENT)
    body = claimed_body(found)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            give_code(claim=found, person=request.user, code=form.cleaned_data["code"])
        except WrongCode:
            form.add_error("code", "That is not the code we sent, or it is older than 30 minutes. Ask for a new one.")
        else:
            messages.success(request, f"{body} is yours to keep. Change what you like.")
            return redirect(body)
    return render(request, "directory/claim_code.html", {"body": body, "form": form})


def decide(request: MemberRequest, claim_id: str) -> HttpResponse:
    """Let the coordinator accept or refuse, with a reason that is kept."""
    found = get_object_or_404(Claim, pk=claim_id, state=Claim.State.WAITING)
    body = decided_or_403(request, found.school or found.organisation)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason, by = form.cleaned_data["reason"], request.user.id
        if form.cleaned_data["answer"] == "accept":
            accept_claim(claim=found, person=get_object_or_404(Person, pk=found.person), reason=reason, by=by)
        else:
            refuse_claim(claim=found, reason=reason, by=by)
        messages.success(request, "Decided.")
        return back_or(request, body)
    context = {"claim": found, "body": body, "claimant": name_of(found.person), "form": form}
    return render(request, "directory/decide_claim.html", context)
