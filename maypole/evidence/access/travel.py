"""Imported travel times: which schools reach which sites in how many minutes, by somebody else's routing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from maypole.evidence.access.pairs import Pairs
from maypole.evidence.arguments import BoolArray, IntArray, no_twice, same_length


@dataclass(frozen=True)
class TravelTimes:
    """Pairs from an imported table, and what had to be left out.

    pairs             minutes, for the pairs that can be reached
    unknown_rows      positions in the table whose school or site is not known
    unreachable       how many pairs the table calls unreachable
    schools_missing   schools of which the table says nothing
    """

    pairs: Pairs
    unknown_rows: IntArray
    unreachable: int
    schools_missing: IntArray


def pairs_from_table(
    origins: Sequence[str],
    destinations: Sequence[str],
    minutes: ArrayLike,
    *,
    schools: Sequence[str],
    sites: Sequence[str],
    engine: str,
) -> TravelTimes:
    """Take in a table of travel times made by r5, Valhalla, OpenTripPlanner or the like; nothing is routed here.

    origins, destinations   (rows,)   ids of schools and of sites
    minutes                 (rows,)   travel time; infinite or NaN where the site cannot be reached
    schools, sites          the ids to use, in the order of the result
    engine                  engine, version, network date and departure window; kept with the pairs

    Raises ValueError for ids given twice, a pair given twice, negative minutes, and an engine left blank: engines
    disagree on the same pair, so two tables never mix in one comparison.
    """
    times = np.asarray(minutes, dtype=float)
    if not engine.strip():
        raise ValueError("engine: is blank; say engine, version, network date and departure window")
    same_length("destinations", np.asarray(destinations), len(origins), "origins")
    same_length("minutes", times, len(origins), "origins")
    if (times < 0).any():
        at = int(np.flatnonzero(times < 0)[0])
        raise ValueError(f"minutes: position {at} is {times[at]:g}, not 0 or more")
    no_twice(np.asarray(schools), "schools")
    no_twice(np.asarray(sites), "sites")
    row, column = _positions(origins, schools), _positions(destinations, sites)
    known = (row >= 0) & (column >= 0)
    key = row * len(sites) + column
    _refuse_pairs_twice(key, known)
    reached = known & np.isfinite(times)
    taken = np.flatnonzero(reached)[np.argsort(key[reached], kind="stable")]
    starts = np.concatenate([[0], np.cumsum(np.bincount(row[taken], minlength=len(schools)))])
    found = Pairs(starts, column[taken], times[taken], (len(schools), len(sites)), "minutes", engine)
    heard_of = np.bincount(row[known], minlength=len(schools)) > 0
    return TravelTimes(found, np.flatnonzero(~known), int((known & ~reached).sum()), np.flatnonzero(~heard_of))


def _positions(ids: Sequence[str], known: Sequence[str]) -> IntArray:
    place = {name: i for i, name in enumerate(known)}
    return np.array([place.get(name, -1) for name in ids], dtype=np.int64)


def _refuse_pairs_twice(key: IntArray, known: BoolArray) -> None:
    at = np.flatnonzero(known)
    order = at[np.argsort(key[at], kind="stable")]
    again = order[1:][key[order[1:]] == key[order[:-1]]]
    if len(again):
        raise ValueError(f"minutes: position {int(again.min())} gives a pair of school and site for the second time")
