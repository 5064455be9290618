"""Where schools of which nothing is told lie together: by a plain rule, and by local Moran."""

from dataclasses import dataclass

import numpy as np

from maypole.atlas.columns.schools import Bools, SchoolTable
from maypole.atlas.columns.sites import Sites
from maypole.evidence.access import pairs
from maypole.evidence.hotspots import local_moran, plain_rule

NEIGHBOURS = 8
FEWEST = 20
NEAR_KM = 5.0
FEWER_THAN = 2
DEPRIVED = 3
LOW_AMONG_LOW = 3


@dataclass(frozen=True)
class Clusters:
    """Which schools each way marks, and why one of them could not be used.

    by_rule    (schools,)   fewer than two places of culture within 5 km, in the three most deprived tenths
    by_moran   (schools,)   little told of it and of its neighbours, more than chance would give
    """

    by_rule: Bools
    by_moran: Bools
    why_no_moran: str = ""


def clusters_of(schools: SchoolTable, is_reached: Bools, sites: Sites) -> Clusters:
    """Return the clusters among placed schools; one without a point is in none."""
    placed = schools.is_placed & ~np.isnan(schools.need)
    rule, moran = np.zeros(len(schools), dtype=bool), np.zeros(len(schools), dtype=bool)
    if placed.any():
        near = pairs(schools.at[placed], sites.at, NEAR_KM)
        rule[placed] = plain_rule(near, schools.need[placed], fewer_than=FEWER_THAN, within=NEAR_KM, decile=DEPRIVED)
    on_map = schools.is_placed
    why = _why_not(int(on_map.sum()), is_reached[on_map])
    if not why:
        found = local_moran(is_reached[on_map].astype(float), schools.at[on_map], NEIGHBOURS)
        moran[on_map] = found.verdict == LOW_AMONG_LOW
    return Clusters(rule, moran, why)


def _why_not(number: int, is_reached: Bools) -> str:
    if number < FEWEST:
        return f"There are {number} schools on the map; at least {FEWEST} are needed to tell a cluster from chance."
    if is_reached.all() or not is_reached.any():
        return "All schools are alike in this, so none differs from its neighbours."
    return ""
