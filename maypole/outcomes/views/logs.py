"""Bring a log in a layout of one's own: say which column is which, decide on names that are not sure, take it over."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from maypole.accounts.permissions import MemberRequest
from maypole.outcomes.actions.returns import ReturnIsClosed
from maypole.outcomes.models import Return, Upload
from maypole.outcomes.queries.schools import URN
from maypole.outcomes.views.fetched import filled_or_403
from maypole.outcomes.workbook.log import COLUMNS, guessed, read_log, table_of
from maypole.outcomes.workbook.reading import LARGEST, UnreadableWorkbook
from maypole.outcomes.workbook.taking_log import take_log


def log(request: MemberRequest, return_id: uuid.UUID) -> HttpResponse:
    """Take a file; logs that were brought before can be gone on with."""
    return_of = filled_or_403(request, return_id)
    problem = ""
    if request.method == "POST":
        try:
            return redirect("return_log_columns", return_id=return_of.pk, upload_id=_kept(request, return_of).pk)
        except UnreadableWorkbook as error:
            problem = str(error)
    before = return_of.uploads.filter(kind=Upload.Kind.LOG).defer("body")
    return render(request, "outcomes/log.html", {"return": return_of, "problem": problem, "before": before})


def _kept(request: MemberRequest, return_of: Return) -> Upload:
    file = request.FILES.get("file")
    if file is None:
        raise UnreadableWorkbook("Choose a file first.")
    if (file.size or 0) > LARGEST:
        raise UnreadableWorkbook(
            f"This file is larger than {LARGEST // 1024 // 1024} MB. Split it, or leave out old years."
        )
    body, name = file.read(), (file.name or "log")[:120]
    titles = table_of(body, name)[0][1]
    return Upload.objects.create(
        return_of=return_of, kind=Upload.Kind.LOG, name=name, body=body, at=timezone.now(), by=request.user.id,
        columns=guessed(titles, _remembered(return_of)),
    )  # fmt: skip


def _remembered(return_of: Return) -> dict[str, str]:
    """Return how the columns of the organisation's last log were read."""
    last = Upload.objects.filter(
        return_of__organisation=return_of.organisation, kind=Upload.Kind.LOG, applied_at__isnull=False
    ).first()
    return last.columns if last else {}


def columns(request: MemberRequest, return_id: uuid.UUID, upload_id: uuid.UUID) -> HttpResponse:
    """Say which column is which."""
    return_of = filled_or_403(request, return_id)
    kept = get_object_or_404(Upload, pk=upload_id, return_of=return_of, kind=Upload.Kind.LOG)
    table = table_of(bytes(kept.body), kept.name)
    titles = [title for title in table[0][1] if title]
    if request.method == "POST":
        kept.columns = {slug: request.POST.get(slug, "") for slug, _, _ in COLUMNS}
        kept.save(update_fields=["columns"])
        if kept.columns["school"] in titles:
            return redirect("return_log_look", return_id=return_of.pk, upload_id=kept.pk)
        messages.error(request, "Say which column names the school.")
    fields = [(slug, title, needed, kept.columns.get(slug, "")) for slug, title, needed in COLUMNS]
    context = {
        "return": return_of,
        "upload": kept,
        "fields": fields,
        "titles": titles,
        "first": table[1:4],
        "head": table[0][1],
    }
    return render(request, "outcomes/log_columns.html", context)


def look(request: MemberRequest, return_id: uuid.UUID, upload_id: uuid.UUID) -> HttpResponse:
    """Show what a log adds, which schools are not sure, and what is not matched; the button takes it over."""
    return_of = filled_or_403(request, return_id)
    kept = get_object_or_404(Upload, pk=upload_id, return_of=return_of, kind=Upload.Kind.LOG)
    try:
        found = read_log(table_of(bytes(kept.body), kept.name), kept.columns)
    except UnreadableWorkbook as error:
        messages.error(request, str(error))
        return redirect("return_log_columns", return_id=return_of.pk, upload_id=kept.pk)
    context = {"return": return_of, "upload": kept, "log": found}
    if request.method == "POST":
        names = {name.key for group in found.groups for name in group.names}
        chosen = {key: int(urn) for key in names if URN.match(urn := request.POST.get(f"school|{key}", ""))}
        try:
            taken = take_log(return_of=return_of, log=found, chosen=chosen, by=request.user.id, now=timezone.now())
        except ReturnIsClosed as closed:
            messages.error(request, str(closed))
            return redirect("return_log_look", return_id=return_of.pk, upload_id=kept.pk)
        Upload.objects.filter(pk=kept.pk).update(applied_at=timezone.now())
        return render(request, "outcomes/log_taken.html", context | {"taken": taken})
    unsure = {name.key: name for group in found.groups for name in group.names if name.candidates}
    unknown = {
        name.key: name for group in found.groups for name in group.names if name.school is None and not name.candidates
    }
    sure = [group for group in found.groups if group.is_sure]
    context |= {"sure": sure, "unsure": list(unsure.values()), "unknown": list(unknown.values())}
    return render(request, "outcomes/log_look.html", context)
