"""Fill in a return in a workbook: download, upload, look, apply."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from maypole.accounts.permissions import MemberRequest
from maypole.outcomes.actions.returns import ReturnIsClosed
from maypole.outcomes.models import Upload
from maypole.outcomes.views.fetched import filled_or_403
from maypole.outcomes.workbook.applying import apply_workbook
from maypole.outcomes.workbook.reading import LARGEST, UnreadableWorkbook, read_workbook
from maypole.outcomes.workbook.writing import workbook_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(request: MemberRequest, return_id: uuid.UUID) -> HttpResponse:
    """Say how the workbook goes; a posted file is kept and looked at."""
    return_of = filled_or_403(request, return_id)
    problem = ""
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is None:
            problem = "Choose the workbook first."
        elif (file.size or 0) > LARGEST:
            problem = f"This file is larger than {LARGEST // 1024 // 1024} MB. A return is far smaller."
        else:
            body = file.read()
            try:
                read_workbook(body, return_of)
            except UnreadableWorkbook as error:
                problem = str(error)
            else:
                kept = Upload.objects.create(
                    return_of=return_of, kind=Upload.Kind.WORKBOOK, name=(file.name or "workbook")[:120], body=body,
                    at=timezone.now(), by=request.user.id,
                )  # fmt: skip
                return redirect("return_workbook_look", return_id=return_of.pk, upload_id=kept.pk)
    return render(request, "outcomes/workbook.html", {"return": return_of, "problem": problem})


def download(request: MemberRequest, return_id: uuid.UUID) -> HttpResponse:
    return_of = filled_or_403(request, return_id)
    response = HttpResponse(workbook_of(return_of), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="return-{return_of.round.term_key}.xlsx"'
    return response


def look(request: MemberRequest, return_id: uuid.UUID, upload_id: uuid.UUID) -> HttpResponse:
    """Show what an uploaded workbook would change; the button applies it."""
    return_of = filled_or_403(request, return_id)
    kept = get_object_or_404(Upload, pk=upload_id, return_of=return_of, kind=Upload.Kind.WORKBOOK)
    reading = read_workbook(bytes(kept.body), return_of)
    if request.method == "POST":
        try:
            applied = apply_workbook(return_of=return_of, reading=reading, by=request.user.id, now=timezone.now())
        except ReturnIsClosed as closed:
            messages.error(request, str(closed))
            return redirect("return_workbook_look", return_id=return_of.pk, upload_id=kept.pk)
        Upload.objects.filter(pk=kept.pk).update(applied_at=timezone.now())
        context = {"return": return_of, "applied": applied, "problems": reading.problems}
        return render(request, "outcomes/workbook_applied.html", context)
    return render(request, "outcomes/workbook_look.html", {"return": return_of, "upload": kept, "found": reading})
