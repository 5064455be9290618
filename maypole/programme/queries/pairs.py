"""Peer pairs: a school that holds Gold or Platinum with one that is on its way, and why these two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maypole.evidence.matching import match_best
from maypole.programme.forming import PRIMARY, group_of
from maypole.programme.points import points_of
from maypole.programme.queries.journeys import SchoolJourney
from maypole.programme.stages import Stage

LEADING = ("Gold", "Platinum")
STARTING = (Stage.REGISTERED, Stage.WORKING_TOWARDS)
FARTHEST_KM, HALF_KM = 40.0, 5.0
SAME_HUB, SAME_PHASE, SAME_DISTRICT = 0.5, 0.5, 0.2


@dataclass(frozen=True)
class PeerPair:
    """Two schools that could learn from one another; the distance is None where one of them has no point."""

    leading: SchoolJourney
    starting: SchoolJourney
    km: float | None
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Pairs:
    """The pairs, nearest first, and who was left without a partner."""

    pairs: tuple[PeerPair, ...]
    alone: tuple[SchoolJourney, ...]
    leading: int


def peer_pairs(journeys: Sequence[SchoolJourney], hub_of: Mapping[int, int]) -> Pairs:
    """Pair each starting school with one leading school, each leading school once, so that the whole fits best.

    hub_of: URN to the number of its hub, for schools that are in one.
    """
    leading = [one for one in journeys if one.stage is Stage.AWARDED and one.outlook.standing.level in LEADING]
    starting = [one for one in journeys if one.stage in STARTING]
    if not leading or not starting:
        return Pairs((), tuple(starting), len(leading))
    km = _distances(starting, leading)
    edges = _edges(starting, leading, km, hub_of)
    scores = np.array([score for _, _, score in edges])
    found = match_best(
        np.array([s for s, _, _ in edges], dtype=np.int64), np.array([g for _, g, _ in edges], dtype=np.int64), scores,
        np.ones(len(leading)), number=len(starting),
    )  # fmt: skip
    pairs = [_pair(starting[s], leading[g], km[s, g], hub_of) for s, g in enumerate(found.place.tolist()) if g >= 0]
    alone = [one for one, place in zip(starting, found.place.tolist(), strict=True) if place < 0]
    return Pairs(tuple(sorted(pairs, key=_nearest)), tuple(alone), len(leading))


def _nearest(pair: PeerPair) -> tuple[float, str]:
    return (float("inf") if pair.km is None else pair.km), pair.starting.school.name


def _distances(starting: Sequence[SchoolJourney], leading: Sequence[SchoolJourney]) -> NDArray[np.float64]:
    """Return kilometres from each to each; NaN where one has no point."""
    from_at, to_at = (points_of([one.school for one in group]) for group in (starting, leading))
    apart: NDArray[np.float64] = np.hypot(*(from_at[:, None] - to_at[None]).transpose(2, 0, 1)) / 1000
    return apart


def _edges(
    starting: Sequence[SchoolJourney],
    leading: Sequence[SchoolJourney],
    km: NDArray[np.float64],
    hub_of: Mapping[int, int],
) -> list[tuple[int, int, float]]:
    """Return (starting, leading, score) of every two that could meet; a school is no peer of itself."""
    return [
        (s, g, score)
        for s, one in enumerate(starting)
        for g, other in enumerate(leading)
        if one.school != other.school and (score := _score(one, other, km[s, g], hub_of)) > 0
    ]


def _score(one: SchoolJourney, other: SchoolJourney, km: float, hub_of: Mapping[int, int]) -> float:
    """Score nearness first; phase and hub decide between schools about as near. Too far apart is 0."""
    if np.isnan(km):
        near = SAME_DISTRICT if _same_district(one, other) else 0.0
    else:
        near = HALF_KM / (HALF_KM + km) if km <= FARTHEST_KM else 0.0
    if near == 0.0:
        return 0.0
    return near + SAME_HUB * _same_hub(one, other, hub_of) + SAME_PHASE * _same_phase(one, other)


def _same_district(one: SchoolJourney, other: SchoolJourney) -> bool:
    return one.school.district_id is not None and one.school.district_id == other.school.district_id


def _same_hub(one: SchoolJourney, other: SchoolJourney, hub_of: Mapping[int, int]) -> bool:
    hub = hub_of.get(one.school.urn)
    return hub is not None and hub == hub_of.get(other.school.urn)


def _same_phase(one: SchoolJourney, other: SchoolJourney) -> bool:
    return group_of(one.school) == group_of(other.school)


def _pair(one: SchoolJourney, other: SchoolJourney, km: float, hub_of: Mapping[int, int]) -> PeerPair:
    is_known = not np.isnan(km)
    reasons = [f"{km:.1f} km apart" if is_known else "same district; how far is not known"]
    if _same_phase(one, other):
        reasons.append("both with younger pupils" if group_of(one.school) == PRIMARY else "both with older pupils")
    if _same_hub(one, other, hub_of):
        reasons.append("in the same hub")
    return PeerPair(other, one, float(km) if is_known else None, tuple(reasons))
