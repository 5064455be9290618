"""The sites that schools can go to: open places of culture with a point of their own, by kind and by art form."""

import numpy as np

from maypole.atlas.columns.box import Box
from maypole.atlas.columns.sites import COLUMNS, KINDS, Sites
from maypole.directory.artforms import ArtForm
from maypole.directory.models import Entry
from maypole.places.grid import metres


def all_sites(box: Box | None = None) -> Sites:
    """Return every open site with a point of its own, in a box or anywhere.

    Who works alone stands at a district's point and is left out.
    """
    found = Entry.objects.filter(
        school__isnull=True, is_closed=False, is_point_of_district=False, latitude__isnull=False
    )
    rows = list(
        (found.filter(**box.within()) if box else found)
        .order_by("ref")
        .values_list("ref", "name", "latitude", "longitude", "kind", "venue__kind", "artforms")
    )
    kinds = np.zeros((len(rows), len(COLUMNS)), dtype=bool)
    for n, (_, _, _, _, kind, venue, artforms) in enumerate(rows):
        kinds[n, 0] = True
        for name in (str(venue), str(kind)):
            if name in KINDS:
                kinds[n, KINDS.index(name)] = True
        for form in ArtForm:
            kinds[n, len(KINDS) + list(ArtForm).index(form)] = bool(artforms & form.bit)
    at = metres(np.array([row[2] for row in rows], dtype=float), np.array([row[3] for row in rows], dtype=float))
    return Sites(tuple(row[0] for row in rows), tuple(row[1] for row in rows), at, kinds)
