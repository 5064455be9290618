"""Long work that a page started: begun, watched, stopped, ended."""

import time
from datetime import datetime
from uuid import UUID

from django.db import transaction

from maypole.core.ingest.errors import Stopped
from maypole.core.models import Job

SECONDS_BETWEEN = 0.5
ENDED = (Job.State.DONE, Job.State.FAILED, Job.State.STOPPED)


@transaction.atomic
def begin_job(*, title: str, by: UUID, now: datetime, back_to: str = "") -> Job:
    """Make a job that waits for the worker. `back_to` is where its page leads, should nothing come of it."""
    return Job.objects.create(title=title[:200], actor=by, created_at=now, result_path=back_to[:400])


@transaction.atomic
def ask_to_stop(*, job: Job) -> None:
    """Ask a job to stop; it does so at the next stage, before it writes anything."""
    Job.objects.filter(pk=job.pk).exclude(state__in=ENDED).update(is_stop_requested=True)


@transaction.atomic
def end_job(*, job_id: UUID, state: str, message: str, now: datetime, result_path: str = "") -> None:
    """Write down how a job ended, and where its result stands; without one, where it began stays."""
    where = {"result_path": result_path[:400]} if result_path else {}
    Job.objects.filter(pk=job_id).update(state=state, message=message[:400], finished_at=now, **where)


class OnPage:
    """Progress that a page shows. Inside the ingest's own transaction nobody else can see it, so it waits till the end."""

    def __init__(self, job_id: UUID) -> None:
        self.job_id = job_id
        self.told_at = 0.0

    def stage(self, what: str, total: int = 0) -> None:
        job = Job.objects.get(pk=self.job_id)
        if job.is_stop_requested:
            raise Stopped
        Job.objects.filter(pk=self.job_id).update(state=Job.State.RUNNING, message=what[:400], done=0, total=total)

    def advance(self, done: int) -> None:
        if transaction.get_connection().in_atomic_block or time.monotonic() - self.told_at < SECONDS_BETWEEN:
            return
        self.told_at = time.monotonic()
        job = Job.objects.get(pk=self.job_id)
        if job.is_stop_requested:
            raise Stopped
        Job.objects.filter(pk=self.job_id).update(done=min(done, job.total or done))
