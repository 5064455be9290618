"""An organisation answers its reviewer, settles what a school says otherwise, and gives schools' addresses."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from maypole.accounts.permissions import MemberRequest
from maypole.outcomes.actions import confirming, reviewing
from maypole.outcomes.actions.returns import ReturnIsClosed
from maypole.outcomes.forms.addresses import AddressesForm
from maypole.outcomes.models import LineAnswer, Query
from maypole.outcomes.presenters.history import changes_of
from maypole.outcomes.views.fetched import filled_or_403


@require_POST
def answer(request: MemberRequest, return_id: uuid.UUID, query_id: uuid.UUID) -> HttpResponse:
    return_of = filled_or_403(request, return_id)
    query = get_object_or_404(Query, pk=query_id, return_of=return_of)
    text = request.POST.get("answer", "").strip()
    if text:
        reviewing.answer(query=query, text=text, by=request.user.id, now=timezone.now())
        messages.success(request, "Answered. The reviewer sees it.")
    else:
        messages.error(request, "Write a few words, so that the reviewer knows.")
    return redirect(return_of)


@require_POST
def settle(request: MemberRequest, return_id: uuid.UUID, answer_id: int) -> HttpResponse:
    return_of = filled_or_403(request, return_id)
    said = get_object_or_404(LineAnswer, pk=answer_id, line__project__return_of=return_of, settled_at__isnull=True)
    take_over = request.POST.get("take") == "yes"
    try:
        confirming.settle(answer=said, take_over=take_over, by=request.user.id, now=timezone.now())
        messages.success(
            request, "The school’s figures are taken." if take_over else "Your figures stay. Both are kept."
        )
    except ReturnIsClosed as closed:
        messages.error(request, str(closed))
    return redirect(return_of)


def history(request: MemberRequest, return_id: uuid.UUID) -> HttpResponse:
    """Show who changed which answer, from what to what."""
    return_of = filled_or_403(request, return_id)
    return render(request, "outcomes/history.html", {"return": return_of, "changes": changes_of(return_of)})


def addresses(request: MemberRequest, return_id: uuid.UUID) -> HttpResponse:
    """Ask whom a school's message should go to; a reviewer approves each before anything is sent."""
    return_of = filled_or_403(request, return_id)
    form = AddressesForm(request.POST or None, return_of=return_of)
    if request.method == "POST" and form.is_valid():
        for school, email in form.given():
            confirming.suggest_address(of=return_of.round, school=school, email=email, by=request.user.id)
        messages.success(request, "Saved. The coordinator looks at each before a school is asked.")
        return redirect(return_of)
    return render(request, "outcomes/addresses.html", {"return": return_of, "form": form})
