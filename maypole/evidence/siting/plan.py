"""A plan with what it is worth and how far from the best it can be; and the checks that all plans share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from maypole.evidence.arguments import FloatArray, IntArray, whole

OnProgress = Callable[[int, int, str], bool]
OPTIMAL, FEASIBLE, STOPPED = "optimal", "time is up", "stopped"
CLOSE = 1e-6


class NoPlan(Exception):
    """No plan meets every condition; the message says which kind of condition cannot be met."""


@dataclass(frozen=True)
class Plan:
    """Chosen sites, what they are worth, and a bound that no plan can pass.

    chosen    site indices, ascending
    value     what the plan achieves: demand covered, sites or cost, demand x cost, or the longest journey
    bound     no plan is better than this
    gap       |bound - value| / max(|value|, tiny); 0 when nothing can be better
    status    ``optimal`` only when the gap is 0 within 1e-6; otherwise ``time is up`` or ``stopped``
    """

    chosen: IntArray
    value: float
    bound: float
    gap: float
    status: str


def plan(chosen: Sequence[int] | IntArray, value: float, bound: float, *, stopped: bool = False) -> Plan:
    """Return a plan that never claims more than its bound proves."""
    gap = abs(bound - value) / max(abs(value), 1e-12) if bound != value else 0.0
    if gap <= CLOSE:
        return Plan(np.sort(np.asarray(chosen, dtype=np.int64)), value, value, 0.0, OPTIMAL)
    return Plan(np.sort(np.asarray(chosen, dtype=np.int64)), value, bound, gap, STOPPED if stopped else FEASIBLE)


@dataclass(frozen=True)
class Conditions:
    """What a plan must keep to.

    sites       how many sites may be chosen; None leaves it to the budget
    budget      what they may cost together; None where cost does not matter
    price       (sites,) what each costs
    fixed       site indices that are in every plan
    forbidden   site indices that are in none
    fair        (groups,) least share of each group's demand that must be covered
    groups      (schools,) the group of each school, 0 to groups - 1; a quintile or a district
    """

    sites: int | None = None
    budget: float | None = None
    price: FloatArray | None = None
    fixed: tuple[int, ...] = ()
    forbidden: tuple[int, ...] = ()
    fair: FloatArray | None = None
    groups: IntArray | None = None

    def check(self, schools: int, sites: int) -> None:
        """Raise ValueError naming the condition that does not fit, NoPlan where they contradict each other."""
        for name, chosen in (("fixed", self.fixed), ("forbidden", self.forbidden)):
            for i, site in enumerate(chosen):
                if not 0 <= site < sites:
                    raise ValueError(f"{name}: position {i} is {site}, not a site index below {sites}")
        both = sorted(set(self.fixed) & set(self.forbidden))
        if both:
            raise NoPlan(f"site {both[0]} is both fixed and forbidden")
        if self.sites is not None and self.sites < 1:
            raise ValueError(f"sites: is {self.sites}, not 1 or more")
        self._check_budget(sites)
        self._check_fair(schools)

    def _check_budget(self, sites: int) -> None:
        if self.budget is not None and (not np.isfinite(self.budget) or self.budget < 0):
            raise ValueError(f"budget: is {self.budget:g}, not a finite number of 0 or more")
        if self.budget is not None and self.price is None:
            raise ValueError("price: a budget needs the price of each site")
        if self.price is not None:
            _fit(self.price, "price", sites, "sites")
        spent = sum(float(self.price[i]) for i in set(self.fixed)) if self.price is not None else 0.0
        if self.budget is not None and spent > self.budget:
            raise NoPlan(f"the fixed sites cost {spent:g}, more than the budget of {self.budget:g}")
        if self.sites is not None and len(set(self.fixed)) > self.sites:
            raise NoPlan(f"{len(set(self.fixed))} sites are fixed, more than the {self.sites} that may be chosen")

    def _check_fair(self, schools: int) -> None:
        if (self.fair is None) != (self.groups is None):
            raise ValueError("fair and groups go together: shares need the group of each school")
        if self.fair is None or self.groups is None:
            return
        _fit(np.asarray(self.groups, dtype=float), "groups", schools, "schools")
        whole(np.asarray(self.groups, dtype=float), "groups")
        shares = np.asarray(self.fair, dtype=float)
        wrong = np.flatnonzero(~((shares >= 0) & (shares <= 1)))
        if len(wrong):
            raise ValueError(f"fair: position {wrong[0]} is {shares[wrong[0]]:g}, not a share from 0 to 1")
        high = np.flatnonzero(np.asarray(self.groups) >= len(shares))
        if len(high):
            raise ValueError(f"groups: position {high[0]} is {self.groups[high[0]]}, but fair has {len(shares)} shares")


def _fit(array: FloatArray, name: str, length: int, of_what: str) -> None:
    values = np.asarray(array, dtype=float)
    if values.shape != (length,):
        raise ValueError(f"{name}: has shape {values.shape}, but there are {length} {of_what}")
    wrong = np.flatnonzero(~np.isfinite(values) | (values < 0))
    if len(wrong):
        raise ValueError(f"{name}: position {wrong[0]} is {values[wrong[0]]:g}, not a finite number of 0 or more")
