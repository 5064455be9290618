"""How far long work is, for whoever began it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from maypole.accounts.permissions import is_administrator
from maypole.core.jobs import ENDED, ask_to_stop
from maypole.core.models import Job


def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Show a job, asking again every two seconds while it runs; once it is done, go where its result stands."""
    found = own_job(request, job_id)
    if found.state == Job.State.DONE and found.result_path:
        return redirect(found.result_path)
    return render(request, "web/job.html", {"job": found, "is_running": found.state not in ENDED})


@require_POST
def job_stop(request: HttpRequest, job_id: UUID) -> HttpResponse:
    ask_to_stop(job=own_job(request, job_id))
    return redirect("job", job_id)


def own_job(request: HttpRequest, job_id: UUID) -> Job:
    """Return the job if the reader began it or administers; to others it does not exist."""
    found = get_object_or_404(Job, pk=job_id)
    if found.actor != request.user.pk and not is_administrator(request.user):
        raise Http404
    return found
