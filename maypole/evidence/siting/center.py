"""Which sites make the longest journey shortest: a good plan by exchange, and reaches at which no plan can be."""

from __future__ import annotations

import time

import numpy as np
from scipy import sparse

from maypole.evidence.access.pairs import Pairs
from maypole.evidence.arguments import BoolArray, FloatArray
from maypole.evidence.siting.cover import limits_of, site_bounds
from maypole.evidence.siting.exchange import Ground, exchanged, first_plan, shaken
from maypole.evidence.siting.median import within
from maypole.evidence.siting.plan import Conditions, NoPlan, OnProgress, Plan, plan
from maypole.evidence.siting.programme import Growing, Programme, solve

MANY, SHARE_TO_SHAKE, SHARE_TO_RELAX = 250_000, 0.35, 0.8
ROWS_AT_FIRST, ROWS_AT_ONCE, ROWS_LOOKED_AT = 48, 20, 200
STEP, TINY = 0.06, 1e-6
SEARCHING = "looking for a better plan"


def center(
    pairs: Pairs, *, conditions: Conditions, seconds: float = 9.0, on_progress: OnProgress | None = None
) -> Plan:
    """Choose the sites that make the longest journey shortest (p-center).

    pairs        Pairs    km or minutes, for every school
    conditions   how many sites or what budget, fixed and forbidden sites
    returns      Plan whose value is the longest journey

    Raises NoPlan where no plan reaches every school within the limits.
    Source: Minieka (1970): the smallest reach at which covering all keeps to the limits; only the schools that a plan leaves
    out are asked for, as in Chen & Chen (2009) and Contardo, Iori & Kramer (2019).
    """
    conditions.check(*pairs.size)
    if conditions.sites is None and conditions.budget is None:
        raise ValueError("conditions: say how many sites, or a budget")
    if not pairs.size[0]:
        return plan(np.array(conditions.fixed, dtype=np.int64), 0.0, 0.0)
    return _Search(pairs, conditions, seconds, on_progress).run()


