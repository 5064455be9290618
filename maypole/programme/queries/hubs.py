"""Hubs with their schools, how compact each is, and which schools wait."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Prefetch

from maypole.directory.models import School
from maypole.partnerships.models import Partnership
from maypole.programme.models import Hub, HubPlan, HubSchool
from maypole.programme.points import points_of


@dataclass(frozen=True)
class Compactness:
    """How far a hub's schools are from its middle, and the two that are farthest apart; None without two points."""

    mean_km: float
    widest_km: float


@dataclass(frozen=True)
class HubGroup:
    """A hub with its schools."""

    hub: Hub
    schools: tuple[HubSchool, ...]
    compactness: Compactness | None


@dataclass(frozen=True)
class HubGroups:
    """A plan with its hubs, and the schools that are in none."""

    plan: HubPlan
    groups: tuple[HubGroup, ...]
    waiting: tuple[HubSchool, ...]

    @property
    def schools(self) -> tuple[HubSchool, ...]:
        return (*(one for group in self.groups for one in group.schools), *self.waiting)


def plans_of(partnership: Partnership) -> list[HubPlan]:
    """Return all plans, newest first, with their hubs at hand."""
    return list(HubPlan.objects.filter(partnership=partnership).prefetch_related("hubs", "schools"))


def groups_of(plan: HubPlan) -> HubGroups:
    """Return a plan with its hubs and schools; three queries."""
    schools = HubSchool.objects.select_related("school__district")
    hubs = plan.hubs.select_related("lead_school", "contact__merged_into").prefetch_related(
        Prefetch("schools", schools)
    )
    groups = tuple(
        HubGroup(hub, found := tuple(hub.schools.all()), compactness_of([one.school for one in found])) for hub in hubs
    )
    waiting = schools.filter(plan=plan, hub__isnull=True)
    return HubGroups(plan, groups, tuple(waiting))


def compactness_of(schools: Sequence[School]) -> Compactness | None:
    """Return how compact schools stand, by those that have a point."""
    placed = [school for school in schools if school.is_placed]
    if len(placed) < 2:
        return None
    at = points_of(placed) / 1000
    apart = np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1))
    return Compactness(float(np.hypot(*(at - at.mean(axis=0)).T).mean()), float(apart.max()))
