"""Where a row of a list is: by its own point, by its postcode, or only by its district, with what is doubtful said."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from maypole.directory.models.placed import Placed
from maypole.places.models import Place
from maypole.places.postcode_text import compact, spaced
from maypole.places.queries.areas import districts_by_code, holders
from maypole.places.queries.outlines import Outline
from maypole.places.queries.postcodes import PostcodePoint, points_of

FAR_KM = 3.0
FAR_OUTSIDE_KM = 5.0
PlacedBy = Placed.PlacedBy
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Placement:
    """A place as it is written on a school, organisation or venue."""

    postcode: str = ""
    latitude: float | None = None
    longitude: float | None = None
    district: Place | None = None
    lsoa21_code: str = ""
    placed_by: str = PlacedBy.NOBODY
    flag: str = ""

    @property
    def is_placed(self) -> bool:
        return self.latitude is not None


class Placer:
    """Knows the points of the postcodes it was given, and every district; made once a run."""

    def __init__(self, postcodes: Iterable[str]) -> None:
        self.points = points_of(postcodes)
        self.districts = districts_by_code()
        self.outlines: dict[int, Outline] = {}
        self.counties = holders(Place.Kind.DISTRICT, Place.Kind.COUNTY)

    def place(
        self,
        postcode: str,
        point: Point | None = None,
        *,
        doubt: str = "",
        district_code: str = "",
        own_point_first: bool,
    ) -> Placement:
        """Place a row; the list's own point stands first only where the list is known to measure it."""
        code = compact(postcode)
        found = self.points.get(code)
        if point and (own_point_first or not found):
            chosen, placed_by, flag = point, PlacedBy.LIST, doubt
        elif found:
            chosen, placed_by, flag = (found.latitude, found.longitude), PlacedBy.POSTCODE, doubt or found.flag
        else:
            chosen, placed_by, flag = None, PlacedBy.NOBODY, doubt or why_unplaced(postcode, code)
        return Placement(
            postcode=spaced(postcode),
            latitude=chosen[0] if chosen else None,
            longitude=chosen[1] if chosen else None,
            district=self.districts.get(found.district_code if found else district_code),
            lsoa21_code=found.lsoa21_code if found else "",
            placed_by=placed_by,
            flag=(flag or far_apart(point, found, own_point_first))[:200],
        )

    def is_outside(self, placement: Placement, authority: Place | None) -> bool:
        """Return whether a place is so far outside an authority that one of the two must be wrong.

        Schools that stand just over the border of the authority that runs them are many and right.
        """
        county = self.county_of(placement.district)
        if not authority or not placement.is_placed or (county and county.code == authority.code):
            return False
        outline = self.outlines.setdefault(authority.pk, Outline(authority))
        apart = outline.kilometres_outside(placement.latitude, placement.longitude)  # type: ignore[arg-type]
        return county is not None if apart is None else apart > FAR_OUTSIDE_KM

    def county_of(self, district: Place | None) -> Place | None:
        return self.counties.get(district.pk) if district else None


def why_unplaced(postcode: str, code: str) -> str:
    """Return in words why there is no point."""
    if not postcode.strip():
        return "The list gives no postcode."
    return "Nothing knows this postcode." if code else "This is not a postcode."


def far_apart(point: Point | None, found: PostcodePoint | None, own_point_first: bool) -> str:
    """Say where a list's point and its postcode disagree, and which was used."""
    if not point or not found:
        return ""
    apart = kilometres(point, (found.latitude, found.longitude))
    if apart < FAR_KM:
        return ""
    used = "its own point" if own_point_first else "the postcode"
    return f"The list's point is {apart:.0f} km from its postcode; {used} was used."


def kilometres(one: Point, other: Point) -> float:
    north = (one[0] - other[0]) * 111.2
    east = (one[1] - other[1]) * 111.2 * math.cos(math.radians(one[0]))
    return math.hypot(north, east)
