"""Which schools count in which areas: one list of positions an area, for every area at once."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maypole.atlas.columns.schools import SchoolTable
from maypole.places.models import Containment, Place

Kind = Place.Kind
OUTER = (Kind.COUNTY, Kind.REGION, Kind.PARTNERSHIP)
Positions = dict[int, NDArray[np.int64]]


@dataclass(frozen=True)
class Memberships:
    """The positions of the schools of each area, and how many more may be in it, for all that anybody knows.

    A school of no known district counts in its authority and in whatever holds all of that, as the one district of a
    unitary authority does; it may be in whatever holds a part of it.
    """

    positions: Positions
    perhaps: dict[int, int]


def members_of_areas(schools: SchoolTable) -> Memberships:
    """Return the schools of each district, county, partnership, region and country."""
    found: dict[int, list[NDArray[np.int64]]] = defaultdict(list)
    held = _districts_held()
    counties = {
        outer: held[outer] for outer in Place.objects.of_kind(Kind.COUNTY).values_list("pk", flat=True) if outer in held
    }
    homes = np.where(schools.district >= 0, schools.district, -1)
    by_district = _positions_by(homes)
    for district, positions in by_district.items():
        found[district].append(positions)
    without = np.flatnonzero(homes < 0)
    by_authority = {key: without[at] for key, at in _positions_by(schools.authority[without]).items()}
    for authority, positions in by_authority.items():
        found[authority].append(positions)
    perhaps: dict[int, int] = {}
    everywhere = held | {one: {one} for one in {district for inside in held.values() for district in inside}}
    for outer, districts in everywhere.items():
        partly = [one for one, within in counties.items() if within & districts and within - districts]
        perhaps[outer] = sum(len(by_authority[one]) for one in partly if one in by_authority)
        inside = [by_district[one] for one in districts if one in by_district]
        whole = (districts | {one for one, inside in counties.items() if inside <= districts}) - {outer}
        inside += [by_authority[one] for one in whole if one in by_authority]
        found[outer] += inside
    for country in Place.objects.of_kind(Kind.COUNTRY).values_list("pk", flat=True):
        found[country].append(np.arange(len(schools)))
    return Memberships({area: np.unique(np.concatenate(parts)) for area, parts in found.items() if parts}, perhaps)


def _positions_by(keys: NDArray[np.int64]) -> Positions:
    if not len(keys):
        return {}
    order = np.argsort(keys, kind="stable")
    values, starts = np.unique(keys[order], return_index=True)
    parts = np.split(order, starts[1:])
    return {int(key): part for key, part in zip(values, parts, strict=True) if key >= 0}


def _districts_held() -> dict[int, set[int]]:
    """Return the districts of today that each larger area holds."""
    held: dict[int, set[int]] = defaultdict(set)
    links = Containment.objects.filter(outer__kind__in=OUTER, inner__kind=Kind.DISTRICT, inner__valid_to__isnull=True)
    for outer, inner in links.values_list("outer_id", "inner_id"):
        held[outer].add(inner)
    return held
