"""What this room shows on a partnership's page: its networks, and to those who support it the way to its schools."""

from collections.abc import Iterator

from maypole.partnerships.models import Partnership
from maypole.partnerships.page_parts import PagePart
from maypole.partnerships.permissions import may_keep, may_see_inside
from maypole.programme.permissions import Somebody, belongs
from maypole.programme.presenters.networks import network_page
from maypole.programme.queries.networks import networks_of


def networks_part(partnership: Partnership, reader: Somebody) -> Iterator[PagePart]:
    """Yield all networks for whoever belongs; for everybody else those that are marked public, and their public notes."""
    is_inside = belongs(reader, partnership)
    networks = [network_page(one) for one in networks_of(partnership, only_public=not is_inside)]
    if networks:
        yield PagePart("programme/networks_part.html", {"networks": networks, "is_inside": is_inside})


def ways_part(partnership: Partnership, reader: Somebody) -> Iterator[PagePart]:
    """Yield the ways on for a support organisation; whoever keeps the partnership has them in the bar above."""
    if may_see_inside(reader, partnership) and not may_keep(reader, partnership):
        yield PagePart("programme/ways_part.html", {"partnership": partnership})


PARTS = [networks_part, ways_part]
