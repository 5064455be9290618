"""The value of an area from those of its schools, with how many of them it is of, or why there is none."""

from dataclasses import dataclass

import numpy as np

from maypole.atlas.columns.schools import Bools, Floats
from maypole.atlas.indicators import Adding, Indicator

MOST_UNPLACED = 0.2
NO_SCHOOLS, NOT_KNOWN, NO_ROLL, UNPLACED = "no_schools", "not_known", "no_roll", "unplaced"
WHY = {
    NO_SCHOOLS: "There is no school here.",
    NOT_KNOWN: "No list that was taken in tells.",
    NO_ROLL: "The roll of a school is not known, so pupils cannot be weighed.",
    UNPLACED: "More than a fifth of the schools here have no point on the map.",
}


@dataclass(frozen=True)
class AreaValue:
    """A value of an area. `why` is a key of WHY where nothing, or nothing for the public, may be told."""

    value: float | None
    known: int
    schools: int
    why: str = ""

    @property
    def is_publishable(self) -> bool:
        return self.value is not None and not self.why


def area_value(indicator: Indicator, values: Floats, roll: Floats, placed: Bools) -> AreaValue:
    """Return what the values of an area's schools come to. What needs points is flagged where too many have none."""
    schools, known = len(values), int((~np.isnan(values)).sum())
    if not schools:
        return AreaValue(None, 0, 0, NO_SCHOOLS)
    if not known:
        return AreaValue(None, 0, schools, NOT_KNOWN)
    value = ADDED[indicator.area](values, roll)
    if value is None:
        return AreaValue(None, known, schools, NO_ROLL)
    too_few = indicator.needs_point and (~placed).mean() > MOST_UNPLACED
    return AreaValue(_rounded(value), known, schools, UNPLACED if too_few else "")


def _rounded(value: float) -> float | None:
    return float(f"{value:.6g}") if np.isfinite(value) else None


def median(values: Floats, roll: Floats) -> float | None:
    return float(np.nanmedian(values))


def share(values: Floats, roll: Floats) -> float | None:
    """Return the per cent of schools of which it is true, of those of which it is known."""
    return float(100 * np.nanmean(values))


def total(values: Floats, roll: Floats) -> float | None:
    return float(np.nansum(values))


def pupil_mean(values: Floats, roll: Floats) -> float | None:
    """Return the mean over pupils; None where the roll of a school with a value is not known."""
    known = ~np.isnan(values)
    pupils = roll[known]
    if np.isnan(pupils).any() or not pupils.sum():
        return None
    return float((values[known] * pupils).sum() / pupils.sum())


def per_pupil(values: Floats, roll: Floats) -> float | None:
    """Return the total for every 100 pupils of all schools; None where a roll is not known."""
    if np.isnan(roll).any() or not roll.sum():
        return None
    return float(100 * np.nansum(values) / roll.sum())


ADDED = {
    Adding.MEDIAN: median,
    Adding.SHARE: share,
    Adding.SUM: total,
    Adding.PUPIL_MEAN: pupil_mean,
    Adding.PER_PUPIL: per_pupil,
}
