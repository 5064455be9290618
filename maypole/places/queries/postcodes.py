"""Where a postcode is: ingested rows answer first, then the offline gazetteer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from django.conf import settings

from maypole.places import gazetteer
from maypole.places.models import Postcode
from maypole.places.postcode_text import compact

AT_ONCE = 5_000
SHARED = "Many postcodes share this point: it may be a sorting office's."
TERMINATED = "This postcode is no longer in use."


@dataclass(frozen=True, slots=True)
class PostcodePoint:
    """A postcode with its point; `flag` says in words what is doubtful about it."""

    code: str
    latitude: float
    longitude: float
    district_code: str
    lsoa21_code: str
    is_from_gazetteer: bool
    flag: str = ""


def find(text: str | None) -> PostcodePoint | None:
    """Return where a postcode is, however it is written, or None where nothing knows it."""
    code = compact(text)
    return points_of([code]).get(code) if code else None


def points_of(texts: Iterable[str | None]) -> dict[str, PostcodePoint]:
    """Return the point of each known postcode by its compact code; one query for 5,000 of them."""
    codes = sorted({code for text in texts if (code := compact(text))})
    found = {
        point.code: point
        for start in range(0, len(codes), AT_ONCE)
        for point in ingested(codes[start : start + AT_ONCE])
    }
    if settings.GAZETTEER:
        found |= from_gazetteer([code for code in codes if code not in found])
    return found


def ingested(codes: Sequence[str]) -> list[PostcodePoint]:
    """Return the points of the postcodes that a file brought in."""
    rows = Postcode.objects.filter(code__in=codes).values_list(
        "code", "latitude", "longitude", "district_code", "lsoa21_code", "terminated_on"
    )
    return [PostcodePoint(*row[:5], is_from_gazetteer=False, flag=TERMINATED if row[5] else "") for row in rows]


def from_gazetteer(codes: Sequence[str]) -> dict[str, PostcodePoint]:
    """Return the points that the offline list has, with a flag on those that many postcodes share."""
    if not codes:
        return {}
    book = gazetteer.opened(settings.DATA_DIR)
    rows = book.rows_of(codes)
    known = np.flatnonzero(rows >= 0)
    latitudes, longitudes = book.degrees_of(rows[known])
    districts = book.district_codes[book.districts[rows[known]]]
    is_shared = book.is_shared[rows[known]]
    return {
        codes[at]: PostcodePoint(
            code=codes[at],
            latitude=round(float(latitudes[n]), 6),
            longitude=round(float(longitudes[n]), 6),
            district_code=districts[n].decode(),
            lsoa21_code="",
            is_from_gazetteer=True,
            flag=SHARED if is_shared[n] else "",
        )
        for n, at in enumerate(known.tolist())
    }
