"""Why each school is in a plan or left out, in a sentence."""

from collections.abc import Mapping

import numpy as np

from maypole.atlas.columns.schools import SchoolTable
from maypole.atlas.planning.question import Aim, Measure, Question
from maypole.atlas.planning.solving import METRES_IN_A_KM, Found
from maypole.atlas.planning.standing import Out, Standing

IN_NEED = {
    Measure.MEALS: "eligible for free school meals",
    Measure.DEPRIVED: "in one of the three most deprived tenths",
}
LEFT = {
    Out.UNPLACED: "No point is known for it.",
    Out.ASKED: "You left it out.",
    Out.NO_FIT: "No organisation in this plan has an offer that fits its pupils.",
    Out.NO_WEIGHT: "Its roll, or how many of its pupils are in need, is not known.",
}


def reasons(
    question: Question, schools: SchoolTable, standing: Standing, found: Found, last_terms: Mapping[int, str]
) -> dict[int, str]:
    """Return a sentence for each position; `last_terms` names the last term in which a return tells of a school."""
    hosts = {int(position) for position in found.chosen}
    along = {int(position) for position in found.comes_along}
    nearest, km = _nearest_hosts(schools, found)
    least = min((standing.weight[host] for host in hosts), default=0.0)
    said = {}
    for n in range(len(schools)):
        if n in hosts:
            said[n] = _why_in(question, schools, standing, n, nearest, km)
        elif n in along:
            said[n] = f"{km[n]:.1f} km from {schools.name[nearest[n]]}, so it may come along."
        elif standing.out[n] is Out.REACHED:
            said[n] = f"Returns tell of it, last in {last_terms.get(n, 'these terms')}."
        elif standing.out[n] is not Out.NO:
            said[n] = LEFT[standing.out[n]]
        elif question.aim == Aim.JOURNEY:
            said[n] = f"{km[n]:.1f} km from {schools.name[nearest[n]]}, which is in."
        else:
            said[n] = _why_behind(question, standing, n, least)
    return said


def _nearest_hosts(schools: SchoolTable, found: Found) -> tuple[np.ndarray, np.ndarray]:
    """Return, for each school, the position of its nearest host and how far that is."""
    gap = schools.at[:, None] - schools.at[found.chosen][None]
    km = np.hypot(gap[..., 0], gap[..., 1]) / METRES_IN_A_KM
    nearest = np.where(np.isnan(km), np.inf, km).argmin(axis=1)
    return found.chosen[nearest], km[np.arange(len(schools)), nearest]


def _why_in(
    question: Question, schools: SchoolTable, standing: Standing, n: int, nearest: np.ndarray, km: np.ndarray
) -> str:
    asked = "You put it in. " if int(schools.urn[n]) in question.fixed_in else ""
    if question.aim == Aim.JOURNEY:
        others = np.setdiff1d(np.flatnonzero((nearest == n) & standing.is_served), [n])
        if not len(others):
            return f"{asked}It lies apart: it is the nearest for no other school that is missing."
        number = f"{len(others)} other school{'s' if len(others) != 1 else ''}"
        return f"{asked}The nearest for {number}, the farthest {km[others].max():.1f} km away."
    if not standing.weight[n]:
        return asked or "It counts for its neighbours."
    pupils = f"{standing.weight[n]:,.0f} pupils {IN_NEED[question.measure]}"
    return f"{asked}{pupils}, and no return tells of it in these terms."


def _why_behind(question: Question, standing: Standing, n: int, least: float) -> str:
    pupils = f"{standing.weight[n]:,.0f} pupils {IN_NEED[question.measure]}"
    if standing.weight[n] <= least:
        return f"{pupils}: fewer than at any school that is in."
    if question.aim == Aim.FAIR:
        return f"{pupils}: a fair share for other places went before."
    return f"{pupils}: schools that are in reach more together, or you put others in."
