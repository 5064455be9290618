"""What everybody sees: all partnerships, one of them, and the one that covers a postcode."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from maypole.partnerships.models import Partnership
from maypole.partnerships.presenters import partnership_page
from maypole.partnerships.queries.partnerships import partnership_of_district, partnerships_with_territories
from maypole.places.models import Place
from maypole.places.queries.postcodes import find


def partnerships(request: HttpRequest) -> HttpResponse:
    return render(request, "partnerships/partnerships.html", {"partnerships": partnerships_with_territories()})


def partnership(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Partnership.objects.select_related("territory", "lead", "story"), pk=slug)
    return render(request, "partnerships/partnership.html", {"page": partnership_page(found, request.user)})


def find_partnership(request: HttpRequest) -> HttpResponse:
    """Go to the partnership that covers a postcode, or say kindly that there is none."""
    text = request.GET.get("postcode", "").strip()
    point = find(text) if text else None
    if point and (found := partnership_of_district(point.district_code)):
        return redirect(found)
    district = Place.objects.filter(kind=Place.Kind.DISTRICT, code=point.district_code).first() if point else None
    context = {"text": text, "point": point, "district": district, "partnerships": partnerships_with_territories()}
    return render(request, "partnerships/find.html", context)
