"""Work on returns that pages hand to the worker."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from maypole.core.ingest.errors import Stopped as StoppedByPage
from maypole.core.jobs import OnPage, end_job
from maypole.core.models import Job
from maypole.evidence.disclosure import Stopped
from maypole.outcomes.actions.publishing import UnableToPublish, publish_release
from maypole.outcomes.actions.releases import check_release
from maypole.outcomes.models import Release
from maypole.outcomes.release.protecting import OnProgress
from maypole.outcomes.report.typeset import pdf_of, summary_pdf_of

State = Job.State


@task()
def check(job_id: str, release_id: str) -> None:
    """Check a release: make it safe or refuse, with progress and a stop."""
    job, now = UUID(job_id), timezone.now
    release = Release.objects.get(pk=release_id)
    try:
        check_release(release=release, now=now(), on_progress=progress_on(OnPage(job)))
    except (Stopped, StoppedByPage):
        release.delete()
        end_job(job_id=job, state=State.STOPPED, message="Stopped. Nothing was kept.", now=now())
    except Exception:
        release.delete()
        end_job(job_id=job, state=State.FAILED, message="Something of ours broke. Nothing was kept.", now=now())
        raise
    else:
        path = f"{release.get_absolute_url()}preview/"
        end_job(job_id=job, state=State.DONE, message="Checked.", now=now(), result_path=path)


@task()
def publish(job_id: str, release_id: str, by: str) -> None:
    """Publish a checked release, with progress; up to the last step it can be stopped."""
    job, now = UUID(job_id), timezone.now
    release = Release.objects.get(pk=release_id)
    try:
        publish_release(
            release=release, make_report=pdf_of, make_summary=summary_pdf_of, by=UUID(by), now=now(),
            on_progress=progress_on(OnPage(job)),
        )  # fmt: skip
    except UnableToPublish as error:
        end_job(job_id=job, state=State.FAILED, message=str(error), now=now())
    except StoppedByPage:
        end_job(job_id=job, state=State.STOPPED, message="Stopped. Nothing was published.", now=now())
    except Exception:
        end_job(job_id=job, state=State.FAILED, message="Something of ours broke. Nothing was published.", now=now())
        raise
    else:
        path = release.get_absolute_url()
        end_job(job_id=job, state=State.DONE, message="Published.", now=now(), result_path=path)


def progress_on(page: OnPage) -> OnProgress:
    """Return what tells a page how far the protection is; it stops where somebody pressed stop."""
    stage = {"now": ""}

    def tell(done: int, total: int, message: str) -> bool:
        if stage["now"] != message:
            stage["now"] = message
            page.stage(message.capitalize(), total)
        page.advance(done)
        return True

    return tell
