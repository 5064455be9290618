"""Make, check, publish and withdraw a release; read one as page, file or interface."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from maypole.accounts.permissions import MemberRequest, has_any_role
from maypole.accounts.roles import ADMINISTRATOR, COORDINATOR, SUPPORT
from maypole.core.jobs import begin_job
from maypole.outcomes import tasks
from maypole.outcomes.actions import releases as actions
from maypole.outcomes.actions.publishing import UnableToPublish, withdraw_release
from maypole.outcomes.forms.releases import ReleaseForm
from maypole.outcomes.models import Release
from maypole.outcomes.permissions import may_release
from maypole.outcomes.presenters.methods import METHODS
from maypole.outcomes.presenters.releases import preview_of
from maypole.outcomes.presenters.report import period_title, report_of
from maypole.outcomes.queries.releases import newest_releases, release_named, waiting_releases
from maypole.outcomes.queries.rounds import partnerships_to_open_for


def releases(request: HttpRequest) -> HttpResponse:
    """Show all editions, withdrawn ones too."""
    may_make = has_any_role(request.user, ADMINISTRATOR, COORDINATOR, SUPPORT)
    context = {"releases": newest_releases(), "waiting": waiting_releases(request.user), "may_make": may_make}
    return render(request, "outcomes/releases.html", context)


def make(request: MemberRequest) -> HttpResponse:
    """Choose a period and the areas; the worker checks it."""
    choices = partnerships_to_open_for(request.user)
    form = ReleaseForm(request.POST or None, choices=choices, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        try:
            made = actions.begin_release(**form.details(), by=request.user.id, now=now)
        except actions.UnableToRelease as error:
            form.add_error("period", str(error))
        else:
            job = begin_job(title=f"Check {made}", by=request.user.id, now=now, back_to=reverse("releases"))
            tasks.check.enqueue(str(job.pk), str(made.pk))
            return redirect("job", job_id=job.pk)
    return render(request, "outcomes/make_release.html", {"form": form, "choices": choices})


def kept_or_403(request: MemberRequest, period: str, edition: int) -> Release:
    found = get_object_or_404(Release, period_key=period, edition=edition)
    if not may_release(request.user, found):
        raise PermissionDenied
    return found


def preview(request: MemberRequest, period: str, edition: int) -> HttpResponse:
    """Show a checked release to whoever may publish it: what is withheld, why, and the tables as readers will see them."""
    release = kept_or_403(request, period, edition)
    context = {"release": release, "preview": preview_of(release, request.GET.get("table", ""))}
    return render(request, "outcomes/preview.html", context)


@require_POST
def publish(request: MemberRequest, period: str, edition: int) -> HttpResponse:
    """Hand a release to the worker, which publishes it; a page follows that and leads to the report."""
    release = kept_or_403(request, period, edition)
    if request.POST.get("read") != "yes":
        messages.error(request, "Tick that you have read the figures first.")
        return redirect("release_preview", period=period, edition=edition)
    back_to = f"{release.get_absolute_url()}preview/"
    job = begin_job(title=f"Publish {release}", by=request.user.id, now=timezone.now(), back_to=back_to)
    tasks.publish.enqueue(str(job.pk), str(release.pk), str(request.user.id))
    return redirect("job", job_id=job.pk)


@require_POST
def withdraw(request: MemberRequest, period: str, edition: int) -> HttpResponse:
    release = kept_or_403(request, period, edition)
    because = request.POST.get("because", "").strip()
    if not because:
        messages.error(request, "Say why: readers will see it.")
        return redirect(release)
    try:
        withdraw_release(release=release, because=because, by=request.user.id, now=timezone.now())
        messages.success(request, "Withdrawn. A breach entry is open: write down what was in it.")
    except UnableToPublish as error:
        messages.error(request, str(error))
    return redirect(release)


def published_or_404(period: str, edition: int) -> Release:
    """Return a release that is out, or was. Raises Http404."""
    found = release_named(period, edition)
    if found is None:
        raise Http404
    return found


def gone(request: HttpRequest, release: Release) -> HttpResponse:
    """Answer 410 with the day and the reason."""
    return render(request, "outcomes/withdrawn.html", {"release": release}, status=410)


def release_page(request: HttpRequest, period: str, edition: int) -> HttpResponse:
    """Show the report of a release; of one area with `area`."""
    release = published_or_404(period, edition)
    if release.state == Release.State.WITHDRAWN:
        return gone(request, release)
    report = report_of(release, request.GET.get("area", ""))
    if report is None:
        raise Http404
    context = {
        "release": release,
        "report": report,
        "period": period_title(release),
        "notes": METHODS,
        "may_withdraw": may_release(request.user, release),
    }
    return render(request, "outcomes/report.html", context)


def summary(request: HttpRequest, period: str, edition: int) -> HttpResponse:
    """Show a release on one page, for whoever pays."""
    release = published_or_404(period, edition)
    if release.state == Release.State.WITHDRAWN:
        return gone(request, release)
    context = {
        "release": release,
        "report": report_of(release),
        "period": period_title(release),
        "has_pdf": release.files.filter(name="summary.pdf").exists(),
    }
    return render(request, "outcomes/summary.html", context)


def release_file(request: HttpRequest, period: str, edition: int, name: str) -> HttpResponse:
    """Serve a file as it was frozen."""
    release = published_or_404(period, edition)
    if release.state == Release.State.WITHDRAWN:
        return gone(request, release)
    found = get_object_or_404(release.files, name=name)
    response = HttpResponse(bytes(found.body), content_type=found.content_type)
    disposition = "inline" if name.endswith(".pdf") else "attachment"
    response["Content-Disposition"] = f'{disposition}; filename="maypole-{period}-{edition}-{name}"'
    response["ETag"] = f'"{found.sha256}"'
    response["Access-Control-Allow-Origin"] = "*"
    if release.is_invented:
        response["X-Robots-Tag"] = "noindex"
    return response
