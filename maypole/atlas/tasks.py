"""Work on evidence that pages hand to the worker."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django_tasks import task

from maypole.atlas.actions.calculation import OnProgress, Stopped, calculate_all
from maypole.atlas.actions.planning import draft_plan
from maypole.atlas.planning.question import Impossible, Question
from maypole.core.ingest.errors import Stopped as StoppedByPage
from maypole.core.jobs import OnPage, end_job
from maypole.core.models import Job
from maypole.partnerships.models import Partnership

State = Job.State
SECONDS_FOR_A_PLAN = 12.0


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


@task()
def draft_on_worker(job_id: str, slug: str, title: str, question: dict[str, Any], ends_on: str, by: str) -> None:
    """Look for a large plan with progress; where somebody presses stop, the best so far is kept."""
    job, now = UUID(job_id), timezone.now
    page, again = OnPage(job), f"/partnerships/{slug}/plans/new/"
    try:
        page.stage("Reading schools and returns", 100)
        made = draft_plan(
            partnership=Partnership.objects.select_related("territory").get(pk=slug), title=title,
            question=Question.from_json(question), ends_on=date.fromisoformat(ends_on), by=UUID(by), now=now(),
            seconds=SECONDS_FOR_A_PLAN, on_progress=until_stopped(page),
        )  # fmt: skip
    except Impossible as refused:
        end_job(job_id=job, state=State.FAILED, message=str(refused), now=now(), result_path=again)
    except StoppedByPage:
        end_job(
            job_id=job, state=State.STOPPED, message="Stopped before there was a plan.", now=now(), result_path=again
        )
    except Exception:
        end_job(job_id=job, state=State.FAILED, message="Something of ours broke. Nothing was kept.", now=now())
        raise
    else:
        end_job(
            job_id=job, state=State.DONE, message="The plan is kept.", now=now(), result_path=made.get_absolute_url()
        )


def until_stopped(page: OnPage) -> OnProgress:
    """Return what tells a page how far the search is, and the search to come to an end where somebody pressed stop."""

    def tell(done: int, total: int, message: str) -> bool:
        try:
            page.advance(done)
        except StoppedByPage:
            return False
        return True

    return tell