class _Search:
    """Levels are all journeys in order: no plan is below `least`, and the best so far is at `most`."""

    def __init__(self, pairs: Pairs, conditions: Conditions, seconds: float, on_progress: OnProgress | None) -> None:
        self.levels = np.unique(pairs.cost)
        self.never = 10.0 * float(self.levels[-1] if len(self.levels) else 0.0) + 1.0
        self.cost = np.full(pairs.size, self.never)
        np.minimum.at(self.cost, (pairs.schools, pairs.sites), pairs.cost)
        self.conditions, self.on_progress = conditions, on_progress
        self.low, self.high = site_bounds(pairs.size[1], conditions)
        self.limits = limits_of(pairs.size[1], conditions)
        self.begun, self.seconds = time.monotonic(), seconds
        self.rows: list[int] = []
        self.best: list[int] = []
        self.value, self.least, self.stopped = np.inf, 0, False

    @property
    def allowed(self) -> BoolArray:
        """Return the sites, (sites,), that a plan may have."""
        return np.asarray(self.high > 0)

    @property
    def most(self) -> int:
        """Return the level of the best plan so far."""
        return int(np.searchsorted(self.levels, self.value))

    def run(self) -> Plan:
        ground = Ground(self.cost, self.allowed, self.conditions.fixed, self._fits, self._may_shake)
        self._take(first_plan(ground))
        self._take(exchanged(ground, self.best))
        self._ask_at_first()
        if not self._is_plan():
            self._find_any()
        if self.cost.size > MANY and self._goes_on():
            self._take(shaken(ground, self.best))
        self._relax()
        self._prove()
        bound = float(self.levels[min(self.least, self.most)]) if len(self.levels) else 0.0
        return plan(np.unique(self.best), self.value, bound, stopped=self.stopped)

    def _at(self, share: float) -> float:
        return self.begun + share * self.seconds

    def _goes_on(self) -> bool:
        spent = time.monotonic() - self.begun
        if self.on_progress is not None and not self.stopped:
            done = int(100 * min(spent / max(self.seconds, 0.01), 1))
            self.stopped = not self.on_progress(done, 100, SEARCHING)
        return not self.stopped and spent < self.seconds

    def _may_shake(self) -> bool:
        return self._goes_on() and time.monotonic() < self._at(SHARE_TO_SHAKE)

    def _fits(self, chosen: list[int]) -> bool:
        return within(self.limits, chosen)

    def _is_plan(self) -> bool:
        return self.value < self.never

    def _find_any(self) -> None:
        found = self._is_reached(len(self.levels) - 1, self._at(1.0)) if len(self.levels) else False
        if not found:
            why = "no plan reaches every school within the limits"
            raise NoPlan(why if found is False else f"{why}, or none was found in the time given")

    def _take(self, chosen: list[int]) -> FloatArray:
        """Keep a plan that is better, and return how far each school has to go with it."""
        far = np.asarray(self.cost[:, chosen].min(axis=1))
        if far.max() < self.value and self._fits(chosen):
            self.best, self.value = chosen, float(far.max())
        return far

    def _ask_at_first(self) -> None:
        """Begin with schools that are far from one another."""
        far = np.full(len(self.cost), np.inf)
        nearest = np.where(self.allowed, self.cost, self.never).argmin(axis=1)
        while len(self.rows) < min(ROWS_AT_FIRST, len(self.cost)) and far.max() > 0:
            school = int(far.argmax())
            self.rows.append(school)
            far = np.minimum(far, self.cost[:, nearest[school]])
            far[school] = 0.0

    def _ask_for_more(self, lack: FloatArray, reach: float) -> None:
        """Ask for schools that are left out, the worst first, and last for those that share their sites with one of them."""
        worst = lack.argsort()[::-1][:ROWS_LOOKED_AT]
        covers, left = (self.cost[worst] <= reach).astype(np.float32), lack[worst]
        for _ in range(ROWS_AT_ONCE):
            one = int(left.argmax())
            if left[one] <= TINY:
                break
            self.rows.append(int(worst[one]))
            shared = covers @ covers[one] / max(float(covers[one].sum()), 1.0)
            left = left * (1.0 - np.minimum(shared, 1.0))

    def _cover(self, schools: list[int], reach: float) -> sparse.csr_array:
        return sparse.csr_array((self.cost[schools] <= reach).astype(float))

    def _programme(self, reach: float, *, whole: bool) -> Programme:
        """Return the programme of the fewest sites that reach the schools asked for."""
        sites = self.cost.shape[1]
        asked, most = self.rows, [m for _, m in self.limits]
        rows = sparse.csr_array(sparse.vstack([self._cover(asked, reach), *(c[None] for c, _ in self.limits)]))
        return Programme(
            np.ones(sites), self.low, self.high, np.full(sites, whole), rows,
            np.concatenate([np.ones(len(asked)), np.full(len(most), -np.inf)]),
            np.concatenate([np.full(len(asked), np.inf), most]),
        )  # fmt: skip

    def _relax(self) -> None:
        """Halve the levels between what cannot be, even with parts of sites, and what may be; begin near the best plan."""
        least, most, step = self.least, self.most, STEP
        while least < most and time.monotonic() < self._at(SHARE_TO_RELAX) and self._goes_on():
            middle = self._between(least, most)
            if not self.least:
                middle = max(middle, min(int(np.searchsorted(self.levels, (1 - step) * self.value)), most - 1))
                step *= 2
            may_be = self._may_be_reached(middle)
            if may_be is None:
                break
            least, most = (least, middle) if may_be else (middle + 1, most)
            self.least = least

    def _between(self, least: int, most: int) -> int:
        """Return the level half way by length, not by count: long journeys are many."""
        half = (self.levels[least] + self.levels[most]) / 2
        return min(max(int(np.searchsorted(self.levels, half)), least), most - 1)

    def _may_be_reached(self, level: int) -> bool | None:
        """Whether parts of sites reach every school within a level; None where time was up."""
        reach = float(self.levels[level])
        programme = Growing(self._programme(reach, whole=False))
        while True:
            found = programme.solve(self._at(SHARE_TO_RELAX) - time.monotonic())
            if found.impossible:
                return False
            if found.columns is None:
                return None
            lack = 1.0 - (self.cost <= reach) @ found.columns
            if lack.max() <= TINY:
                return True
            asked = len(self.rows)
            self._ask_for_more(lack, reach)
            more = self._cover(self.rows[asked:], reach)
            programme.add(more, np.ones(more.shape[0]))

    def _prove(self) -> None:
        """Ask for whole sites at levels in between; where one takes too long, at a lower one, until time is up."""
        hard = self.most
        while self.least < self.most and self._goes_on():
            middle = self._between(self.least, max(min(hard, self.most), self.least + 1))
            left = self._at(1.0) - time.monotonic()
            found = self._is_reached(middle, time.monotonic() + left / 2)
            if found is False:
                self.least = middle + 1
            elif found is None and hard <= self.least + 1:
                break
            elif found is None:
                hard = middle

    def _is_reached(self, level: int, until: float) -> bool | None:
        """Whether whole sites reach every school within a level; None where time was up."""
        reach = float(self.levels[level])
        while True:
            programme = self._programme(reach, whole=True)
            answer = solve(programme, seconds=until - time.monotonic(), on_progress=self.on_progress)
            self.stopped |= answer.stopped
            if answer.impossible:
                return False
            if answer.columns is None or self.stopped:
                return None
            far = self._take(np.flatnonzero(answer.columns > 0.5).tolist())
            if far.max() <= reach:
                return True
            self._ask_for_more(np.maximum(far - reach, 0.0), reach)
            if time.monotonic() > until:
                return None
