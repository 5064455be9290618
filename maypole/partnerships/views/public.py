"""What everybody sees: all partnerships, one of them, and the one that covers a postcode."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from maypole.partnerships.models import Partnership
from maypole.partnerships.page_parts import parts_of
from maypole.partnerships.presenters.partnership import partnership_page
from maypole.partnerships.queries.finding import finding_of
from maypole.partnerships.queries.partnerships import partnerships_with_territories


def partnerships(request: HttpRequest) -> HttpResponse:
    return render(request, "partnerships/partnerships.html", {"partnerships": partnerships_with_territories()})


def partnership(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Partnership.objects.select_related("territory", "lead", "story"), pk=slug)
    context = {"page": partnership_page(found, request.user), "parts": list(parts_of(found, request.user))}
    return render(request, "partnerships/partnership.html", context)


def find_partnership(request: HttpRequest) -> HttpResponse:
    """Go to the partnership of a postcode or place, or say kindly that there is none."""
    finding = finding_of(request.GET.get("postcode", ""))
    if finding.partnership:
        return redirect(finding.partnership)
    context = {"finding": finding, "partnerships": partnerships_with_territories()}
    return render(request, "partnerships/find.html", context)
