"""The sites that schools can go to: open places of culture with a point of their own, by kind and by art form."""

from collections.abc import Collection
from uuid import UUID

import numpy as np

from maypole.atlas.columns.box import Box
from maypole.atlas.columns.sites import COLUMNS, KINDS, Sites
from maypole.directory.artforms import ArtForm
from maypole.directory.models import Entry, Offer
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
    kinds[:, 0] = True
    named = np.array([(str(row[4]), str(row[5])) for row in rows], dtype=object).reshape(-1, 2)
    for n, kind in enumerate(KINDS[1:], start=1):
        kinds[:, n] = (named == kind).any(axis=1)
    artforms = np.array([row[6] for row in rows], dtype=np.int64)
    bits = np.array([form.bit for form in ArtForm], dtype=np.int64)
    kinds[:, len(KINDS) :] = (artforms[:, None] & bits) > 0
    at = metres(np.array([row[2] for row in rows], dtype=float), np.array([row[3] for row in rows], dtype=float))
    refs = tuple(row[0] for row in rows)
    told = places_told()
    places = np.array([told.get(ref, np.nan) for ref in refs], dtype=float)
    return Sites(refs, tuple(row[1] for row in rows), at, kinds, places)


def places_told() -> dict[str, float]:
    """Return the pupils a year that open offers can take, by site; an offer of no venue counts at its body's first site."""
    offers = Offer.objects.filter(
        state=Offer.State.OPEN, audience=Offer.Audience.SCHOOLS, places_a_year__isnull=False
    ).values_list("venue_id", "organisation_id", "places_a_year")
    rows = list(offers)
    first = first_sites({organisation for venue, organisation, _ in rows if venue is None})
    found: dict[str, float] = {}
    for venue, organisation, places in rows:
        ref = f"venue:{venue}" if venue else first.get(organisation, "")
        found[ref] = found.get(ref, 0.0) + (places or 0)
    return found


def first_sites(bodies: Collection[UUID]) -> dict[UUID, str]:
    """Return the first site of each organisation, where what it offers at no venue counts."""
    entries = Entry.objects.filter(organisation_id__in=bodies, is_closed=False).order_by("-ref")
    return dict(entries.values_list("organisation_id", "ref"))
