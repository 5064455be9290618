"""Rational agents: where pupils would go if each weighed the journey against the crowd."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from maypole.evidence.access.pairs import Pairs
from maypole.evidence.arguments import FloatArray, IntArray, numbers, positive, same_length

PRICE_EVERY, PROJECTIONS = 4, 50


class NoEquilibrium(Exception):
    """The search stopped with a larger gap than was asked for; ``gap`` says how large."""

    def __init__(self, gap: float, tol: float, rounds: int) -> None:
        super().__init__(f"the relative gap is {gap:.2e} after {rounds} rounds, not {tol:g}")
        self.gap = gap


@dataclass(frozen=True)
class RationalAccess:
    """What a journey and its crowd cost each school's pupils when nobody gains by going elsewhere.

    cost    (schools,)   in units of ``tau`` travel or of the average crowd; infinite where no site is in reach
    flow    (pairs,)     pupils that go from each school to each site
    gap     how far the whole is from equilibrium: (spent - least that could be spent) / spent
    rounds  how many it took
    """

    cost: FloatArray
    flow: FloatArray
    gap: float
    rounds: int


def raam(
    pairs: Pairs, demand: ArrayLike, supply: ArrayLike, tau: float, tol: float = 1e-3, *, most_rounds: int = 2000
) -> RationalAccess:
    """Return the cost of access when every pupil goes where journey and crowd together cost least.

    pairs    Pairs        cost in km or minutes
    demand   (schools,)   pupils
    supply   (sites,)     places; a site with none is not used
    tau      the journey that weighs as much as the average crowd, in the unit of the pairs
    tol      the largest relative gap that will do

    A crowd is demand over supply, relative to the average of both. Schools without a site in reach stay out of it.
    Raises NoEquilibrium where the gap is not reached, ValueError for shapes and numbers that are not fit.
    Source: Saxon & Snow (2020); the equilibrium is Beckmann, McGuire & Winsten's convex programme (1956), solved by
    column generation and gradient projection with exact line search (Bertsekas & Gafni 1982).
    """
    pupils, places = numbers(demand, "demand"), numbers(supply, "supply")
    same_length("demand", pupils, pairs.size[0], "schools in pairs")
    same_length("supply", places, pairs.size[1], "sites in pairs")
    positive(tau, "tau")
    positive(tol, "tol")
    market = _Market(pairs, pupils, places, tau)
    if not len(market.row):
        return RationalAccess(market.least_costs(pairs), np.zeros(len(pairs)), 0.0, 0)
    gap = market.settle(tol, most_rounds)
    if gap > tol:
        raise NoEquilibrium(gap, tol, market.rounds)
    flow = np.zeros(len(pairs))
    flow[market.pair] = market.flow
    return RationalAccess(market.least_costs(pairs), flow, gap, market.rounds)


class _Market:
    """Pupils spread over the sites that they can reach."""

    def __init__(self, pairs: Pairs, pupils: FloatArray, places: FloatArray, tau: float) -> None:
        schools = pairs.schools
        self.pair = np.flatnonzero((places[pairs.sites] > 0) & (pupils[schools] > 0))
        self.row, self.site = schools[self.pair], pairs.sites[self.pair].astype(np.int64)
        self.tau = tau
        self.journey = pairs.cost[self.pair] / tau
        self.pupils, self.shape = pupils, pairs.size
        rho = pupils.sum() / places.sum() if places.sum() > 0 and pupils.sum() > 0 else 1.0
        self.slope = np.divide(1.0, places * rho, out=np.zeros_like(places), where=places > 0)
        self.begin = np.flatnonzero(np.diff(self.row, prepend=-1))
        self.schools = self.row[self.begin]
        self.flow = np.zeros(len(self.row))
        if len(self.row):
            self.flow[self._best(self.journey)] = pupils[self.schools]
        self.rounds = 0

    def _best(self, cost: FloatArray) -> IntArray:
        """Return, for each school that has a site, its cheapest pair."""
        least = np.minimum.reduceat(cost, self.begin)
        hit = np.flatnonzero(cost == np.repeat(least, np.diff(self.begin, append=len(cost))))
        first = np.unique(self.row[hit], return_index=True)[1]
        return np.asarray(hit[first])

    def _cost(self) -> FloatArray:
        crowd = np.bincount(self.site, weights=self.flow, minlength=self.shape[1]) * self.slope
        return np.asarray(crowd[self.site] + self.journey)

    def settle(self, tol: float, most_rounds: int) -> float:
        """Move pupils until the gap is small; returns the gap."""
        gap = np.inf
        while self.rounds < most_rounds:
            cost = self._cost()
            best = self._best(cost)
            spent = float(cost @ self.flow)
            gap = (spent - float(cost[best] @ self.pupils[self.schools])) / spent if spent > 0 else 0.0
            if gap <= tol:
                break
            columns = np.union1d(np.flatnonzero(self.flow > 0), best)
            for _ in range(PRICE_EVERY):
                self._shift(columns)
            self.rounds += 1
        return max(gap, 0.0)

    def _shift(self, columns: IntArray) -> None:
        """Move pupils from dear to cheap sites among a few pairs, as far as the exact line search says."""
        flow, site, row = self.flow[columns], self.site[columns], self.row[columns]
        crowd = np.bincount(site, weights=flow, minlength=self.shape[1]) * self.slope
        cost = crowd[site] + self.journey[columns]
        begin = np.flatnonzero(np.diff(row, prepend=-1))
        many = np.diff(begin, append=len(row))
        busy = np.bincount(site, weights=flow > 0, minlength=self.shape[1])
        stiff = self.slope[site] * np.maximum(busy[site], 1.0)
        weight = 1.0 / stiff
        mean = np.add.reduceat(weight * cost, begin) / np.add.reduceat(weight, begin)
        wish = flow - (cost - np.repeat(mean, many)) * weight
        step = _onto_simplex(wish, weight, begin, many, self.pupils[row[begin]]) - flow
        moved = np.bincount(site, weights=step, minlength=self.shape[1])
        bend, fall = float(moved**2 @ self.slope), float(cost @ step)
        length = 1.0 if bend <= 0 else min(max(-fall / bend, 0.0), _room(flow, step))
        self.flow[columns] = np.maximum(flow + length * step, 0.0)

    def least_costs(self, pairs: Pairs) -> FloatArray:
        """Return each school's cheapest journey and crowd; infinite where it has no site, and pupils or not."""
        crowd = np.bincount(self.site, weights=self.flow, minlength=self.shape[1]) * self.slope
        cost = np.where(self.slope[pairs.sites] > 0, crowd[pairs.sites] + pairs.cost / self.tau, np.inf)
        result = np.full(self.shape[0], np.inf)
        np.minimum.at(result, pairs.schools, cost)
        return result


def _room(flow: FloatArray, step: FloatArray) -> float:
    """Return how many times a step can be taken before some flow would be negative."""
    falling = step < 0
    return float((flow[falling] / -step[falling]).min()) if falling.any() else 1.0


def _onto_simplex(
    wish: FloatArray, weight: FloatArray, begin: IntArray, many: IntArray, total: FloatArray
) -> FloatArray:
    """Return, school by school, the flows of 0 or more nearest to the wish that add up to the school's pupils."""
    flow = np.maximum(wish, 0.0)
    active = np.ones(len(wish), dtype=bool)
    for _ in range(PROJECTIONS):
        excess = np.add.reduceat(np.where(active, wish, 0.0), begin) - total
        share = excess / np.add.reduceat(np.where(active, weight, 0.0), begin)
        flow = np.where(active, wish - weight * np.repeat(share, many), 0.0)
        negative = flow < 0
        if not negative.any():
            break
        active &= ~negative
    return np.maximum(flow, 0.0)
