"""Matching schools with organisations: stable by preference, or best by score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse

from maypole.evidence.arguments import FloatArray, IntArray, numbers, whole
from maypole.evidence.flow import least_cost_flow

__all__ = ["Matching", "match_best", "match_stable"]

NO_CHOICE, ALL_FULL, LEFT_OUT = "named no place", "every place named was full", "others score higher"


@dataclass(frozen=True)
class Matching:
    """Who goes where.

    place            (applicants,)   -1 for those without one
    unmatched        per applicant without a place, why
    blocking_pairs   pairs that would both rather have each other than what they got
    lottery          (applicants,)   the order that broke ties, 0 first; empty where none was drawn
    """

    place: IntArray
    unmatched: dict[int, str]
    blocking_pairs: int
    lottery: IntArray


def match_stable(
    preferences: Sequence[Sequence[int]],
    capacities: Sequence[int],
    *,
    priorities: Sequence[Mapping[int, float]] | None = None,
    seed: int,
) -> Matching:
    """Match applicants to places so that nobody and no place would both rather have each other.

    preferences   per applicant, the places it wants, best first
    capacities    per place, how many it takes
    priorities    per place, {applicant: priority}, higher first; who is not named has 0. Ties go by lottery
    seed          of the lottery, which is recorded in the result

    The result is the best stable one for every applicant, and none gains by naming a false order.
    Raises ValueError for places that are not there, named twice, or with a negative capacity.
    Source: Gale & Shapley (1962); single tie-breaking, Abdulkadiroglu, Pathak & Roth (2009).
    """
    _check(preferences, capacities)
    lottery = np.random.default_rng(seed).permutation(len(preferences))
    rank = _ranks(len(preferences), len(capacities), priorities, lottery)
    place = np.full(len(preferences), -1)
    next_wish = [0] * len(preferences)
    held: list[list[int]] = [[] for _ in capacities]
    asking = list(range(len(preferences)))
    while asking:
        applicant = asking.pop()
        if next_wish[applicant] >= len(preferences[applicant]):
            continue
        wish = preferences[applicant][next_wish[applicant]]
        next_wish[applicant] += 1
        held[wish].append(applicant)
        place[applicant] = wish
        if len(held[wish]) > capacities[wish]:
            out = min(held[wish], key=rank[wish])
            held[wish].remove(out)
            place[out] = -1
            asking.append(out)
    why = {int(a): ALL_FULL if len(preferences[int(a)]) else NO_CHOICE for a in np.flatnonzero(place < 0)}
    return Matching(place, why, _blocking(preferences, capacities, rank, place), lottery)


def _check(preferences: Sequence[Sequence[int]], capacities: Sequence[int]) -> None:
    for i, room in enumerate(capacities):
        if not np.isfinite(room) or room < 0 or room != int(room):
            raise ValueError(f"capacities: position {i} is {room}, not a whole number of 0 or more")
    for a, wishes in enumerate(preferences):
        if len(set(wishes)) != len(wishes):
            raise ValueError(f"preferences: position {a} names a place twice")
        for wish in wishes:
            if not 0 <= wish < len(capacities):
                raise ValueError(f"preferences: position {a} names place {wish}, which is not there")


class _Rank:
    """How one place ranks applicants: priority first, then the lottery."""

    def __init__(self, priority: Mapping[int, float], lottery: IntArray) -> None:
        self.priority, self.lottery = priority, lottery

    def __call__(self, applicant: int) -> tuple[float, int]:
        return self.priority.get(applicant, 0.0), -int(self.lottery[applicant])


def _ranks(
    applicants: int, places: int, priorities: Sequence[Mapping[int, float]] | None, lottery: IntArray
) -> list[_Rank]:
    if priorities is None:
        return [_Rank({}, lottery)] * places
    if len(priorities) != places:
        raise ValueError(f"priorities: has {len(priorities)} entries, but there are {places} places")
    for j, named in enumerate(priorities):
        for applicant, priority in named.items():
            if not 0 <= applicant < applicants or not np.isfinite(priority):
                raise ValueError(
                    f"priorities: position {j}: applicant {applicant} with priority {priority} does not fit"
                )
    return [_Rank(named, lottery) for named in priorities]


def _blocking(
    preferences: Sequence[Sequence[int]], capacities: Sequence[int], rank: list[_Rank], place: IntArray
) -> int:
    """Count pairs of an applicant and a place that would both rather have each other."""
    held = [np.flatnonzero(place == j).tolist() for j in range(len(capacities))]
    count = 0
    for a, wishes in enumerate(preferences):
        better = wishes[: list(wishes).index(int(place[a]))] if place[a] >= 0 else wishes
        for j in better:
            weakest = min(map(rank[j], held[j]), default=None)
            count += capacities[j] > len(held[j]) or (
                weakest is not None and capacities[j] > 0 and rank[j](a) > weakest
            )
    return count


def match_best(
    applicants: ArrayLike, places: ArrayLike, scores: ArrayLike, capacities: ArrayLike, *, number: int
) -> Matching:
    """Match applicants to places so that the scores of all pairs made add up to most.

    applicants, places   (edges,)   indices of the pairs that may be made
    scores               (edges,)   how good each is, 0 or more; kept to six figures
    capacities           (places,)  how many each takes
    number               of applicants

    As many as the scores allow: a pair of score 0 adds nothing and may be left out.
    Raises ValueError for numbers that are not fit and pairs given twice.
    Source: the assignment problem as least-cost flow (Ford & Fulkerson 1962).
    """
    a, p = _indices(applicants, "applicants"), _indices(places, "places")
    worth, room = numbers(scores, "scores"), whole(numbers(capacities, "capacities"), "capacities")
    _check_edges(a, p, worth, number, len(room))
    flow = _best_flow(a, p, worth, room, number)
    place = np.full(number, -1)
    place[a[flow > 0]] = p[flow > 0]
    named = np.bincount(a, minlength=number)
    why = {int(i): LEFT_OUT if named[i] else NO_CHOICE for i in np.flatnonzero(place < 0)}
    return Matching(place, why, _better_pairs(a, p, worth, room, place), np.zeros(0, dtype=np.int64))


def _indices(values: ArrayLike, name: str) -> IntArray:
    return whole(numbers(values, name, least=None), name)


def _check_edges(a: IntArray, p: IntArray, worth: FloatArray, number: int, places: int) -> None:
    if not len(a) == len(p) == len(worth):
        raise ValueError(f"scores: {len(worth)} scores for {len(a)} applicants and {len(p)} places")
    for name, index, count in (("applicants", a, number), ("places", p, places)):
        wrong = np.flatnonzero((index < 0) | (index >= count))
        if len(wrong):
            raise ValueError(f"{name}: position {wrong[0]} is {index[wrong[0]]}, not below {count}")
    key = a * max(places, 1) + p
    if len(np.unique(key)) < len(key):
        again = np.setdiff1d(np.arange(len(key)), np.unique(key, return_index=True)[1])[0]
        raise ValueError(f"applicants: position {again} gives a pair for the second time")


def _best_flow(a: IntArray, p: IntArray, worth: FloatArray, room: IntArray, number: int) -> IntArray:
    if not len(a):
        return np.zeros(0, dtype=np.int64)
    places, sink = len(room), number + len(room)
    value = np.rint(worth / max(worth.max(), 1e-300) * 1e6).astype(np.int64)
    everyone = np.arange(number)
    flow = least_cost_flow(
        np.concatenate([a, np.arange(number, sink), everyone]),
        np.concatenate([number + p, np.full(places, sink), np.full(number, sink)]),
        np.concatenate([np.ones(len(a), dtype=np.int64), room, np.ones(number, dtype=np.int64)]),
        np.concatenate([-value, np.zeros(places + number, dtype=np.int64)]),
        np.concatenate([np.ones(number, dtype=np.int64), np.zeros(places, dtype=np.int64), [-number]]),
    )
    return flow[: len(a)]


def _better_pairs(a: IntArray, p: IntArray, worth: FloatArray, room: IntArray, place: IntArray) -> int:
    """Count pairs whose score is higher than what both of them have now."""
    made = sparse.csr_array((worth + 1.0, (a, p)), shape=(len(place), len(room)))
    have = np.array([made[i, j] - 1.0 if j >= 0 else -np.inf for i, j in enumerate(place)])
    taken = np.bincount(place[place >= 0], minlength=len(room))
    weakest = np.full(len(room), np.inf)
    np.minimum.at(weakest, place[place >= 0], have[place >= 0])
    floor = np.where(taken < room, -np.inf, weakest)
    return int(((worth > have[a]) & (worth > floor[p]) & (room[p] > 0) & (worth > 0)).sum())
