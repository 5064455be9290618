"""Run one source over one file: everything it writes is one transaction, and every run leaves its report."""

import hashlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction

from maypole.core.audit import record
from maypole.core.bulk import count_afresh, unlogged
from maypole.core.ingest.errors import Stopped, UnableToIngest
from maypole.core.ingest.files import MEGABYTE
from maypole.core.ingest.progress import Progress, Unwatched
from maypole.core.ingest.registry import run_after_ingest
from maypole.core.ingest.report import Report
from maypole.core.ingest.source import Intake, Source, drained
from maypole.core.models import Dataset, IngestRun, RefusedRow

MANY = 1_000
Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Request:
    """What is asked: this source over this file, by whom.

    `before` is done first, in the same transaction, and returns whether it changed anything.
    """

    source: Source
    path: Path
    by: UUID | None = None
    is_preview: bool = False
    vintage: str = ""
    before: Callable[[], bool] | None = None
    progress: Progress = field(default_factory=Unwatched)


class _Preview(Exception):
    """Leaves the transaction without keeping what it wrote."""


def ingest(request: Request, *, clock: Clock) -> tuple[IngestRun, Report]:
    """Take a file in and return the run with its report.

    Raises UnableToIngest where the whole file is refused and Stopped where somebody stopped it. Nothing is written
    then but the run that says so.
    """
    intake = begun(request, clock())
    run = IngestRun.objects.create(
        dataset=intake.dataset, actor=request.by, file_name=request.path.name[:200], started_at=intake.now
    )
    try:
        take_in(request, intake)
    except UnableToIngest as error:
        error.file = error.file or request.path.name
        end(run, intake.report, clock(), IngestRun.State.FAILED, str(error))
        raise
    except Stopped:
        end(run, Report(), clock(), IngestRun.State.STOPPED, "Stopped before anything was written.")
        raise
    except Exception as error:
        end(run, Report(), clock(), IngestRun.State.FAILED, f"An error of Maypole's own: {type(error).__name__}")
        raise
    run.file_sha256 = digest_of(request.path)
    state = IngestRun.State.PREVIEW if request.is_preview else IngestRun.State.DONE
    end(run, intake.report, clock(), state, "\n".join(intake.report.notes))
    return run, intake.report


def begun(request: Request, now: datetime) -> Intake:
    """Make sure that the data set stands, for a run hangs on it even when it fails."""
    vintage = (request.vintage or request.source.vintage_of(request.path))[:40]
    dataset = dataset_of(request.source)
    return Intake(dataset=dataset, now=now, vintage=vintage, by=request.by, progress=request.progress)


def dataset_of(source: Source) -> Dataset:
    """Return the data set of a source, with what it declares today."""
    dataset, _ = Dataset.objects.update_or_create(
        slug=source.slug,
        defaults={
            "title": source.title,
            "publisher": source.publisher,
            "licence": source.licence,
            "licence_url": source.licence_url,
            "address": source.page,
            "may_pass_on": source.may_pass_on,
        },
    )
    return dataset


def take_in(request: Request, intake: Intake) -> None:
    """Read the file first, where stopping costs nothing, then write it all or nothing."""
    request.source.check(intake)
    intake.progress.stage(f"Reading {request.path.name}")
    rows = request.source.rows(request.path, intake)
    held = rows if request.source.is_streamed else drained(deque(rows))
    intake.progress.stage("Comparing and writing", 0 if request.source.is_streamed else intake.report.read)
    try:
        with unlogged(), transaction.atomic():
            write(request, intake, held)
    except _Preview:
        return


def write(request: Request, intake: Intake, rows: object) -> None:
    """Write what the source makes of the rows, and let the rooms bring up to date what they keep of it."""
    was_cleared = bool(request.before and request.source.holds_data and request.before())
    if was_cleared:
        dataset_of(request.source)
    request.source.store(rows, intake)  # type: ignore[arg-type]
    if intake.report.read == 0:
        raise UnableToIngest("The file has a heading and no rows.", remedy="Download it again.", file=request.path.name)
    is_dated_anew = intake.dataset.vintage != intake.vintage
    mark_ingested(intake, request)
    if intake.report.new or intake.report.changed or was_cleared or is_dated_anew:
        bring_up_to_date(request.source, is_large=intake.report.new + intake.report.changed >= MANY)
    if request.is_preview:
        raise _Preview


def bring_up_to_date(source: Source, *, is_large: bool) -> None:
    """Let the rooms derive what they keep; before a large list is asked, and after rows were derived, count afresh."""
    if is_large:
        count_afresh()
    run_after_ingest(source.slug)
    if is_large:
        count_afresh()


def mark_ingested(intake: Intake, request: Request) -> None:
    """Say of which date the list is and when it was taken in."""
    intake.dataset.vintage = intake.vintage
    intake.dataset.ingested_at = intake.now
    intake.dataset.is_invented = False
    intake.dataset.save(update_fields=["vintage", "ingested_at", "is_invented"])
    if not request.is_preview:
        record("ingest", kind="dataset", subject=intake.dataset.pk, by=intake.by, **intake.report.counts())


def end(run: IngestRun, report: Report, at: datetime, state: str, message: str) -> None:
    """Write down how a run ended, with every row that it refused."""
    for name, value in report.counts().items():
        setattr(run, name, value)
    run.state, run.finished_at, run.message = state, max(at, run.started_at), message
    run.save()
    RefusedRow.objects.bulk_create(
        [RefusedRow(run=run, line=one.line, reason=one.reason, text=one.text) for one in report.refusals],
        batch_size=1_000,
    )


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, or of a folder's files one after the other."""
    digest = hashlib.sha256()
    for file in sorted(path.iterdir()) if path.is_dir() else [path]:
        with file.open("rb") as bytes_of_file:
            while part := bytes_of_file.read(4 * MEGABYTE):
                digest.update(part)
    return digest.hexdigest()
