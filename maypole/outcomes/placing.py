"""In which areas a line counts: that of its school, or the smallest that holds all of its schools."""

from collections.abc import Iterable
from dataclasses import dataclass

from maypole.directory.models import School
from maypole.partnerships.models import Partnership
from maypole.places.models import Containment, Place

Kind = Place.Kind


@dataclass(frozen=True)
class Areas:
    """The district, county and partnership that hold a line, as far as there is one of each."""

    district: Place | None = None
    county: Place | None = None
    partnership: Partnership | None = None


def areas_of_school(school: School) -> Areas:
    """Return where a school counts. One without a point counts in its authority, which may be a county only."""
    district = school.district
    if district is None and school.authority is not None and school.authority.kind == Kind.DISTRICT:
        district = school.authority
    if district is None:
        return Areas(county=school.authority, partnership=_partnership_of_county(school.authority))
    return areas_of_district(district)


def areas_of_district(district: Place) -> Areas:
    """Return a district with its county and partnership."""
    outer = {
        link.outer.kind: link.outer
        for link in Containment.objects.filter(inner=district, outer__kind__in=[Kind.COUNTY, Kind.PARTNERSHIP])
        .select_related("outer")
        .order_by("outer__code")
    }
    territory = outer.get(Kind.PARTNERSHIP)
    partnership = Partnership.objects.exclude(status="ended").filter(territory=territory).first() if territory else None
    return Areas(district, outer.get(Kind.COUNTY), partnership)


def _partnership_of_county(county: Place | None) -> Partnership | None:
    """Return the partnership that holds every district of a county, so that any school of it is in it."""
    if county is None:
        return None
    districts = set(county.holds.filter(inner__kind=Kind.DISTRICT).values_list("inner_id", flat=True))
    holding = Partnership.objects.exclude(status="ended").filter(territory__holds__inner_id__in=districts).distinct()
    for partnership in holding.select_related("territory"):
        held = set(partnership.territory.holds.filter(inner__kind=Kind.DISTRICT).values_list("inner_id", flat=True))
        if districts and districts <= held:
            return partnership
    return None


def areas_of_schools(schools: Iterable[School]) -> Areas:
    """Return the areas that hold all of several schools: their figures are never split."""
    found = [areas_of_school(school) for school in schools]
    if not found:
        return Areas()
    first = found[0]
    return Areas(
        first.district if all(areas.district == first.district for areas in found) else None,
        first.county if all(areas.county == first.county for areas in found) else None,
        first.partnership if all(areas.partnership == first.partnership for areas in found) else None,
    )
