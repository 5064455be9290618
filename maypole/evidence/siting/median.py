"""Which sites make all journeys together shortest."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse

from maypole.evidence.access.pairs import Pairs
from maypole.evidence.arguments import FloatArray, IntArray, numbers, same_length
from maypole.evidence.siting.cover import limits_of, site_bounds
from maypole.evidence.siting.plan import Conditions, NoPlan, OnProgress, Plan, plan
from maypole.evidence.siting.programme import Answer, Growing, Programme, Relaxed, solve

CUT_SLACK, STILL = 1e-7, 1e-9


def median(
    pairs: Pairs,
    demand: ArrayLike,
    *,
    conditions: Conditions,
    seconds: float = 9.0,
    on_progress: OnProgress | None = None,
) -> Plan:
    """Choose the sites that make the journeys of all pupils together shortest (p-median).

    pairs        Pairs         km or minutes; a school goes to the nearest chosen site that it stands in a pair with
    demand       (schools,)    pupils; schools with none do not count
    conditions   how many sites or what budget, fixed and forbidden sites
    returns      Plan whose value is pupils x cost

    Raises NoPlan where some school can reach no site that may be chosen, or the limits are too tight; ValueError for
    fair shares, which belong to ``cover_most``.
    Source: ReVelle & Swain (1970); Benders cuts in closed form after Duran-Mateluna, Ales & Elloumi (2023).
    """
    pupils = numbers(demand, "demand")
    same_length("demand", pupils, pairs.size[0], "schools in pairs")
    conditions.check(*pairs.size)
    if conditions.sites is None and conditions.budget is None:
        raise ValueError("conditions: say how many sites, or a budget")
    if conditions.fair is not None:
        raise ValueError("fair: shares are for cover_most")
    search = _Search(_journeys(pairs, pupils, conditions), conditions, time.monotonic() + seconds, on_progress)
    return search.run()


@dataclass(frozen=True)
class _Journeys:
    """Each school's sites in order of cost, padded: (schools, most sites)."""

    site: IntArray
    cost: FloatArray
    pupils: FloatArray
    sites: int


def _journeys(pairs: Pairs, pupils: FloatArray, conditions: Conditions) -> _Journeys:
    ahead = pairs.size[1]
    _, high = site_bounds(ahead, conditions)
    keep = (high[pairs.sites] > 0) & (pupils[pairs.schools] > 0)
    school, site, cost = pairs.schools[keep], pairs.sites[keep].astype(np.int64), pairs.cost[keep]
    order = np.lexsort((site, cost, school))
    school, site, cost = school[order], site[order], cost[order]
    counted = np.flatnonzero(pupils > 0)
    many = np.bincount(school, minlength=pairs.size[0])[counted]
    if (many == 0).any():
        raise NoPlan(f"school {int(counted[many == 0][0])} has no site in reach that may be chosen")
    width = int(many.max(initial=1))
    column = np.arange(len(school)) - np.repeat(np.cumsum(many) - many, many)
    row = np.repeat(np.arange(len(counted)), many)
    sites, costs = np.full((len(counted), width), ahead), np.full((len(counted), width), np.inf)
    sites[row, column], costs[row, column] = site, cost
    return _Journeys(sites, costs, pupils[counted], ahead)


