"""Open offers to schools, as columns and by id."""

from collections.abc import Iterable

import numpy as np
from django.db.models import Q

from maypole.atlas.columns.box import Box
from maypole.atlas.columns.offers import Offers
from maypole.directory.key_stages import KeyStage
from maypole.directory.models import Offer
from maypole.places.grid import metres

READ = (
    "id", "organisation_id", "venue__latitude", "venue__longitude", "organisation__latitude", "organisation__longitude",
    "key_stages", "is_send_friendly", "where",
)  # fmt: skip
EVERY_STAGE = sum(stage.bit for stage in KeyStage)


def open_offers(box: Box | None = None) -> Offers:
    """Return every open offer to schools of an organisation that is open: in a box or online, or all of them."""
    found = Offer.objects.filter(
        state=Offer.State.OPEN,
        audience=Offer.Audience.SCHOOLS,
        organisation__is_closed=False,
        organisation__merged_into__isnull=True,
    )
    if box:
        own, of_body = Q(**box.within("venue__")), Q(venue__latitude__isnull=True, **box.within("organisation__"))
        nowhere = Q(venue__latitude__isnull=True, organisation__latitude__isnull=True)
        found = found.filter(own | of_body | nowhere | Q(where=Offer.Where.ONLINE))
    rows = list(found.order_by("id").values_list(*READ))
    latitude = [row[4] if row[2] is None else row[2] for row in rows]
    longitude = [row[5] if row[3] is None else row[3] for row in rows]
    return Offers(
        key=np.array([str(row[0]) for row in rows], dtype=object),
        organisation=np.array([str(row[1]) for row in rows], dtype=object),
        at=metres(_numbers(latitude), _numbers(longitude)),
        stages=np.array([_bits(row[6]) for row in rows], dtype=np.int64),
        is_for_send=np.array([row[7] for row in rows], dtype=bool),
        where=np.array([row[8] for row in rows], dtype=object),
    )


def _numbers(column: list[float | None]) -> list[float]:
    return [np.nan if value is None else value for value in column]


def _bits(slugs: Iterable[str]) -> int:
    known = {stage.value: stage.bit for stage in KeyStage}
    return sum(known.get(slug, 0) for slug in slugs) or EVERY_STAGE


def offers_by_id(keys: Iterable[str]) -> dict[str, Offer]:
    """Return offers with their organisations."""
    found = Offer.objects.filter(pk__in=set(keys)).select_related("organisation")
    return {str(offer.pk): offer for offer in found}
