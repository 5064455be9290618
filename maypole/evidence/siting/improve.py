"""Sites that cover all, found fast: greedily, and then by a search that learns which schools are hard to reach."""

from __future__ import annotations

import time
from random import Random

import numpy as np
from scipy import sparse

from maypole.evidence.arguments import FloatArray, IntArray

TINY, LOOK_AT_THE_CLOCK, SEED = 1e-12, 64, 0


def enough(cover: sparse.csr_array, price: FloatArray) -> IntArray:
    """Return sites that cover all: the cheapest for what it adds, again and again, and none that is not needed.

    cover    (schools, sites)   1 where a site reaches a school; every school is reached
    price    (sites,)           0 or more
    """
    by_site, by_school = sparse.csc_array(cover), cover.T.tocsr()
    left, chosen = np.ones(cover.shape[0]), []
    while left.any():
        gain = by_school @ left
        site = int(np.argmin(np.where(gain > 0, (price + TINY) / np.maximum(gain, TINY), np.inf)))
        chosen.append(site)
        left[by_site.indices[by_site.indptr[site] : by_site.indptr[site + 1]]] = 0.0
    return np.array(sorted(_needed(by_site, price, chosen)), dtype=np.int64)


def _needed(by_site: sparse.csc_array, price: FloatArray, chosen: list[int]) -> set[int]:
    times, kept = np.asarray(by_site[:, chosen].sum(axis=1)), set(chosen)
    for site in sorted(chosen, key=lambda s: -price[s]):
        mine = by_site.indices[by_site.indptr[site] : by_site.indptr[site + 1]]
        if (times[mine] > 1).all():
            kept.remove(site)
            times[mine] -= 1
    return kept


def improved(
    cover: sparse.csr_array, price: FloatArray, first: IntArray, *, goal: float, patience: int, until: float
) -> IntArray:
    """Return the best sites that cover all, from a first answer; ends at the goal or when nothing better comes any more.

    goal       a price that will do
    patience   how many exchanges without a better answer
    until      on the monotonic clock

    Source: weighting of rows as in Gao, Weise & Li (2015).
    """
    search = _Search(cover, price, first)
    random, since = Random(SEED), 0
    while since < patience and (since % LOOK_AT_THE_CLOCK or time.monotonic() < until):
        if search.shed():
            since = 0
            if search.value <= goal:
                break
        search.exchange(random)
        since += 1
    return search.best


class _Search:
    """Sites in and out: one that reaches little goes, one that reaches a missed school comes, missed schools gain weight.

    Lists and sets, not arrays: each exchange touches a few dozen numbers only.

    gain     (sites,)     for a site outside, the weight that it would add; inside, the weight that only it reaches
    times    (schools,)   how many sites inside reach a school
    holder   (schools,)   the indices of those sites added up: the site itself where there is one
    """

    def __init__(self, cover: sparse.csr_array, price: FloatArray, first: IntArray) -> None:
        by_site = sparse.csc_array(cover)
        self.schools = [part.tolist() for part in np.split(by_site.indices, by_site.indptr[1:-1])]
        self.sites = [part.tolist() for part in np.split(cover.indices, cover.indptr[1:-1])]
        self.price, self.rate = price, (1 / np.maximum(price, TINY)).tolist()
        self.inside: set[int] = set()
        self.missed = set(range(cover.shape[0]))
        self.weight, self.times, self.holder = ([value] * cover.shape[0] for value in (1, 0, 0))
        self.gain = [len(schools) for schools in self.schools]
        self.last = [0] * len(price)
        self.clock, self.tabu = 0, -1
        for site in first.tolist():
            self._add(site)
        self.best, self.value = first, np.inf

    def shed(self) -> bool:
        """Where all are reached, keep a better answer and take sites out until not; returns whether it was better."""
        better = False
        while not self.missed and self.inside:
            answer = np.array(sorted(self.inside), dtype=np.int64)
            value = float(self.price[answer].sum())
            if value < self.value:
                self.best, self.value, better = answer, value, True
            self._remove(min(self.inside, key=self._use))
        return better

    def _use(self, site: int) -> tuple[float, int]:
        """Return how much a site reaches for its price, and when it last moved."""
        return self.gain[site] * self.rate[site], self.last[site]

    def _need(self, site: int) -> tuple[float, int]:
        """Return the same for a site outside, so that the least comes first."""
        return -self.gain[site] * self.rate[site], self.last[site]

    def exchange(self, random: Random) -> None:
        """Take the least useful site out, and one that reaches some missed school in."""
        self.clock += 1
        out = min(self.inside - {self.tabu}, key=self._use, default=-1)
        if out >= 0:
            self._remove(out)
            self.last[out] = self.clock
        near = self.sites[random.choice(sorted(self.missed))]
        self.tabu = min((site for site in near if site != out), key=self._need, default=near[0])
        self.last[self.tabu] = self.clock
        self._add(self.tabu)
        for school in self.missed:
            self.weight[school] += 1
            for site in self.sites[school]:
                self.gain[site] += 1

    def _add(self, site: int) -> None:
        alone = 0
        for school in self.schools[site]:
            weight = self.weight[school]
            if self.times[school] == 0:
                self.missed.discard(school)
                alone += weight
                for near in self.sites[school]:
                    self.gain[near] -= weight
            elif self.times[school] == 1:
                self.gain[self.holder[school]] -= weight
            self.times[school] += 1
            self.holder[school] += site
        self.gain[site] = alone
        self.inside.add(site)

    def _remove(self, site: int) -> None:
        self.inside.discard(site)
        alone = 0
        for school in self.schools[site]:
            weight = self.weight[school]
            self.times[school] -= 1
            self.holder[school] -= site
            if self.times[school] == 0:
                self.missed.add(school)
                alone += weight
                for near in self.sites[school]:
                    self.gain[near] += weight
            elif self.times[school] == 1:
                self.gain[self.holder[school]] += weight
        self.gain[site] = alone