class _Search:
    """Greedy, swaps, cuts in rounds, reduced-cost fixing, then whole numbers until bound and plan meet."""

    def __init__(
        self, journeys: _Journeys, conditions: Conditions, until: float, on_progress: OnProgress | None
    ) -> None:
        self.j, self.conditions, self.until, self.on_progress = journeys, conditions, until, on_progress
        self.low, self.high = site_bounds(journeys.sites, conditions)
        self.near = self._within_reach()
        self.cuts: list[sparse.csr_array] = []
        self.owed: list[FloatArray] = []
        self.best: IntArray | None = None
        self.value = np.inf
        self.bound = 0.0
        self.stopped = False

    def cost_of(self, open_sites: FloatArray) -> float:
        """Return what a plan costs; infinite where some school has no open site."""
        is_open = np.append(open_sites > 0.5, False)[self.j.site]
        first = is_open.argmax(axis=1)
        reached = is_open[np.arange(len(first)), first]
        return float(self.j.pupils @ self.j.cost[np.arange(len(first)), first]) if reached.all() else np.inf

    def run(self) -> Plan:
        self._take(swap_search(self.j, self.conditions))
        relaxed = self._relaxed()
        if relaxed.columns is not None and np.isfinite(self.value):
            self._fix_by_reduced_cost(relaxed, relaxed.columns[: self.j.sites])
        while (
            not self.stopped
            and self.bound < self.value - STILL * max(self.value, 1.0)
            and time.monotonic() < self.until
        ):
            answer = self._master()
            if answer.impossible:
                self.bound = self.value
                break
            self.bound = max(self.bound, min(answer.bound, self.value))
            if answer.columns is None or not self._learn(answer.columns):
                break
        if self.best is None or not np.isfinite(self.value):
            raise NoPlan("no plan reaches every school within the limits, or none was found in the time given")
        return plan(self.best, self.value, self.bound, stopped=self.stopped)

    def _take(self, chosen: IntArray) -> None:
        open_sites = np.zeros(self.j.sites)
        open_sites[chosen] = 1.0
        value = self.cost_of(open_sites)
        if value < self.value:
            self.best, self.value = np.flatnonzero(open_sites), value

    def _relaxed(self) -> Relaxed:
        """Add cuts to one relaxed programme, kept loaded, until they no longer bite."""
        opened = np.zeros(self.j.sites)
        opened[[] if self.best is None else self.best] = 1.0
        for part in (1.0, 0.5):  # what the best plan so far leaves at the nearest open site, and at the next
            self._learn(np.append(part * opened, np.zeros(len(self.j.pupils))), force=True)
        programme = Growing(self._programme())
        while True:
            found = programme.solve(self.until - time.monotonic())
            if found.impossible:
                raise NoPlan("no plan keeps to the limits")
            if found.columns is None:
                return found
            self.bound = max(self.bound, min(found.bound, self.value))
            if not self._may_go_on() or not self._learn(found.columns):
                return found
            programme.add(self.cuts[-1], self.owed[-1])

    def _may_go_on(self) -> bool:
        left = self.until - time.monotonic()
        if self.on_progress is not None:
            self.stopped |= not self.on_progress(len(self.cuts), len(self.cuts) + 1, "looking for a better plan")
        return left > 0 and not self.stopped

    def _learn(self, columns: FloatArray, *, force: bool = False) -> bool:
        """Cut off what a master answer promises and cannot keep; returns whether there was anything."""
        site, promised = columns[: self.j.sites], columns[self.j.sites :]
        if ((site < 1e-6) | (site > 1 - 1e-6)).all() and not force:
            self._take(np.flatnonzero(site > 0.5))
        opened = np.append(np.clip(site, 0, 1), 0.0)[self.j.site]
        before = np.cumsum(opened, axis=1) - opened
        finite = np.isfinite(self.j.cost)
        last = finite.sum(axis=1) - 1
        critical = np.minimum((before + opened < 1 - 1e-9).sum(axis=1), last)
        level = self.j.cost[np.arange(len(critical)), critical]
        drop = np.where(finite, np.maximum(level[:, None] - np.where(finite, self.j.cost, 0.0), 0.0), 0.0)
        true = level - (drop * opened).sum(axis=1)
        broken = np.flatnonzero((true > promised + CUT_SLACK * np.maximum(level, 1.0)) | force)
        if not len(broken):
            return False
        rows, columns_at = np.nonzero(drop[broken] > 0)
        matrix = sparse.csr_array(
            (drop[broken][rows, columns_at], (rows, self.j.site[broken][rows, columns_at])),
            shape=(len(broken), self.j.sites),
        )
        own = sparse.csr_array(
            (np.ones(len(broken)), (np.arange(len(broken)), broken)), shape=(len(broken), len(promised))
        )
        self.cuts.append(sparse.csr_array(sparse.hstack([matrix, own])))
        self.owed.append(level[broken])
        return True

    def _programme(self) -> Programme:
        """Return the programme of sites and promised journeys under the cuts so far."""
        schools = len(self.j.pupils)
        limits = limits_of(self.j.sites, self.conditions)
        extra = [sparse.csr_array(np.concatenate([c, np.zeros(schools)])[None]) for c, _ in limits]
        rows = sparse.csr_array(sparse.vstack([*self.cuts, self.near, *extra]))
        owed = np.concatenate([*self.owed, np.ones(self.near.shape[0]), np.full(len(limits), -np.inf)])
        most = np.concatenate([np.full(len(owed) - len(limits), np.inf), [m for _, m in limits]])
        return Programme(
            np.concatenate([np.zeros(self.j.sites), self.j.pupils]),
            np.concatenate([self.low, self.j.cost[:, 0]]), np.concatenate([self.high, np.full(schools, np.inf)]),
            np.arange(self.j.sites + schools) < self.j.sites, rows, owed, most,
        )  # fmt: skip

    def _within_reach(self) -> sparse.csr_array:
        """Return a row for each school that cannot reach every site: one of those it reaches must be open."""
        real = self.j.site < self.j.sites
        some = np.flatnonzero(real.sum(axis=1) < (self.high > 0).sum())
        row, column = np.nonzero(real[some])
        shape = (len(some), self.j.sites + len(self.j.pupils))
        return sparse.csr_array((np.ones(len(row)), (row, self.j.site[some][row, column])), shape=shape)

    def _master(self) -> Answer:
        """Solve sites in whole numbers and promised journeys under the cuts so far."""
        answer = solve(self._programme(), seconds=self.until - time.monotonic(), on_progress=self.on_progress)
        self.stopped |= answer.stopped
        return answer

    def _fix_by_reduced_cost(self, relaxed: Relaxed, site: FloatArray) -> None:
        """Close sites, or keep them open, where the relaxed bound already passes the best plan otherwise."""
        slack = self.value - self.bound + STILL * max(self.value, 1.0)
        reduced = relaxed.reduced[: self.j.sites]
        self.high[(site < 1e-9) & (reduced > slack)] = 0.0
        self.low[(site > 1 - 1e-9) & (-reduced > slack)] = 1.0


