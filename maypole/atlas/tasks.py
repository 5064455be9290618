"""Work on evidence that pages hand to the worker."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from maypole.atlas.actions.calculation import OnProgress, Stopped, calculate_all
from maypole.core.ingest.errors import Stopped as StoppedByPage
from maypole.core.jobs import OnPage, end_job
from maypole.core.models import Job

State = Job.State


@task()
def calculate(job_id: str) -> None:
    """Work out every indicator, with progress and a stop; what stood before stands until the end."""
    job, now = UUID(job_id), timezone.now
    try:
        made = calculate_all(as_of=timezone.localdate(), now=now(), on_progress=progress_on(OnPage(job)))
    except (Stopped, StoppedByPage):
        end_job(job_id=job, state=State.STOPPED, message="Stopped. The figures are those of before.", now=now())
    except Exception:
        end_job(job_id=job, state=State.FAILED, message="Something of ours broke. Nothing was changed.", now=now())
        raise
    else:
        words = f"Worked out for {made.schools:,} schools in {made.seconds:.0f} seconds."
        end_job(job_id=job, state=State.DONE, message=words, now=now(), result_path="/indicators/")


def progress_on(page: OnPage) -> OnProgress:
    """Return what tells a page how far it is; it stops where somebody pressed stop."""
    stage = {"now": 0}

    def tell(done: int, total: int, message: str) -> bool:
        if stage["now"] != total:
            stage["now"] = total
            page.stage(message, total)
        page.advance(done)
        return True

    return tell
