"""How unequal reach is: one figure with its interval, the curve behind it, and the year before."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from maypole.atlas.columns.reach import Reach
from maypole.atlas.columns.schools import Floats, SchoolTable
from maypole.evidence.equity import Estimate, NothingToShare, concentration_index

FIFTHS = (0.2, 0.4, 0.6, 0.8)
NO_ROLL = "The roll of {count} of the schools is not known, so pupils cannot be weighed."
NO_NEED = "No list of deprivation was taken in for these schools."
NO_REACH = "No accepted return tells of any work with these schools in these terms."
ALL_ALIKE = "All these schools stand in places that are equally deprived."


@dataclass(frozen=True)
class Inequality:
    """Who had the chances.

    index       above 0 where the better-off had more, below 0 where the more deprived had more
    shares      of all times that a pupil took part, had by the most deprived fifth, two fifths… of pupils
    curve       (points, 2) cumulative shares of pupils, most deprived first, and of times that they took part
    schools     how many schools it is of; those without a known place are not among them
    """

    index: Estimate
    shares: tuple[float, ...]
    curve: tuple[tuple[float, float], ...]
    schools: int


@dataclass(frozen=True)
class NoInequality:
    """Why nothing can be said, in words."""

    why: str


def inequality_of(schools: SchoolTable, reach: Reach) -> Inequality | NoInequality:
    """Return how times that pupils took part are spread over places by deprivation, weighed by pupils."""
    known = ~np.isnan(schools.need)
    if not known.any():
        return NoInequality(NO_NEED)
    rolls = schools.roll[known]
    if np.isnan(rolls).any():
        return NoInequality(NO_ROLL.format(count=int(np.isnan(rolls).sum())))
    times, need = reach.engagements[known], schools.need[known]
    if not times.sum():
        return NoInequality(NO_REACH)
    if len(set(need)) < 2:
        return NoInequality(ALL_ALIKE)
    rates = np.divide(times, rolls, out=np.zeros_like(times), where=rolls > 0)
    try:
        index = concentration_index(rates, need, rolls)
    except NothingToShare:
        return NoInequality(NO_REACH)
    curve = concentration_curve(need, rolls, times)
    return Inequality(index, shares_at(curve, FIFTHS), tuple(map(tuple, curve.tolist())), int(known.sum()))


def concentration_curve(need: Floats, pupils: Floats, times: Floats) -> Floats:
    """Return (points, 2) cumulative shares of pupils and of times, a point a decile, most deprived first."""
    deciles = np.unique(need)
    people = np.array([pupils[need == one].sum() for one in deciles])
    taken = np.array([times[need == one].sum() for one in deciles])
    both = np.column_stack([np.cumsum(people) / people.sum(), np.cumsum(taken) / taken.sum()])
    return np.vstack([[0.0, 0.0], both])


def shares_at(curve: Floats, at: Sequence[float]) -> tuple[float, ...]:
    """Return the share of times at these shares of pupils, along the curve."""
    return tuple(float(one) for one in np.interp(at, curve[:, 0], curve[:, 1]))
