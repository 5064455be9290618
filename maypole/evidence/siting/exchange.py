"""Sites with a short longest journey, found fast: one for each school that is far, then exchanges, then from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import numpy as np

from maypole.evidence.arguments import BoolArray, FloatArray, IntArray

MOST_MOVED, SEED, LESS = 5, 0, 1e-9


@dataclass(frozen=True)
class Ground:
    """Where a plan is looked for, and how long.

    cost      (schools, sites)   a journey that cannot be made is longer than any that can
    allowed   (sites,)
    fixed     sites that every plan has
    fits      whether sites keep to the limits
    goes_on   whether there is time for another exchange
    """

    cost: FloatArray
    allowed: BoolArray
    fixed: tuple[int, ...]
    fits: Callable[[list[int]], bool]
    goes_on: Callable[[], bool]


def first_plan(ground: Ground) -> list[int]:
    """Return the fixed sites, then again and again the site nearest to the school that is farthest, while it fits."""
    cost, allowed, fits = ground.cost, ground.allowed, ground.fits
    chosen = list(dict.fromkeys(ground.fixed))
    if not chosen:
        middles = np.where(allowed, cost.max(axis=0), np.inf)
        chosen = [next((int(site) for site in middles.argsort() if fits([int(site)])), int(middles.argmin()))]
    far = cost[:, chosen].min(axis=1)
    while far.max() > 0:
        order = cost[int(far.argmax())].argsort(kind="stable")
        one = next((int(site) for site in order if allowed[site] and fits([*chosen, int(site)])), None)
        if one is None or one in chosen:
            break
        chosen.append(one)
        far = np.minimum(far, cost[:, one])
    return chosen


def exchanged(ground: Ground, chosen: list[int]) -> list[int]:
    """Exchange one site for one that is nearer to the school that is farthest, while that makes the longest journey shorter.

    Source: interchange for p-centers as in Mladenovic, Labbe & Hansen (2003).
    """
    stays = np.isin(chosen, ground.fixed)
    chosen = list(chosen)
    while not stays.all() and ground.goes_on():
        swap = _best_swap(ground, chosen, stays)
        if swap is None:
            break
        chosen[swap[0]] = swap[1]
    return chosen


def _best_swap(ground: Ground, chosen: list[int], stays: BoolArray) -> tuple[int, int] | None:
    """Return which place to give to which site, or None where no exchange helps."""
    cost, at = ground.cost, np.arange(len(ground.cost))
    nearest = cost[:, chosen].argsort(axis=1, kind="stable")
    first = cost[at, np.array(chosen)[nearest[:, 0]]]
    second = cost[at, np.array(chosen)[nearest[:, 1]]] if len(chosen) > 1 else np.full(len(cost), np.inf)
    groups = _Groups(nearest[:, 0], len(chosen))
    best, found = float(first.max()) - LESS, None
    for site in np.flatnonzero(ground.allowed & (cost[int(first.argmax())] < best)):
        kept = np.minimum(first, cost[:, site])
        if kept.max() >= best or site in chosen:
            continue
        worst = np.where(stays, np.inf, groups.worst(kept, np.minimum(second, cost[:, site])))
        place = int(worst.argmin())
        if worst[place] < best and ground.fits([*chosen[:place], *chosen[place + 1 :], int(site)]):
            best, found = float(worst[place]), (place, int(site))
    return found


class _Groups:
    """Schools by the place that they go to."""

    def __init__(self, nearest: IntArray, places: int) -> None:
        self.order, self.places = nearest.argsort(kind="stable"), places
        self.held, self.starts = np.unique(nearest[self.order], return_index=True)

    def worst(self, kept: FloatArray, moved: FloatArray) -> FloatArray:
        """Return, for each place, the longest journey where its own schools go as `moved` says, and others as `kept`."""
        stays, goes = np.zeros(self.places), np.zeros(self.places)
        stays[self.held] = np.maximum.reduceat(kept[self.order], self.starts)
        goes[self.held] = np.maximum.reduceat(moved[self.order], self.starts)
        top = int(stays.argmax())
        others = np.full(self.places, stays[top])
        others[top] = np.delete(stays, top).max(initial=0.0)
        return np.asarray(np.maximum(goes, others))


def shaken(ground: Ground, chosen: list[int]) -> list[int]:
    """Move some sites anywhere and exchange from there, while it goes on; return the best plan that was met."""
    random, open_to = Random(SEED), np.flatnonzero(ground.allowed).tolist()
    best, value = list(chosen), _longest(ground, chosen)
    movable = [place for place, site in enumerate(chosen) if site not in ground.fixed]
    moved = 0
    while movable and value > 0 and ground.goes_on():
        other = list(best)
        for place in random.sample(movable, k=min(len(movable), 1 + moved % MOST_MOVED)):
            other[place] = random.choice(open_to)
        moved += 1
        if len(set(other)) < len(other) or not ground.fits(other):
            continue
        other = exchanged(ground, other)
        far = _longest(ground, other)
        if far < value:
            best, value = other, far
    return best


def _longest(ground: Ground, chosen: list[int]) -> float:
    return float(ground.cost[:, chosen].min(axis=1).max())
