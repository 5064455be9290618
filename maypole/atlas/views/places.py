"""The map and the list, which are one thing: the same address, the same counts, the same places."""

from dataclasses import replace

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.clickjacking import xframe_options_exempt

from maypole.atlas.presenters.places import map_page
from maypole.directory.models import Entry
from maypole.directory.queries.filters import parse
from maypole.directory.queries.listed import listed


def show_map(request: HttpRequest) -> HttpResponse:
    filters = parse(request.GET)
    page = map_page(filters, page_number(request))
    embed = f'<iframe src="{settings.SITE_URL}/map/embed/?{filters.query()}" title="Map of culture and schools"'
    embed += ' width="100%" height="640" loading="lazy"></iframe>'
    return render(request, "atlas/map.html", {"page": page, "embed_code": embed})


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def embed_map(request: HttpRequest) -> HttpResponse:
    """Show the same in a frame on somebody else's site, without what may not be passed on."""
    page = map_page(replace(parse(request.GET), is_passable=True), page_number(request))
    return render(request, "atlas/embed.html", {"page": page})


def show_chosen(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Show what stands beside the map when a place is chosen; without script its listing opens instead."""
    entry = Entry.objects.filter(pk=entry_id, is_closed=False).first()
    if entry is None:
        raise Http404
    if request.headers.get("Accept") != "text/html+fragment":
        return redirect(entry.path)
    return render(request, "atlas/chosen.html", {"place": listed(entry)})


def search(request: HttpRequest) -> HttpResponse:
    """Send a search to the map, which is where places are searched."""
    return redirect(f"/map/?{request.GET.urlencode()}")


def page_number(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return int(text) if text.isdecimal() and len(text) < 6 else 1
