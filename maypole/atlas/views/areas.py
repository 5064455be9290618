"""The page of one area."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from maypole.atlas.presenters.areas import area_page
from maypole.places.models import Place

# A unitary authority is a district and a county of one code; the district's page stands for both.
ORDER = (Place.Kind.DISTRICT, Place.Kind.COUNTY, Place.Kind.REGION, Place.Kind.LSOA21, Place.Kind.LSOA11)


def area(request: HttpRequest, code: str) -> HttpResponse:
    """Show an area by its code; a partnership's territory has the partnership's own page."""
    places = {place.kind: place for place in Place.objects.filter(code=code)}
    if not places:
        raise Http404
    if Place.Kind.PARTNERSHIP in places:
        return redirect("partnership", slug=code)
    place = next((places[kind] for kind in ORDER if kind in places), next(iter(places.values())))
    return render(request, "atlas/area.html", {"page": area_page(place)})
