"""Areas by code, and what holds them: a district's county, region and partnership."""

from collections.abc import Sequence

from django.db.models import Count, QuerySet

from maypole.places.models import Containment, Place, Succession

Kind = Place.Kind


def place_of(kind: str, code: str) -> Place | None:
    """Return the place of this kind and code as it stands today: a district that was merged is its successor."""
    place = Place.objects.filter(kind=kind, code=code).first()
    return successor_of(place) if place else None


def district_of_code(code: str) -> Place | None:
    """Return the district that has this code, or took the place of the one that had it."""
    return place_of(Kind.DISTRICT, code)


def successor_of(place: Place) -> Place:
    """Follow one place to what it became, unless it was split, when nobody can say."""
    seen = {place.pk}
    while True:
        followers = [link.new for link in place.successions.select_related("new")]
        if len(followers) != 1 or followers[0].pk in seen:
            return place
        place = followers[0]
        seen.add(place.pk)


def districts_by_code() -> dict[str, Place]:
    """Return every district by code, a former code leading to the district of today; two queries."""
    return by_code(Kind.DISTRICT)


def by_code(kind: str) -> dict[str, Place]:
    """Return every place of a kind by code, a former code leading to the place of today; two queries."""
    places = {place.pk: place for place in Place.objects.of_kind(kind)}
    followers: dict[int, list[int]] = {}
    for old, new in Succession.objects.filter(old__kind=kind, new__kind=kind).values_list("old_id", "new_id"):
        followers.setdefault(old, []).append(new)
    return {place.code: places[latest(place.pk, followers)] for place in places.values()}


def latest(pk: int, followers: dict[int, list[int]]) -> int:
    """Return the last of a chain of successions, stopping where a place was split or the chain bites its tail."""
    seen = {pk}
    while len(next_ones := followers.get(pk, [])) == 1 and next_ones[0] not in seen:
        pk = next_ones[0]
        seen.add(pk)
    return pk


def holders(inner_kind: str, outer_kind: str) -> dict[int, Place]:
    """Return, for each place of one kind, the place of another kind that holds it."""
    links = Containment.objects.filter(inner__kind=inner_kind, outer__kind=outer_kind).select_related("outer")
    return {link.inner_id: link.outer for link in links}


def county_of(district: Place) -> Place | None:
    """Return the county or unitary authority of a district; a unitary district is held by its own county."""
    return holder_of(district, Kind.COUNTY)


def region_of(place: Place) -> Place | None:
    return holder_of(place, Kind.REGION)


def territory_of(district: Place) -> Place | None:
    """Return the territory of the partnership that a district belongs to; many districts belong to none."""
    return holder_of(district, Kind.PARTNERSHIP)


def holder_of(place: Place, kind: str) -> Place | None:
    return Place.objects.filter(kind=kind, holds__inner=place).order_by("code").first()


def districts_of(places: Sequence[Place]) -> set[int]:
    """Return the districts that these places are or hold."""
    pks = {place.pk for place in places}
    own = {place.pk for place in places if place.kind == Kind.DISTRICT}
    held = Containment.objects.filter(outer_id__in=pks, inner__kind=Kind.DISTRICT).values_list("inner_id", flat=True)
    return own | set(held)


def districts_around(district_id: int) -> list[int]:
    """Return the keys of all districts of every partnership's territory that holds this one."""
    territories = Containment.objects.filter(inner_id=district_id, outer__kind=Place.Kind.PARTNERSHIP)
    held = Containment.objects.filter(outer_id__in=territories.values("outer_id"))
    return list(held.values_list("inner_id", flat=True).distinct())


def territories_with_all_of(county_id: int) -> QuerySet[Place]:
    """Return the territories of partnerships that hold every district of today of a county; none where it has none."""
    inside = Containment.objects.filter(outer_id=county_id, inner__kind=Kind.DISTRICT, inner__valid_to__isnull=True)
    districts = set(inside.values_list("inner_id", flat=True))
    territories = Place.objects.filter(kind=Kind.PARTNERSHIP, holds__inner_id__in=districts)
    return territories.annotate(held=Count("holds__inner_id", distinct=True)).filter(held=len(districts))
