"""How few sites cover all: made small, a good plan first, and a tight programme that proves it."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from maypole.evidence.access.pairs import Pairs
from maypole.evidence.arguments import FloatArray, IntArray
from maypole.evidence.siting.cover import limits_of, merged, site_bounds
from maypole.evidence.siting.improve import enough, improved
from maypole.evidence.siting.odd import odd_rows
from maypole.evidence.siting.plan import Conditions, NoPlan, OnProgress, Plan, plan
from maypole.evidence.siting.programme import Growing, Programme, Relaxed, solve
from maypole.evidence.siting.reduce import reduced

CLOSE = 1e-6
PATIENCE, ROUNDS, LIFT, LARGEST = 12_000, 4, 0.02, 3


def cover_all(
    pairs: Pairs, *, conditions: Conditions | None = None, seconds: float = 9.0, on_progress: OnProgress | None = None
) -> Plan:
    """Choose the fewest sites, or the cheapest, that reach every school (LSCP).

    pairs        Pairs    a site covers the schools that it stands in a pair with
    conditions   prices, fixed and forbidden sites; a limit on sites or a budget must be met too
    returns      Plan whose value is the number of sites, or their price where there are prices

    Raises NoPlan naming the first school that no site reaches, or where the limits are too tight.
    Source: Toregas, Swain, ReVelle & Bergman (1971); odd cuts after Caprara & Fischetti (1996).
    """
    conditions = conditions or Conditions()
    conditions.check(*pairs.size)
    task = _task(pairs, conditions)
    search = _Search(task, time.monotonic() + seconds, on_progress)
    search.run()
    if search.best is None and search.proved:
        raise NoPlan("no plan reaches every school within the limits")
    if search.best is None:
        raise NoPlan("no plan that keeps to the limits was found in the time given; there may be one")
    chosen = np.concatenate([np.array(conditions.fixed, dtype=np.int64), task.sites[search.best]])
    spent = float(np.unique(chosen).size) if conditions.price is None else task.spent + search.value
    return plan(np.unique(chosen), spent, min(task.spent + search.bound, spent), stopped=search.stopped)


@dataclass(frozen=True)
class _Task:
    """What is left to cover once fixed sites are taken and needless schools and sites left out.

    cover    (schools, sites)   1 where a site reaches a school
    sites    (sites,)           their indices in the pairs
    price    (sites,)
    step     by how much two plans differ in price at least; 0 where that is not known
    limits   (coefficients of the sites, most)
    spent    what the fixed sites cost
    """

    cover: sparse.csr_array
    sites: IntArray
    price: FloatArray
    step: float
    limits: list[tuple[FloatArray, float]]
    spent: float


def _task(pairs: Pairs, conditions: Conditions) -> _Task:
    low, high = site_bounds(pairs.size[1], conditions)
    reached = np.bincount(pairs.schools[high[pairs.sites] > 0], minlength=pairs.size[0]) > 0
    if not reached.all():
        raise NoPlan(f"school {int(np.flatnonzero(~reached)[0])} has no site in reach that may be chosen")
    cover, _, _ = merged(pairs, np.ones(pairs.size[0]), np.zeros(pairs.size[0], dtype=np.int64))
    left = sparse.csr_array(cover[np.flatnonzero(cover @ low == 0)])
    price = np.ones(pairs.size[1]) if conditions.price is None else np.asarray(conditions.price, dtype=float)
    schools, sites = reduced(left, price, (high > 0) & (low == 0))
    limits = [(c[sites], most - float(c @ low)) for c, most in limits_of(pairs.size[1], conditions)]
    part = sparse.csr_array(left[schools][:, sites])
    return _Task(part, sites, price[sites], _step(price[sites]), limits, float(price @ low))


def _step(price: FloatArray) -> float:
    """Return the greatest number that all prices are multiples of, where they are whole."""
    whole = (price == np.rint(price)).all() and price.max(initial=0) < 2**31
    return float(np.gcd.reduce(price.astype(np.int64))) if whole and len(price) else 0.0


class _Search:
    """A good plan, a relaxed programme with rows of odd sets, and HiGHS asked for a plan that is better by a step."""

    def __init__(self, task: _Task, until: float, on_progress: OnProgress | None) -> None:
        self.task, self.until, self.on_progress = task, until, on_progress
        self.best: IntArray | None = None
        self.value, self.bound = np.inf, 0.0
        self.stopped = self.proved = False
        self.odd: list[tuple[sparse.csr_array, FloatArray]] = []

    def run(self) -> None:
        """Look for a better plan until there is none, or time is up."""
        if not self.task.cover.shape[0]:
            self._take(np.zeros(0, dtype=np.int64))
            self.bound, self.proved = self.value, True
            return
        self._take(enough(self.task.cover, self.task.price))
        found = self._relaxed()
        self.proved = found.impossible
        if found.columns is not None:
            self._plan_from(found, found.columns)
            self._prove()

    def _relaxed(self) -> Relaxed:
        """Solve without whole numbers, add rows of odd sets that the answer breaks, and again while that helps."""
        programme = Growing(self._programme([], np.inf))
        dense = self.task.cover.toarray().astype(np.float32)
        found = programme.solve(self.until - time.monotonic())
        for _ in range(ROUNDS):
            if found.columns is None or self._is_enough(found.bound):
                break
            rows, least = odd_rows(dense, found.columns, largest=LARGEST)
            if not len(least) or time.monotonic() > self.until:
                break
            self.odd = [*self.odd, (rows, least)]
            programme.add(rows, least)
            before, again = found.bound, programme.solve(self.until - time.monotonic())
            if again.columns is None:
                break
            found = again
            if found.bound < before + LIFT * max(self.task.step, LIFT):
                break
        if found.columns is not None:
            self.bound = max(self.bound, found.bound)
            self.odd = [_tight(rows, least, found.columns) for rows, least in self.odd]
        return found

    def _programme(self, odd: list[tuple[sparse.csr_array, FloatArray]], most: float) -> Programme:
        """Return the programme with these rows of odd sets, for plans of at most this price."""
        task, sites = self.task, len(self.task.sites)
        limits = [*task.limits, *([(task.price, most)] if np.isfinite(most) else [])]
        rows = [task.cover, *(r for r, _ in odd), *(sparse.csr_array(c[None]) for c, _ in limits)]
        least = [np.ones(task.cover.shape[0]), *(b for _, b in odd)]
        covering = sum(map(len, least))
        return Programme(
            task.price, np.zeros(sites), np.ones(sites), np.ones(sites, dtype=bool), sparse.csr_array(sparse.vstack(rows)),
            np.concatenate([*least, np.full(len(limits), -np.inf)]),
            np.concatenate([np.full(covering, np.inf), [m for _, m in limits]]),
        )  # fmt: skip

    def _is_enough(self, bound: float) -> bool:
        """Say whether no plan can be better than the best so far."""
        return bound > self.value - (self.task.step - CLOSE if self.task.step else CLOSE * max(self.value, 1.0))

    def _plan_from(self, found: Relaxed, site: FloatArray) -> None:
        """Make a plan of whole sites out of parts of sites, and search from there."""
        task = self.task
        chosen = enough(task.cover, task.price * (1 + CLOSE - np.minimum(site, 1.0)))
        self._take(chosen)
        goal = found.bound - CLOSE + task.step
        self._take(improved(task.cover, task.price, chosen, goal=goal, patience=PATIENCE, until=self.until))

    def _take(self, chosen: IntArray) -> None:
        value = float(self.task.price[chosen].sum())
        keeps = all(c[chosen].sum() <= most + 1e-9 for c, most in self.task.limits)
        if keeps and value < self.value:
            self.best, self.value = chosen, value

    def _prove(self) -> None:
        """Ask for a plan that is better by a step; where there is none, the best so far is the best."""
        if self._is_enough(self.bound):
            self.proved = True
            return
        most = self.value - self.task.step
        tight = self._programme(self.odd, most)
        answer = solve(tight, seconds=self.until - time.monotonic(), on_progress=self.on_progress, only_proof=True)
        self.stopped = answer.stopped
        if answer.columns is not None:
            self._take(np.flatnonzero(answer.columns > 0.5))
        self.proved = answer.proved or answer.impossible
        self.bound = self.value if self.proved else max(self.bound, min(answer.bound, self.value))


def _tight(rows: sparse.csr_array, least: FloatArray, site: FloatArray) -> tuple[sparse.csr_array, FloatArray]:
    """Return the rows that an answer just keeps to."""
    kept = np.flatnonzero(rows @ site <= least + CLOSE)
    return sparse.csr_array(rows[kept]), least[kept]
