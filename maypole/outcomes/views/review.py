"""A reviewer goes through a return: asks, accepts, opens again, locks, unlocks."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import pluralize
from django.utils import timezone
from django.views.decorators.http import require_POST

from maypole.accounts.permissions import MemberRequest
from maypole.outcomes.actions import reviewing
from maypole.outcomes.models import Line, Query, Return
from maypole.outcomes.presenters.history import changes_of
from maypole.outcomes.presenters.review import lines_to_review, review_of


def reviewed_or_403(request: MemberRequest, return_id: uuid.UUID) -> tuple[Return, list[Line]]:
    """Return a sent return with the lines that are this person's to review. Raises Http404 or PermissionDenied."""
    found = get_object_or_404(Return.objects.select_related("round", "organisation"), pk=return_id)
    lines = lines_to_review(found, request.user)
    if not lines or found.state == Return.State.DRAFT:
        raise PermissionDenied
    return found, lines


def review(request: MemberRequest, return_id: uuid.UUID) -> HttpResponse:
    return_of, _ = reviewed_or_403(request, return_id)
    return render(request, "outcomes/review.html", {"review": review_of(return_of, request.user)})


@require_POST
def decide(request: MemberRequest, return_id: uuid.UUID) -> HttpResponse:
    """Do what the pressed button says: to the ticked lines, or to all where it says so."""
    return_of, lines = reviewed_or_403(request, return_id)
    ticked, button = set(request.POST.getlist("line")), request.POST.get("button", "")
    chosen = [line for line in lines if button in OF_ALL or str(line.pk) in ticked]
    decision = DECISIONS.get(button)
    if decision is None:
        messages.error(request, "Press one of the buttons.")
    elif not chosen:
        messages.error(request, "Tick the lines that you mean first.")
    else:
        decision(request, return_of, chosen)
    return redirect("review", return_id=return_of.pk)


def _accept(request: MemberRequest, return_of: Return, lines: list[Line]) -> None:
    try:
        number = reviewing.accept_lines(return_of=return_of, lines=lines, by=request.user.id, now=timezone.now())
        messages.success(request, f"{number} line{pluralize(number)} accepted.")
    except reviewing.UnableToAccept as error:
        messages.error(request, str(error))


def _reason_given(request: MemberRequest) -> str:
    """Return why, or ask for it."""
    reason = request.POST.get("reason", "").strip()
    if not reason:
        messages.error(request, "Say in a few words why, so that the history tells.")
    return reason


def _reopen(request: MemberRequest, return_of: Return, lines: list[Line]) -> None:
    if not (reason := _reason_given(request)):
        return
    try:
        reviewing.reopen_lines(return_of=return_of, lines=lines, reason=reason, by=request.user.id, now=timezone.now())
        messages.success(request, "Open again. The organisation can put it right.")
    except reviewing.UnableToReopen as error:
        messages.error(request, str(error))


def _lock(request: MemberRequest, return_of: Return, lines: list[Line]) -> None:
    try:
        reviewing.lock_return(return_of=return_of, by=request.user.id, now=timezone.now())
        messages.success(request, "Locked.")
    except reviewing.UnableToAccept as error:
        messages.error(request, str(error))


def _unlock(request: MemberRequest, return_of: Return, lines: list[Line]) -> None:
    if not (reason := _reason_given(request)):
        return
    reviewing.unlock_return(return_of=return_of, reason=reason, by=request.user.id, now=timezone.now())
    messages.success(request, "Unlocked.")


DECISIONS = {"accept": _accept, "accept-all": _accept, "reopen": _reopen, "lock": _lock, "unlock": _unlock}
OF_ALL = ("accept-all", "lock", "unlock")


@require_POST
def ask(request: MemberRequest, return_id: uuid.UUID) -> HttpResponse:
    """Ask about one line, or the whole return."""
    return_of, lines = reviewed_or_403(request, return_id)
    text = request.POST.get("text", "").strip()
    line = next((one for one in lines if str(one.pk) == request.POST.get("line")), None)
    if text:
        reviewing.ask(return_of=return_of, text=text, by=request.user.id, now=timezone.now(), line=line)
        messages.success(request, f"Asked. {return_of.organisation} gets a mail.")
    else:
        messages.error(request, "Write your question first.")
    return redirect("review", return_id=return_of.pk)


@require_POST
def close_query(request: MemberRequest, return_id: uuid.UUID, query_id: uuid.UUID) -> HttpResponse:
    return_of, lines = reviewed_or_403(request, return_id)
    theirs = Q(line__isnull=True) | Q(line__in=lines)
    query = get_object_or_404(Query, theirs, pk=query_id, return_of=return_of)
    reviewing.close_query(query=query, by=request.user.id, now=timezone.now())
    return redirect("review", return_id=return_of.pk)


def review_history(request: MemberRequest, return_id: uuid.UUID) -> HttpResponse:
    """Show who changed what, of the reviewer's own lines."""
    return_of, lines = reviewed_or_403(request, return_id)
    context = {"return": return_of, "changes": changes_of(return_of, lines), "back": f"/review/{return_of.pk}/"}
    return render(request, "outcomes/history.html", context)
