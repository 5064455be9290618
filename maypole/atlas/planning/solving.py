"""Search for a plan with the evidence library, and say how near to the best it is certified to be."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from maypole.atlas.columns.schools import Bools, Floats, Ints, SchoolTable
from maypole.atlas.planning.question import Aim, Impossible, Question
from maypole.atlas.planning.standing import Standing
from maypole.evidence.access import Pairs, pairs
from maypole.evidence.siting import Conditions, NoPlan, Plan, center, cover_most

OnProgress = Callable[[int, int, str], bool]
METRES_IN_A_KM = 1000.0
A_TENTH_OF_A_METRE = 1e-4
NARROW, JUST_MORE = 0.02, 1e-5
ROOM = 1.0 + 1e-9


@dataclass(frozen=True)
class Found:
    """A plan and what it does.

    chosen       positions of schools that host, ascending
    comes_along  positions of schools near a host
    value, bound, gap, status   as the search certifies them: pupils in need, or km, or for fair shares pupils in need
    pupils       pupils in need of the schools that host or come along
    worst_km     how far the farthest school that the plan is for is from a host
    least_share  the least share of its pupils in need that any group gets; None where there are no groups
    best_share   no plan gives every group more than this; only for fair shares
    """

    chosen: Ints
    comes_along: Ints
    value: float
    bound: float
    gap: float
    status: str
    pupils: float
    worst_km: float
    least_share: float | None
    best_share: float | None = None


def search(
    question: Question,
    schools: SchoolTable,
    standing: Standing,
    *,
    seconds: float,
    on_progress: OnProgress | None = None,
) -> Found:
    """Return the best plan found in the time. Raises Impossible where no plan meets the question."""
    task = _Task(question, schools, standing)
    finders = {Aim.NEED: _most_in_need, Aim.JOURNEY: _shortest_worst_journey, Aim.FAIR: _fair_shares}
    try:
        plan, best_share = finders[question.aim](task, time.monotonic() + seconds, on_progress)
    except NoPlan as refused:
        raise Impossible(f"No plan meets all of this: {refused}.") from refused
    return task.found(plan, best_share)


class _Task:
    """The question in positions: hosts are columns, the schools that the plan is for are rows."""

    def __init__(self, question: Question, schools: SchoolTable, standing: Standing) -> None:
        self.question, self.schools, self.standing = question, schools, standing
        self.hosts = np.flatnonzero(standing.may_host)
        self.served = np.flatnonzero(standing.is_served)
        column = {int(position): n for n, position in enumerate(self.hosts)}
        fixed = np.flatnonzero(np.isin(schools.urn, question.fixed_in))
        self.conditions = Conditions(
            sites=min(question.most, len(self.hosts)), fixed=tuple(column[int(position)] for position in fixed)
        )

    def reach(self) -> Pairs:
        """Return who is covered by whom: each host itself, and those near it where schools may come along."""
        if self.question.near_km > 0:
            return pairs(self.schools.at[self.served], self.schools.at[self.hosts], self.question.near_km)
        column = np.full(len(self.schools), -1)
        column[self.hosts] = np.arange(len(self.hosts))
        own = column[self.served]
        starts = np.concatenate([[0], np.cumsum(own >= 0)])
        sites = own[own >= 0].astype(np.int64)
        return Pairs(starts, sites, np.zeros(len(sites)), (len(self.served), len(self.hosts)))

    def found(self, plan: Plan, best_share: float | None) -> Found:
        chosen = np.sort(self.hosts[plan.chosen])
        covered = self.covered(chosen)
        far = km_to_nearest(self.schools.at[self.served], self.schools.at[chosen])
        shares = shares_of(self.standing, covered, self.can_be_covered)
        worst_km = float(far.max(initial=0.0))
        value = min(plan.value, worst_km) if self.question.aim == Aim.JOURNEY else plan.value
        bound = min(plan.bound, value) if self.question.aim == Aim.JOURNEY else plan.bound
        return Found(
            chosen=chosen,
            comes_along=np.setdiff1d(np.flatnonzero(covered), chosen),
            value=value,
            bound=bound,
            gap=abs(bound - value) / max(abs(value), 1e-12),
            status=plan.status,
            pupils=float(self.standing.weight[covered].sum()),
            worst_km=worst_km,
            least_share=float(shares.min()) if len(shares) else None,
            best_share=best_share,
        )

    @cached_property
    def can_be_covered(self) -> Bools:
        """Which schools would host or come along if every school that may host did."""
        return self.covered(self.hosts)

    def covered(self, chosen: Ints) -> Bools:
        """Return which schools host or come along."""
        covered = np.zeros(len(self.schools), dtype=bool)
        covered[chosen] = True
        if self.question.near_km > 0 and len(chosen):
            near = km_to_nearest(self.schools.at[self.served], self.schools.at[chosen]) <= self.question.near_km * ROOM
            covered[self.served[near]] = True
        return covered


def km_to_nearest(schools: Floats, hosts: Floats) -> Floats:
    """Return how far each school is from the nearest host in a straight line; a block of schools at a time."""
    far = np.empty(len(schools))
    for begin in range(0, len(schools), 512):
        block = schools[begin : begin + 512]
        far[begin : begin + 512] = np.hypot(*(block[:, None] - hosts[None]).transpose(2, 0, 1)).min(axis=1)
    return far / METRES_IN_A_KM


def shares_of(standing: Standing, covered: Bools, can_be: Bools) -> Floats:
    """Return the share of its pupils in need that each group gets; only groups of which some school can be covered."""
    groups = range(int(standing.group.max(initial=-1)) + 1)
    inside = [standing.group == group for group in groups]
    counted = [one for one in inside if standing.weight[one & can_be].sum() > 0]
    return np.array([standing.weight[one & covered].sum() / standing.weight[one].sum() for one in counted])


def _most_in_need(task: _Task, until: float, on_progress: OnProgress | None) -> tuple[Plan, None]:
    weight = task.standing.weight[task.served]
    seconds = until - time.monotonic()
    return cover_most(task.reach(), weight, conditions=task.conditions, seconds=seconds, on_progress=on_progress), None


def _shortest_worst_journey(task: _Task, until: float, on_progress: OnProgress | None) -> tuple[Plan, None]:
    """Keep to pairs that a quick plan shows to be enough: no better plan needs a longer journey."""
    at, sites = task.schools.at[task.served], task.schools.at[task.hosts]
    quick = farthest_first(at, sites, task.conditions)
    widest = float(km_to_nearest(at, sites[quick]).max(initial=0.0))
    near = pairs(at, sites, widest + A_TENTH_OF_A_METRE)
    begun = Plan(np.sort(quick), widest, 0.0, 1.0, "time is up")
    if on_progress is not None and not on_progress(0, 100, "looking for a better plan"):
        return replace(begun, status="stopped"), None
    try:
        found = center(near, conditions=task.conditions, seconds=until - time.monotonic(), on_progress=on_progress)
    except NoPlan:
        return begun, None
    return found, None


def farthest_first(at: Floats, sites: Floats, conditions: Conditions) -> Ints:
    """Return a quick plan: the fixed hosts, then again and again the host nearest to the farthest school."""
    chosen = list(conditions.fixed)
    middle = int(np.hypot(*(sites - at.mean(axis=0)).T).argmin())
    if not chosen:
        chosen = [middle]
    far = np.hypot(*(at[:, None] - sites[chosen][None]).transpose(2, 0, 1)).min(axis=1)
    while len(chosen) < (conditions.sites or 1) and far.max() > 0:
        chosen.append(int(np.hypot(*(sites - at[far.argmax()]).T).argmin()))
        far = np.minimum(far, np.hypot(*(at - sites[chosen[-1]]).T))
        if chosen[-1] in chosen[:-1]:
            chosen.pop()
            break
    return np.array(chosen, dtype=np.int64)


def _fair_shares(task: _Task, until: float, on_progress: OnProgress | None) -> tuple[Plan, float]:
    """Raise the share that every group gets until no plan gives more, then cover most with that share."""
    fair = _Fair(task, until, on_progress)
    best, low, high = fair.plan_with(0.0), 0.0, 1.0
    if best is None:
        raise Impossible("No plan was found in the time given. Ask for fewer limits.")
    low = fair.share_of(best)
    while high - low > 2 * JUST_MORE and fair.goes_on:
        asked = (low + high) / 2 if high - low > NARROW else low + JUST_MORE
        found = fair.plan_with(asked)
        if found is not None and fair.share_of(found) > low:
            best, low = found, fair.share_of(found)
        elif fair.is_sure:
            high = asked
        else:
            break
    return best, low if high - low <= 2 * JUST_MORE else high


class _Fair:
    """Plans that give every group with pupils in need at least a share of them."""

    def __init__(self, task: _Task, until: float, on_progress: OnProgress | None) -> None:
        self.task, self.until, self.on_progress = task, until, on_progress
        self.reach, self.weight = task.reach(), task.standing.weight[task.served]
        group, can_be = task.standing.group[task.served], task.can_be_covered[task.served]
        number = int(group.max(initial=-1)) + 1
        self.groups = np.where(group < 0, number, group)
        self.counts = np.array([self.weight[(group == g) & can_be].sum() > 0 for g in range(number)] + [False])
        self.is_sure, self.is_stopped = True, False

    @property
    def goes_on(self) -> bool:
        return time.monotonic() < self.until and not self.is_stopped

    def share_of(self, plan: Plan) -> float:
        covered = self.task.covered(self.task.hosts[plan.chosen])
        return float(shares_of(self.task.standing, covered, self.task.can_be_covered).min(initial=1.0))

    def plan_with(self, share: float) -> Plan | None:
        """Return the plan that covers most with this share for each group; None where there is none, or no time."""
        conditions = self.task.conditions
        if share > 0:
            conditions = replace(conditions, fair=np.where(self.counts, share, 0.0), groups=self.groups)
        seconds = max(self.until - time.monotonic(), 0.05)
        try:
            found = cover_most(self.reach, self.weight, conditions=conditions, seconds=seconds, on_progress=self._tell)
        except NoPlan as refused:
            self.is_sure = "in the time" not in str(refused)
            return None
        self.is_sure = found.gap == 0
        return found

    def _tell(self, done: int, total: int, message: str) -> bool:
        if self.on_progress is not None and not self.on_progress(done, total, message):
            self.is_stopped = True
        return not self.is_stopped