def swap_search(journeys: _Journeys, conditions: Conditions) -> IntArray:
    """Return a good plan: the site that saves most, again and again, then exchanges while they help."""
    cost = np.full((len(journeys.pupils), journeys.sites), np.inf)
    row = np.broadcast_to(np.arange(len(cost))[:, None], journeys.site.shape)
    real = journeys.site < journeys.sites
    cost[row[real], journeys.site[real]] = journeys.cost[real]
    far = 10.0 * float(journeys.cost[np.isfinite(journeys.cost)].max(initial=1.0)) + 1.0
    cost = np.minimum(cost, far) * journeys.pupils[:, None]
    chosen = list(dict.fromkeys(conditions.fixed))
    limits = limits_of(journeys.sites, conditions)
    allowed = np.setdiff1d(np.arange(journeys.sites), conditions.forbidden)
    now = cost[:, chosen].min(axis=1) if chosen else np.full(len(cost), far) * journeys.pupils
    while True:
        open_to = [s for s in allowed if s not in chosen and within(limits, [*chosen, int(s)])]
        if not open_to:
            break
        saved = np.maximum(now[:, None] - cost[:, open_to], 0).sum(axis=0)
        if saved.max() <= 0:
            break
        chosen.append(int(open_to[int(saved.argmax())]))
        now = np.minimum(now, cost[:, chosen[-1]])
    return np.array(_exchange(cost, chosen, allowed, limits, set(conditions.fixed)), dtype=np.int64)


def within(limits: list[tuple[FloatArray, float]], chosen: list[int]) -> bool:
    """Say whether these sites keep to the limits."""
    return all(coefficients[chosen].sum() <= most + 1e-9 for coefficients, most in limits)


def _exchange(
    cost: FloatArray, chosen: list[int], allowed: IntArray, limits: list[tuple[FloatArray, float]], fixed: set[int]
) -> list[int]:
    """Swap one chosen site for another while that saves anything (Teitz & Bart)."""
    improved = len(chosen) > 0
    while improved:
        improved = False
        for out in [s for s in chosen if s not in fixed]:
            rest = [s for s in chosen if s != out]
            base = cost[:, rest].min(axis=1) if rest else np.full(len(cost), np.inf)
            totals = np.minimum(base[:, None], cost[:, allowed]).sum(axis=0)
            totals[np.isin(allowed, chosen)] = np.inf
            order = np.argsort(totals)[:5]
            best = next((int(allowed[i]) for i in order if within(limits, [*rest, int(allowed[i])])), None)
            if best is not None and totals[allowed == best][0] < cost[:, chosen].min(axis=1).sum() - 1e-9:
                chosen, improved = [*rest, best], True
    return chosen
