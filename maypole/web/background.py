"""Work that pages hand to the worker."""

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from maypole.core.ingest.errors import Stopped, UnableToIngest
from maypole.core.ingest.fetching import client, fetch
from maypole.core.ingest.registry import source_named
from maypole.core.ingest.runs import Request, ingest
from maypole.core.ingest.source import Source
from maypole.core.jobs import OnPage, end_job
from maypole.core.models import Job
from maypole.web.ingesting import fetched_folder, make_real, request_for
from maypole.web.uploads import kept_file

State = Job.State


@task()
def take_in(job_id: str, slug: str, token: str, mapping: str, by: str, is_preview: bool) -> None:
    """Look at a list, or take it in: an uploaded file, or without a token the one that was fetched."""
    job, now = UUID(job_id), timezone.now
    try:
        source = source_named(slug)
        path = path_of(source, token)
        request = Request(source, path, by=UUID(by), is_preview=is_preview, before=make_real, progress=OnPage(job))
        request = request_for(request, mapping=mapping)
        run, _ = ingest(request, clock=now)
    except UnableToIngest as error:
        end_job(job_id=job, state=State.FAILED, message=str(error), now=now())
    except Stopped:
        end_job(job_id=job, state=State.STOPPED, message="Stopped. Nothing was changed.", now=now())
    except Exception:
        end_job(job_id=job, state=State.FAILED, message="Something of ours broke. Nothing was changed.", now=now())
        raise
    else:
        result = reverse("source_run", args=[slug, run.pk]) + (f"?file={token}&mapping={mapping}" if is_preview else "")
        end_job(job_id=job, state=State.DONE, message="Done.", now=now(), result_path=result)


def path_of(source: Source, token: str) -> Path:
    """Return the file that a token stands for, or the folder that the source was fetched to."""
    path = kept_file(token) if token else fetched_folder(source)
    if path is None:
        raise UnableToIngest("The file is no longer here.", remedy="Upload it again.")
    return path


@task()
def fetch_list(job_id: str, slug: str, by: str) -> None:
    """Download a list from its publisher, then look at what it would change."""
    job, now = UUID(job_id), timezone.now
    source = source_named(slug)
    try:
        with client(settings.SITE_URL) as web:
            fetch(source, fetched_folder(source), web=web, today=timezone.localdate(), progress=OnPage(job))
    except UnableToIngest as error:
        end_job(job_id=job, state=State.FAILED, message=str(error), now=now())
    except Stopped:
        end_job(job_id=job, state=State.STOPPED, message="Stopped. Nothing was changed.", now=now())
    else:
        take_in.call(job_id, slug, "", "", by, True)
