"""Open a round, see how far everybody is, ask, remind, give longer, close."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import pluralize
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from maypole.accounts.permissions import MemberRequest
from maypole.directory.models import Organisation, School
from maypole.outcomes.actions import rounds as actions
from maypole.outcomes.actions.confirming import UnableToAsk, approve_and_send, revoke
from maypole.outcomes.forms.addresses import AddressForm
from maypole.outcomes.forms.rounds import ExpectForm, ExtendForm, RoundForm
from maypole.outcomes.models import Confirmation, Expected, Round
from maypole.outcomes.permissions import keeps_round, may_approve
from maypole.outcomes.presenters.board import board_of, schools_of
from maypole.outcomes.queries.rounds import likely_to_return, partnerships_to_open_for, rounds_seen_by
from maypole.outcomes.views.fetched import round_or_403


def rounds(request: MemberRequest) -> HttpResponse:
    context = {"rounds": rounds_seen_by(request.user), "may_open": bool(partnerships_to_open_for(request.user))}
    return render(request, "outcomes/rounds.html", context)


def open_round(request: MemberRequest) -> HttpResponse:
    """Open a round and expect whoever is likely to return; nothing is mailed yet."""
    choices = partnerships_to_open_for(request.user)
    form = RoundForm(request.POST or None, choices=choices, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            made = _opened(request, form)
        except actions.UnableToOpen as error:
            form.add_error("partnerships", str(error))
        else:
            messages.success(request, "Open. Look at who is expected, then mail them all.")
            return redirect(made)
    return render(request, "outcomes/open_round.html", {"form": form, "choices": choices})


def _opened(request: MemberRequest, form: RoundForm) -> Round:
    chosen = list(form.cleaned_data["partnerships"])
    made = actions.open_round(
        details=form.details(), partnerships=chosen, opened_by=None, by=request.user.id, now=timezone.now()
    )
    for partnership in chosen:
        for organisation, email in likely_to_return(partnership):
            actions.expect(of=made, organisation=organisation, partnership=partnership, email=email, by=request.user.id)
    return made


def round_page(request: MemberRequest, round_id: uuid.UUID) -> HttpResponse:
    """Show the board; a posted organisation is expected from now on."""
    of = round_or_403(request, round_id, to_keep=request.method == "POST")
    form = ExpectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        organisation: Organisation = form.cleaned_data["organisation"]
        actions.expect(
            of=of, organisation=organisation, partnership=None, email=form.cleaned_data["email"], by=request.user.id
        )
        messages.success(request, f"{organisation} is expected.")
        return redirect(of)
    context = {"round": of, "board": board_of(of), "form": form, "keeps": keeps_round(request.user, of)}
    return render(request, "outcomes/round.html", context)


@require_POST
def change_expected(request: MemberRequest, round_id: uuid.UUID) -> HttpResponse:
    """Give an organisation longer, or expect it no more."""
    of = round_or_403(request, round_id, to_keep=True)
    number = request.POST.get("expected", "")
    expected = get_object_or_404(Expected, pk=int(number) if number.isdecimal() else 0, round=of)
    form = ExtendForm(request.POST)
    if request.POST.get("button") == "remove":
        actions.expect_no_more(expected=expected, by=request.user.id)
        messages.success(request, f"{expected.organisation} is not expected any more.")
    elif form.is_valid():
        actions.extend(expected=expected, to=form.cleaned_data["to"], by=request.user.id)
        messages.success(request, f"{expected.organisation} has until {form.cleaned_data['to']:%-d %B %Y}.")
    else:
        messages.error(request, "Write a day like 18/12/2026.")
    return redirect(of)


@require_POST
def mail(request: MemberRequest, round_id: uuid.UUID) -> HttpResponse:
    """Mail all who were not asked yet, or remind those who have not sent theirs."""
    of = round_or_403(request, round_id, to_keep=True)
    now = timezone.now()
    asked = actions.ask_everybody(of=of, now=now)
    reminded = 0 if asked else actions.remind(of=of, now=now)
    words = (
        f"{asked} organisation{pluralize(asked)} asked." if asked else f"{reminded} reminded. Nobody twice in a week."
    )
    messages.success(request, words)
    return redirect(of)


@require_POST
def close(request: MemberRequest, round_id: uuid.UUID) -> HttpResponse:
    of = round_or_403(request, round_id, to_keep=True)
    if of.is_open:
        actions.close_round(of=of, by=request.user.id, now=timezone.now())
        messages.success(request, "Closed. Schools’ links have ended, and nobody can send any more.")
    else:
        actions.reopen_round(of=of, by=request.user.id)
        messages.success(request, "Open again.")
    return redirect(of)


def schools(request: MemberRequest, round_id: uuid.UUID) -> HttpResponse:
    """Show the schools that returns name: approve an address and ask, or take a link back."""
    of = round_or_403(request, round_id)
    context = {"round": of, "schools": schools_of(of, request.user)}
    return render(request, "outcomes/round_schools.html", context)


@require_POST
def ask_school(request: MemberRequest, round_id: uuid.UUID, urn: int) -> HttpResponse:
    of = round_or_403(request, round_id)
    school = get_object_or_404(School, pk=urn)
    confirmation = Confirmation.objects.filter(round=of, school=school).first() or Confirmation(round=of, school=school)
    if not may_approve(request.user, confirmation):
        messages.error(request, "This school is not in your partnership.")
        return redirect("round_schools", round_id=of.pk)
    if request.POST.get("button") == "revoke":
        revoke(confirmation=confirmation, by=request.user.id, now=timezone.now())
        messages.success(request, f"The link of {confirmation.school} no longer works.")
        return redirect("round_schools", round_id=of.pk)
    form = AddressForm(request.POST)
    if not form.is_valid():
        messages.error(request, f"{confirmation.school}: write an address like arts@school.example.")
        return redirect("round_schools", round_id=of.pk)
    confirmation.email = form.cleaned_data["email"] or confirmation.email
    try:
        approve_and_send(confirmation=confirmation, by=request.user.id, now=timezone.now())
        messages.success(request, f"{confirmation.school} is asked.")
    except UnableToAsk as error:
        messages.error(request, str(error))
    return redirect("round_schools", round_id=of.pk)


@csrf_exempt
def stop(request: MemberRequest, token: str) -> HttpResponse:
    """Stop the mail of a round to one organisation: one press, no account. Mail programmes post without a form of ours."""
    try:
        expected = actions.expected_of(token)
    except Expected.DoesNotExist:
        return render(request, "outcomes/link_unusable.html", {"why": "This link is not complete."}, status=404)
    if request.method == "POST":
        actions.stop_mail(expected=expected, now=timezone.now())
    return render(request, "outcomes/stop.html", {"expected": expected})
