"""The value of an area from those of its schools, with how many of them it is of, or why there is none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from maypole.atlas.columns.schools import Bools, Floats
from maypole.atlas.indicators import Adding, Indicator
from maypole.directory.queries.inside import too_many_unplaced

NO_SCHOOLS, NOT_KNOWN, NO_ROLL, UNPLACED = "no_schools", "not_known", "no_roll", "unplaced"
WHY = {
    NO_SCHOOLS: "There is no school here.",
    NOT_KNOWN: "No list that was taken in tells.",
    NO_ROLL: "The roll of a school is not known, so pupils cannot be weighed.",
    UNPLACED: "More than a fifth of the schools here have no point on the map, or nobody knows in which district they are.",
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


def area_values(
    indicators: Sequence[Indicator], values: Floats, roll: Floats, placed: Bools, perhaps: int = 0
) -> list[AreaValue]:
    """Return what the schools of an area come to, an indicator a column of `values` (schools, indicators).

    What needs points is flagged where too many schools have none; everything is, where too many more schools may belong
    to the area (`perhaps`) for all that anybody knows.
    """
    if not len(values):
        return [AreaValue(None, 0, 0, NO_SCHOOLS) for _ in indicators]
    known = (~np.isnan(values)).sum(axis=0)
    added = _added(indicators, values, roll)
    is_unknown = too_many_unplaced(0, len(values), perhaps)
    too_few = too_many_unplaced(int((~placed).sum()), len(values), perhaps)
    return [
        _one(indicator, float(value), int(number), len(values), is_unknown or (too_few and indicator.needs_point))
        for indicator, value, number in zip(indicators, added, known, strict=True)
    ]


def area_value(indicator: Indicator, values: Floats, roll: Floats, placed: Bools) -> AreaValue:
    """Return one indicator of an area."""
    return area_values([indicator], values[:, None], roll, placed)[0]


def _added(indicators: Sequence[Indicator], values: Floats, roll: Floats) -> Floats:
    """Return (indicators,) what each column comes to; NaN where nothing can be said."""
    added = np.full(len(indicators), np.nan)
    for adding, function in ADDED.items():
        columns = [n for n, one in enumerate(indicators) if one.area == adding and not np.isnan(values[:, n]).all()]
        if columns:
            added[columns] = function(values[:, columns], roll)
    return added


def _one(indicator: Indicator, value: float, known: int, schools: int, is_unplaced: bool) -> AreaValue:
    if not known:
        return AreaValue(None, 0, schools, NOT_KNOWN)
    if np.isnan(value):
        return AreaValue(None, known, schools, NO_ROLL)
    rounded = float(f"{value:.6g}") if np.isfinite(value) else None
    return AreaValue(rounded, known, schools, UNPLACED if is_unplaced else "")


def median(values: Floats, roll: Floats) -> Floats:
    """Return the median of each column, over the schools of which it is known."""
    if np.isnan(values).any():
        return np.asarray(np.nanmedian(values, axis=0))
    return np.asarray(np.median(values, axis=0))


def share(values: Floats, roll: Floats) -> Floats:
    """Return the per cent of schools of which it is true, of those of which it is known."""
    return np.asarray(100 * np.nanmean(values, axis=0))


def total(values: Floats, roll: Floats) -> Floats:
    return np.asarray(np.nansum(values, axis=0))


def pupil_mean(values: Floats, roll: Floats) -> Floats:
    """Return the mean over pupils; NaN where the roll of a school with a value is not known, or nobody is on roll."""
    pupils = np.where(np.isnan(values), 0.0, roll[:, None])
    sums = pupils.sum(axis=0)
    weighed = (np.where(np.isnan(values), 0.0, values) * pupils).sum(axis=0)
    return np.divide(weighed, sums, out=np.full(len(sums), np.nan), where=sums > 0)


def per_pupil(values: Floats, roll: Floats) -> Floats:
    """Return the total for every 100 pupils of all schools; NaN where a roll is not known."""
    pupils = roll.sum()
    return 100 * np.nansum(values, axis=0) / pupils if pupils > 0 else np.full(values.shape[1], np.nan)


ADDED: dict[Adding, Callable[[Floats, Floats], Floats]] = {
    Adding.MEDIAN: median,
    Adding.SHARE: share,
    Adding.SUM: total,
    Adding.PUPIL_MEAN: pupil_mean,
    Adding.PER_PUPIL: per_pupil,
}
