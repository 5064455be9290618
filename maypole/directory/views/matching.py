"""The matching queue in batches, what was decided, and merges with their undoing."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from maypole.directory.actions.matching import AlreadyDecided, reopen, say_not_known, say_same, say_two
from maypole.directory.actions.merging import UnableToMerge, undo_merge
from maypole.directory.models import Candidate, Merge, SourceRecord
from maypole.directory.presenters.matching import questions
from maypole.directory.queries.matching import decided_lately, merges, waiting_by_list

PREFIX = "record-"
TWO, NOT_KNOWN = "two", "not-known"


def matching(request: HttpRequest) -> HttpResponse:
    """Show the next ten; the answers given to any of them are saved together."""
    if request.method == "POST":
        return save_answers(request)
    chosen = request.GET.get("list", "")
    context = {
        "questions": questions(chosen),
        "lists": waiting_by_list(),
        "chosen": chosen,
        "decided": decided_lately(),
    }
    return render(request, "directory/matching.html", context)


def save_answers(request: HttpRequest) -> HttpResponse:
    """Take each answer on its own: what somebody else decided meanwhile stops none of the others."""
    answers = {key.removeprefix(PREFIX): str(value) for key, value in request.POST.items() if key.startswith(PREFIX)}
    saved = 0
    for key, answer in answers.items():
        record = SourceRecord.objects.filter(pk=int(key)).first() if key.isdigit() and answer else None
        if record is None:
            continue
        try:
            answer_one(record, answer, UUID(str(request.user.pk)))
            saved += 1
        except (AlreadyDecided, UnableToMerge) as error:
            messages.warning(request, str(error))
    messages.success(request, f"{saved} saved." if saved else "Nothing was chosen, so nothing was saved.")
    return redirect(request.get_full_path())


def answer_one(record: SourceRecord, answer: str, by: UUID) -> None:
    now = timezone.now()
    if answer == TWO:
        say_two(record=record, by=by, now=now)
    elif answer == NOT_KNOWN:
        say_not_known(record=record, by=by, now=now)
    elif answer.isdigit():
        candidate = get_object_or_404(Candidate.objects.select_related("school", "organisation"), pk=int(answer))
        if candidate.record_id == record.pk:
            say_same(record=record, candidate=candidate, by=by, now=now)


@require_POST
def matching_reopen(request: HttpRequest, record_id: int) -> HttpResponse:
    record = get_object_or_404(SourceRecord, pk=record_id)
    try:
        reopen(record=record, by=UUID(str(request.user.pk)), now=timezone.now())
        messages.success(request, f"{record.name} waits again.")
    except AlreadyDecided as error:
        messages.warning(request, str(error))
    return redirect("matching")


def matching_merges(request: HttpRequest) -> HttpResponse:
    return render(request, "directory/matching_merges.html", {"merges": merges()})


@require_POST
def matching_undo(request: HttpRequest, merge_id: UUID) -> HttpResponse:
    merge = get_object_or_404(Merge.objects.select_related("kept", "absorbed"), pk=merge_id)
    try:
        undo_merge(merge=merge, by=UUID(str(request.user.pk)), now=timezone.now())
        messages.success(request, f"{merge.absorbed} and {merge.kept} are two again.")
    except UnableToMerge as error:
        messages.warning(request, str(error))
    return redirect("matching_merges")
