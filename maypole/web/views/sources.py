"""Lists for a coordinator: fetch or upload one, look at what it would change, then take it in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from maypole.core.audit import record
from maypole.core.ingest.beginnings import Column
from maypole.core.ingest.errors import UnableToIngest
from maypole.core.ingest.registry import source_named
from maypole.core.ingest.source import Source
from maypole.core.jobs import begin_job
from maypole.core.models import Dataset, IngestRun, Job
from maypole.core.queries import holds_sample
from maypole.directory.models import Mapping
from maypole.directory.sources.local import columns_in, fitting_mappings
from maypole.web.background import fetch_list, take_in
from maypole.web.forms.sources import FileForm, MappingForm
from maypole.web.ingesting import fetched_folder
from maypole.web.presenters.sources import counts_of, mappings, runs_of, source_line, source_lines, unplaced_schools
from maypole.web.uploads import keep, kept_file

SHOWN = 100
UNUSABLE = 422


def sources(request: HttpRequest) -> HttpResponse:
    return render(request, "web/sources.html", {"sources": source_lines()})


def source(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a list with its runs; an upload is looked at first."""
    chosen = source_or_404(slug)
    form = FileForm(chosen, request.POST, request.FILES) if request.method == "POST" else FileForm(chosen)
    if request.method == "POST" and form.is_valid():
        try:
            return look_at(request, chosen, keep(form.cleaned_data["file"]))
        except UnableToIngest as error:
            form.add_error("file", str(error))
    status = UNUSABLE if form.is_bound else 200
    return render(request, "web/source.html", {"form": form, **about(chosen)}, status=status)


def about(chosen: Source) -> dict[str, Any]:
    """Return what the page of a list shows."""
    unplaced = unplaced_schools(chosen.slug)
    return {
        "source": source_line(chosen, Dataset.objects.filter(pk=chosen.slug).first()),
        "runs": runs_of(chosen.slug)[:20],
        "mappings": mappings() if chosen.slug == "local" else [],
        "unplaced": unplaced[:SHOWN],
        "unplaced_count": unplaced.count(),
        "shown": SHOWN,
    }


def source_or_404(slug: str) -> Source:
    try:
        return source_named(slug)
    except UnableToIngest as error:
        raise Http404(str(error)) from error


def look_at(request: HttpRequest, chosen: Source, token: str) -> HttpResponse:
    """Show what a file would change. A list of one's own is read by the mapping that fits, or how to is asked first."""
    if chosen.slug != "local":
        return begin(request, chosen, token=token, is_preview=True)
    fitting = fitting_mappings([column.title for column in columns_of_upload(token)])
    if len(fitting) != 1:
        return redirect("source_mapping", token)
    return begin(request, chosen, token=token, is_preview=True, mapping=fitting[0].slug)


def columns_of_upload(token: str) -> list[Column]:
    path = kept_file(token)
    if path is None:
        raise Http404("The file is no longer here.")
    return columns_in(path)


def source_mapping(request: HttpRequest, token: str) -> HttpResponse:
    """Say which column of one's own list is which, and be remembered; or name the list whose columns they are."""
    columns = columns_of_upload(token)
    fitting = fitting_mappings([column.title for column in columns])
    named = request.POST.get("remembered", "")
    if any(mapping.slug == named for mapping in fitting):
        return begin(request, source_or_404("local"), token=token, is_preview=True, mapping=named)
    form = MappingForm(columns, request.POST or None)
    if request.method == "POST" and form.is_valid():
        mapping = remember(form, by=user_id(request))
        return begin(request, source_or_404("local"), token=token, is_preview=True, mapping=mapping.slug)
    context = {"form": form, "fitting": fitting}
    return render(request, "web/source_mapping.html", context, status=UNUSABLE if form.is_bound else 200)


@transaction.atomic
def remember(form: MappingForm, *, by: UUID) -> Mapping:
    mapping = Mapping.objects.create(made_by=by, made_at=timezone.now(), **form.mapping())
    record("make mapping", kind="mapping", subject=mapping.pk, by=by)
    return mapping


@require_POST
def source_fetch(request: HttpRequest, slug: str) -> HttpResponse:
    """Have the worker download a list and look at it."""
    chosen = source_or_404(slug)
    job = begin_job(title=f"Fetch {chosen.title}", by=user_id(request), now=timezone.now())
    fetch_list.enqueue(str(job.pk), slug, str(request.user.pk))
    return redirect("job", job.pk)


@require_POST
def source_apply(request: HttpRequest, slug: str) -> HttpResponse:
    """Take in what was looked at. The invented sample goes only where that was agreed to."""
    if holds_sample() and request.POST.get("removes_sample") != "yes":
        messages.error(request, "Tick that the invented sample may go: real and invented places never stand together.")
        return redirect(request.POST.get("back") or "sources") if is_here(request) else redirect("sources")
    return begin(
        request,
        source_or_404(slug),
        token=request.POST.get("file", ""),
        is_preview=False,
        mapping=request.POST.get("mapping", ""),
    )


def is_here(request: HttpRequest) -> bool:
    return request.POST.get("back", "").startswith("/sources/")


def begin(request: HttpRequest, chosen: Source, *, token: str, is_preview: bool, mapping: str = "") -> HttpResponse:
    """Hand the file to the worker and show how far it is."""
    title = f"{'Look at' if is_preview else 'Take in'} {chosen.title}"
    job: Job = begin_job(title=title, by=user_id(request), now=timezone.now())
    take_in.enqueue(str(job.pk), chosen.slug, token, mapping, str(request.user.pk), is_preview)
    return redirect("job", job.pk)


def user_id(request: HttpRequest) -> UUID:
    assert request.user.pk is not None
    return UUID(str(request.user.pk))


def source_run(request: HttpRequest, slug: str, run_id: UUID) -> HttpResponse:
    """Show the report of a run: what became of each row, and every row that was refused."""
    run = get_object_or_404(runs_of(slug), pk=run_id)
    token = request.GET.get("file", "")
    context = {
        "run": run,
        "slug": slug,
        "counts": counts_of(run),
        "refusals": run.refusals.all()[: SHOWN * 10],
        "may_apply": run.state == IngestRun.State.PREVIEW and is_still_here(run, slug, token),
        "file": token,
        "mapping": request.GET.get("mapping", ""),
        "holds_sample": holds_sample(),
    }
    return render(request, "web/source_run.html", context)


def is_still_here(run: IngestRun, slug: str, token: str) -> bool:
    """Return whether the very file that was looked at can be taken in: an upload by its token, or what was fetched."""
    path = kept_file(token) if token else fetched_folder(source_or_404(slug))
    return path is not None and path.exists() and path.name == run.file_name
