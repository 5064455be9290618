"""The profile of a district, county, partnership or region: page, CSV and PDF, all from the same figures."""

import csv
from io import StringIO

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from maypole.accounts.models import Person
from maypole.accounts.permissions import is_administrator
from maypole.atlas.indicators import all_indicators
from maypole.atlas.presenters.profile import SHOWN, Profile, profile_of
from maypole.atlas.queries.completeness import Completeness, completeness_of
from maypole.atlas.queries.peers import peers_of
from maypole.atlas.queries.values import dated_lists, larger_areas, last_calculation, row_of, values_of
from maypole.atlas.report.typeset import profile_pdf
from maypole.outcomes.queries.rounds import partnerships_seen_by
from maypole.outcomes.terms import term_of
from maypole.partnerships.models import Partnership
from maypole.partnerships.permissions import may_see_inside
from maypole.places.models import Place
from maypole.places.queries.areas import districts_of

Kind = Place.Kind
ORDER = (Kind.DISTRICT, Kind.COUNTY, Kind.REGION, Kind.COUNTRY)


def area_profile(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, _area(code))


def area_profile_csv(request: HttpRequest, code: str) -> HttpResponse:
    return _csv(request, _area(code))


def area_profile_pdf(request: HttpRequest, code: str) -> HttpResponse:
    return _pdf(request, _area(code))


def partnership_profile(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request, _territory(slug))


def partnership_profile_csv(request: HttpRequest, slug: str) -> HttpResponse:
    return _csv(request, _territory(slug))


def partnership_profile_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    return _pdf(request, _territory(slug))


def _area(code: str) -> Place:
    """Return the area of today with this code; a unitary authority is a district and a county of one code."""
    places = {place.kind: place for place in Place.objects.current().filter(code=code, kind__in=ORDER)}
    for kind in ORDER:
        if kind in places:
            return places[kind]
    raise Http404(code)


def _territory(slug: str) -> Place:
    return get_object_or_404(Partnership.objects.select_related("territory"), pk=slug).territory


def _profile(request: HttpRequest, place: Place, slugs: tuple[str, ...] = SHOWN) -> Profile:
    larger = [one for one in larger_areas(place) if one != place]
    peers, sees_inside = peers_of(place), may_see_reach(request, place)
    return profile_of(
        place,
        row_of(place),
        larger=larger,
        peers=peers,
        values=values_of([place, *larger, *(peer.place for peer in peers)]),
        lists=dated_lists(),
        last=last_calculation(),
        sees_inside=sees_inside,
        complete=_complete(place) if sees_inside else None,
        slugs=slugs,
    )


def _complete(place: Place) -> Completeness | None:
    """Return how complete the returns behind reach are, over the partnerships that share a district with the area."""
    last = last_calculation()
    if last is None:
        return None
    held = Partnership.objects.exclude(status="ended").filter(territory__holds__inner_id__in=districts_of([place]))
    return completeness_of(list(held.distinct()), [term_of(key) for key in last.terms])


def may_see_reach(request: HttpRequest, place: Place) -> bool:
    """Live reach of an area is for those who see inside every partnership's part of it, or administer all."""
    person = request.user
    if not isinstance(person, Person):
        return False
    if place.kind == Kind.PARTNERSHIP:
        return may_see_inside(person, place.partnership)
    if is_administrator(person):
        return True
    seen = districts_of([one.territory for one in partnerships_seen_by(person) if may_see_inside(person, one)])
    inside = districts_of([place])
    return bool(inside) and inside <= seen


def _page(request: HttpRequest, place: Place) -> HttpResponse:
    return render(request, "atlas/profile.html", {"page": _profile(request, place)})


def _pdf(request: HttpRequest, place: Place) -> HttpResponse:
    response = HttpResponse(profile_pdf(_profile(request, place)), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="profile-{place.code}.pdf"'
    return response


def _csv(request: HttpRequest, place: Place) -> HttpResponse:
    """Give every indicator, not only those of the page."""
    page = _profile(request, place, tuple(all_indicators()))
    text = StringIO()
    writer = csv.writer(text)
    made_up = " Invented." if page.is_invented else ""
    writer.writerow([f"# Profile of {page.name}, worked out {page.made}.{made_up} x: not available."])
    writer.writerow(["family", "indicator", "unit", page.name, "known", *(name for name, _ in page.columns), "source"])
    for part in page.parts:
        for one in part.figures:
            beside = [value for _, value in one.beside]
            writer.writerow([part.title, one.title, one.unit, one.value, one.known, *beside, one.source])
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="profile-{place.code}.csv"'
    return response
