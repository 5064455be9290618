"""What is near a school and fits it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from maypole.atlas.presenters.near import fitting_positions, near_page
from maypole.atlas.queries.areas import OPEN
from maypole.atlas.queries.offers import offers_by_id, open_offers
from maypole.atlas.queries.schools import table_of
from maypole.directory.models import School


def near(request: HttpRequest, urn: int) -> HttpResponse:
    """Show the offers that fit a school's pupils, nearest first; narrowed to free ones or ones for special needs."""
    school = get_object_or_404(School, pk=urn, status__in=OPEN)
    table, offers = table_of(School.objects.filter(pk=school.pk)), open_offers()
    positions = fitting_positions(table, offers)
    by_id = offers_by_id(offers.key[at] for at, _ in positions)
    asked = request.GET
    page = near_page(
        table, positions, offers, by_id, only_free=asked.get("free") == "1", only_send=asked.get("send") == "1"
    )
    return render(request, "atlas/near.html", {"page": page})
