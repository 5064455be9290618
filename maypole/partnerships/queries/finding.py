"""Find the partnership of a postcode, a district, a town, or by its own name."""

from dataclasses import dataclass

from maypole.directory.models import Entry
from maypole.partnerships.models import Partnership
from maypole.partnerships.queries.partnerships import partnership_of_district
from maypole.places.models import Place
from maypole.places.queries.areas import district_of_code
from maypole.places.queries.postcodes import find

LONGEST = 80


@dataclass(frozen=True)
class Finding:
    """What somebody typed led to: a partnership, or a district that has none, or nothing that we know."""

    text: str
    partnership: Partnership | None = None
    district: Place | None = None
    is_known: bool = False


def finding_of(text: str) -> Finding:
    """Look for a postcode first, then for a partnership by name, then for a district or a town."""
    text = " ".join(text.replace("\x00", "").split())[:LONGEST]
    if not text:
        return Finding("")
    if point := find(text):
        found = of_district(text, district_of_code(point.district_code))
        return found if found.district else Finding(text, is_known=True)
    named = list(Partnership.objects.exclude(status="ended").filter(name__icontains=text)[:2])
    if len(named) == 1:
        return Finding(text, partnership=named[0])
    return of_district(text, district_called(text))


def of_district(text: str, district: Place | None) -> Finding:
    if district is None:
        return Finding(text)
    return Finding(text, partnership_of_district(district.code), district, is_known=True)


def district_called(text: str) -> Place | None:
    """Return the district of this name, or the one in which a town of this name has most of its places."""
    district = Place.objects.current().of_kind(Place.Kind.DISTRICT).filter(name__iexact=text).first()
    if district:
        return district
    entry = Entry.objects.filter(town__iexact=text, district__isnull=False).select_related("district").first()
    return entry.district if entry else None
