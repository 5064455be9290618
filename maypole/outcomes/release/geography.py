"""The areas of a release, what adds up to what, and where each accepted line counts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from maypole.evidence.disclosure import Dimension
from maypole.outcomes.models import AcceptedLine
from maypole.partnerships.models import Partnership
from maypole.places.models import Containment, Place

Kind = Place.Kind
TOGETHER = "together:together"


@dataclass(frozen=True)
class Area:
    """An area as a release prints it."""

    key: str
    kind: str
    code: str
    name: str


@dataclass(frozen=True)
class Geography:
    """The areas, the sums that hold among them, and the leaf of each combination of district, county and partnership.

    A line that counts in no single district has a leaf of its own under what does hold it.
    """

    areas: tuple[Area, ...]
    sums: tuple[tuple[str, tuple[str, ...]], ...]
    whole: str
    leaves: dict[tuple[int | None, int | None, str | None], str]

    @property
    def dimension(self) -> Dimension:
        """The areas as a dimension of a table."""
        return Dimension("area", tuple(area.key for area in self.areas), self.sums, self.whole)

    @property
    def loose(self) -> Dimension:
        """The same areas for figures that do not add up, such as organisations, which work in several."""
        return Dimension("area", tuple(area.key for area in self.areas), (), self.whole)

    def above(self) -> list[tuple[str, str]]:
        """Return (leaf, area) for each area that a leaf is or counts in."""
        holders: dict[str, set[str]] = defaultdict(set)
        for total, parts in self.sums:
            for part in parts:
                holders[part].add(total)
        return [(leaf, area) for leaf in sorted(set(self.leaves.values())) for area in _all_above(leaf, holders)]


def _all_above(leaf: str, holders: dict[str, set[str]]) -> list[str]:
    found, waiting = {leaf}, [leaf]
    while waiting:
        new = holders[waiting.pop()] - found
        found |= new
        waiting += new
    return sorted(found)


@dataclass(frozen=True)
class _Leaf:
    key: str
    name: str
    kind: str
    code: str
    county: Place | None
    partnership: Partnership | None


def geography_of(partnerships: Iterable[Partnership], lines: Iterable[AcceptedLine]) -> Geography:
    """Return the areas of a release about these partnerships; about the whole region where there are none."""
    chosen = sorted(partnerships, key=lambda one: one.name)
    districts = _district_leaves(chosen)
    return _assembled(chosen, districts | _other_leaves(lines, districts))


Combination = tuple[int | None, int | None, str | None]


def _district_leaves(chosen: list[Partnership]) -> dict[Combination, _Leaf]:
    """Return a leaf for each district, whether or not anything was told of it: nothing is a figure too."""
    links = Containment.objects.filter(inner__kind=Kind.DISTRICT, inner__valid_to__isnull=True).select_related(
        "inner", "outer"
    )
    outer: dict[Place, dict[str, Place]] = defaultdict(dict)
    for link in links.order_by("outer__code"):
        outer[link.inner][link.outer.kind] = link.outer
    territories = {one.territory_id: one for one in Partnership.objects.exclude(status="ended")}
    leaves: dict[Combination, _Leaf] = {}
    for district, held in outer.items():
        territory = held.get(Kind.PARTNERSHIP)
        partnership = territories.get(territory.pk) if territory else None
        if not chosen or partnership in chosen:
            county = held.get(Kind.COUNTY)
            leaf = _Leaf(f"district:{district.code}", district.name, "district", district.code, county, partnership)
            leaves[district.pk, county.pk if county else None, partnership.pk if partnership else None] = leaf
    return leaves


def _other_leaves(lines: Iterable[AcceptedLine], districts: dict[Combination, _Leaf]) -> dict[Combination, _Leaf]:
    """Return a leaf for each combination that lines have besides: that of its district, where it is in another area since.

    A county and partnership in which a line counts without a district have a leaf of their own.
    """
    by_district = {combination[0]: leaf for combination, leaf in districts.items()}
    found: dict[Combination, _Leaf] = {}
    for line in lines:
        at = (line.district_id, line.county_id, line.partnership_id)
        if at not in districts and at not in found:
            found[at] = by_district.get(line.district_id) or _unplaced_leaf(line)
    return found


def _unplaced_leaf(line: AcceptedLine) -> _Leaf:
    county, partnership = line.county, line.partnership
    held_by = partnership or county
    code = f"{county.code if county else ''}-{partnership.pk if partnership else ''}"
    name = f"District not known or several, {held_by}" if held_by else "Area not known or several"
    return _Leaf(f"unplaced:{code}", name, "unplaced", code, county, partnership)


def _assembled(chosen: list[Partnership], leaves: dict[Combination, _Leaf]) -> Geography:
    by_key = {leaf.key: leaf for leaf in leaves.values()}
    ordered = sorted(by_key.values(), key=lambda leaf: (leaf.kind, leaf.name))
    sums: list[tuple[str, tuple[str, ...]]] = []
    partnerships, apart = _partnership_areas(ordered, sums)
    counties = _county_areas(ordered, sums) if not chosen else []
    whole = _whole(chosen, partnerships)
    if whole not in partnerships:
        sums.append((whole.key, tuple(area.key for area in (*partnerships, *apart))))
        if counties:
            within = {key for total, parts in sums if total.startswith("county:") for key in parts}
            rest = tuple(leaf.key for leaf in ordered if leaf.key not in within)
            sums.append((whole.key, (*(area.key for area in counties), *rest)))
    areas = [whole, *(area for area in partnerships if area != whole), *counties, *apart]
    areas += [Area(leaf.key, leaf.kind, leaf.code, leaf.name) for leaf in ordered]
    return Geography(tuple(areas), tuple(sums), whole.key, {at: leaf.key for at, leaf in leaves.items()})


def _partnership_areas(leaves: list[_Leaf], sums: list[tuple[str, tuple[str, ...]]]) -> tuple[list[Area], list[Area]]:
    held: dict[Partnership | None, list[str]] = defaultdict(list)
    for leaf in leaves:
        held[leaf.partnership].append(leaf.key)
    areas = []
    for partnership in sorted((one for one in held if one is not None), key=lambda one: one.name):
        area = Area(f"partnership:{partnership.pk}", "partnership", partnership.pk, partnership.name)
        areas.append(area)
        sums.append((area.key, tuple(held[partnership])))
    if not held[None]:
        return areas, []
    apart = Area("apart:none", "apart", "none", "In no partnership")
    sums.append((apart.key, tuple(held[None])))
    return areas, [apart]


def _county_areas(leaves: list[_Leaf], sums: list[tuple[str, tuple[str, ...]]]) -> list[Area]:
    """Return the counties that are more than one district; a unitary authority is its district already."""
    held: dict[Place, list[str]] = defaultdict(list)
    for leaf in leaves:
        if leaf.county is not None:
            held[leaf.county].append(leaf.key)
    areas = []
    for county in sorted(held, key=lambda one: one.name):
        if len(held[county]) > 1:
            area = Area(f"county:{county.code}", "county", county.code, county.name)
            areas.append(area)
            sums.append((area.key, tuple(held[county])))
    return areas


def _whole(chosen: list[Partnership], areas: list[Area]) -> Area:
    if len(chosen) == 1 and areas:
        return areas[0]
    if chosen:
        return Area(TOGETHER, "together", "together", "These partnerships together")
    regions = list(Place.objects.of_kind(Kind.REGION).filter(holds__inner__kind=Kind.DISTRICT).distinct()[:2])
    if len(regions) == 1:
        return Area(f"region:{regions[0].code}", "region", regions[0].code, regions[0].name)
    return Area("country:E92000001", "country", "E92000001", "England")
