"""Indicators and methods: what each figure means, what it rests on, and how it is worked out."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from maypole.accounts.permissions import MemberRequest, has_any_role
from maypole.accounts.roles import ADMINISTRATOR
from maypole.atlas.indicators import all_indicators, indicator_named
from maypole.atlas.presenters.indicators import families, indicator_page
from maypole.atlas.presenters.methods import method_page
from maypole.atlas.queries.methods import NoMethod, method_figure, method_text, methods_by_what_is_asked
from maypole.atlas.queries.values import dated_lists, dates_of, last_calculation, values_by_area
from maypole.atlas.tasks import calculate
from maypole.core.jobs import begin_job


def indicators(request: HttpRequest) -> HttpResponse:
    """Show every indicator by family, and when the figures were last worked out."""
    context = {
        "families": families(all_indicators().values()),
        "last": last_calculation(),
        "may_calculate": has_any_role(request.user, ADMINISTRATOR),
    }
    return render(request, "atlas/indicators.html", context)


def indicator(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one indicator: its question, formula, dates, method, and the values that may be published."""
    try:
        found = indicator_named(slug)
    except KeyError:
        raise Http404(slug) from None
    areas = values_by_area(slug) if found.is_public else []
    page = indicator_page(found, dates_of(found, dated_lists()), last_calculation(), areas)
    return render(request, "atlas/indicator.html", {"page": page})


@require_POST
def work_out(request: MemberRequest) -> HttpResponse:
    """Let the worker work out everything anew, and follow it."""
    job = begin_job(title="Work out the indicators", by=request.user.id, now=timezone.now())
    calculate.enqueue(str(job.pk))
    return redirect("job", job_id=job.pk)


def methods(request: HttpRequest) -> HttpResponse:
    return render(request, "atlas/methods.html", {"groups": methods_by_what_is_asked()})


def method(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how something is worked out, with its source and a worked example."""
    try:
        page = method_page(method_text(slug))
    except NoMethod:
        raise Http404(slug) from None
    return render(request, "atlas/method.html", {"page": page})


def figure(request: HttpRequest, name: str) -> HttpResponse:
    """Give the drawing of a method."""
    try:
        return HttpResponse(method_figure(name), content_type="image/svg+xml")
    except NoMethod:
        raise Http404(name) from None
