"""Before and after: what a grid of paired answers says, and what two unpaired rows cannot."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import ArrayLike

from maypole.evidence.arguments import FloatArray, numbers, same_length, whole
from maypole.evidence.estimates import FEWEST_ROWS, Estimate

EXACT_BELOW = 20


@dataclass(frozen=True)
class Change:
    """Change between before and after; "changed", never "because of".

    mean        points on the scale, with a t interval
    d_av        mean change over the average spread, corrected for small n
    d_z         mean change over the spread of changes, with a noncentral-t interval
    p           exact permutation p-value under n = 20, of the paired t-test from there on; None without an interval
    n_before, n_after, n_both    how many answered before, after, and both times
    worst, best                  mean change if everybody who answered once had changed for the worst, or the best
    """

    mean: Estimate
    d_av: float | None
    d_z: Estimate
    p: float | None
    n_before: int
    n_after: int
    n_both: int
    worst: float
    best: float


def change(
    grid: ArrayLike,
    *,
    scores: ArrayLike | None = None,
    before_only: ArrayLike | None = None,
    after_only: ArrayLike | None = None,
) -> Change:
    """Return the change that a grid of counts shows.

    grid          (levels, levels)   people by level before (rows) and after (columns)
    scores        (levels,)          what each level counts; 1, 2, 3… when None
    before_only   (levels,)          people who answered before and not after
    after_only    (levels,)          people who answered after and not before

    Nothing but counts and bounds under 10 complete pairs, or where nobody's answer differs in its change.
    Raises ValueError for counts that are not whole, and shapes that disagree.
    Source: Lakens (2013) for d_av and d_z; Goulet-Pelletier & Cousineau (2018) for the interval.
    """
    counts = _counts(grid, "grid", 2)
    if counts.shape[0] != counts.shape[1] or counts.shape[0] < 2:
        raise ValueError(f"grid: has shape {counts.shape}; as many levels after as before are due, 2 or more")
    level = np.arange(1.0, len(counts) + 1) if scores is None else numbers(scores, "scores", least=None)
    same_length("scores", level, len(counts), "levels in grid")
    once = [_once(c, name, len(counts)) for c, name in ((before_only, "before_only"), (after_only, "after_only"))]
    n = int(counts.sum())
    size = (n + int(once[0].sum()), n + int(once[1].sum()), n)
    worst, best = _bounds(counts, level, *once)
    before, after, steps = _pairs(counts, level)
    reason = _why_not(n, steps)
    if reason:
        nothing = Estimate(float(steps.mean()) if n else 0.0, None, None, None, "paired t", n, n, reason)
        return Change(
            nothing, None, Estimate(0.0, None, None, None, "noncentral t", n, n, reason), None, *size, worst, best
        )
    spread = float(steps.std(ddof=1))
    se = spread / np.sqrt(n)
    mean, reach = float(steps.mean()), float(scipy.stats.t.ppf(0.975, n - 1)) * se
    average = (before.std(ddof=1) + after.std(ddof=1)) / 2
    correction = 1 - 3 / (4 * (n - 1) - 1)
    d_av = mean / average * correction if average > 0 else None
    estimate = Estimate(mean, se, mean - reach, mean + reach, "paired t", n, n)
    p = exact_p(steps) if n < EXACT_BELOW else float(2 * scipy.stats.t.sf(abs(mean / se), n - 1))
    return Change(estimate, d_av, d_z(mean, spread, n), p, *size, worst, best)


def _why_not(n: int, steps: FloatArray) -> str:
    if n < FEWEST_ROWS:
        return f"nothing is said: {n} complete pairs, and at least {FEWEST_ROWS} are needed"
    if steps.std() == 0:
        return "no interval: everybody's change is the same"
    return ""


def _counts(values: ArrayLike, name: str, dimensions: int) -> FloatArray:
    counts = numbers(values, name, dimensions=dimensions)
    whole(counts, name)
    return counts


def _once(values: ArrayLike | None, name: str, levels: int) -> FloatArray:
    if values is None:
        return np.zeros(levels)
    counts = _counts(values, name, 1)
    same_length(name, counts, levels, "levels in grid")
    return counts


def _pairs(counts: FloatArray, level: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    row, column = np.nonzero(counts)
    many = counts[row, column].astype(np.int64)
    before, after = np.repeat(level[row], many), np.repeat(level[column], many)
    return before, after, after - before


def _bounds(counts: FloatArray, level: FloatArray, before: FloatArray, after: FloatArray) -> tuple[float, float]:
    known = float((counts * (level[None] - level[:, None])).sum())
    everybody = counts.sum() + before.sum() + after.sum()
    if everybody == 0:
        return 0.0, 0.0
    low = known + before @ (level.min() - level) + after @ (level - level.max())
    high = known + before @ (level.max() - level) + after @ (level - level.min())
    return float(low / everybody), float(high / everybody)


def d_z(mean: float, spread: float, n: int) -> Estimate:
    """Return mean change over the spread of changes, with the interval of its noncentral t."""
    value = mean / spread
    t = value * np.sqrt(n)
    low, high = (noncentrality(t, n - 1, q) / np.sqrt(n) for q in (0.975, 0.025))
    return Estimate(value, None, float(low), float(high), "noncentral t", n, n)


def noncentrality(t: float, df: int, q: float) -> float:
    """Return the noncentrality at which t is the q-quantile of the noncentral t with df degrees of freedom."""
    if t < 0:
        return -noncentrality(-t, df, 1 - q)

    def off(shift: float) -> float:
        return float(scipy.stats.nct.cdf(t, df, shift)) - q

    low, high, step = t, t, 1.0 + 0.1 * t
    while off(low) < 0:
        low -= step
    while off(high) > 0:
        high += step
    return float(scipy.optimize.brentq(off, low, high, xtol=1e-10)) if low < high else low


def exact_p(steps: FloatArray) -> float:
    """Return how often a change at least as far from 0 arises when every sign is tossed; all tosses are counted."""
    sums = {0.0: 1}
    for step in np.round(abs(steps), 9):
        again: dict[float, int] = {}
        for total, ways in sums.items():
            for moved in (round(total + step, 9), round(total - step, 9)):
                again[moved] = again.get(moved, 0) + ways
        sums = again
    seen = abs(float(steps.sum())) - 1e-6
    return float(sum(ways for total, ways in sums.items() if abs(total) >= seen) / 2 ** len(steps))


@dataclass(frozen=True)
class Unpaired:
    """Two rows of answers that are not paired: shares, and no change with an interval."""

    before: FloatArray
    after: FloatArray
    n_before: int
    n_after: int
    why_not: str = "no interval of change: the answers are not paired"


def unpaired(before: ArrayLike, after: ArrayLike) -> Unpaired:
    """Return the shares of each level before and after; unpaired answers give no interval of change.

    before, after   (levels,) counts

    Raises ValueError for counts that are not whole, different numbers of levels, and under 10 answers in a row.
    """
    first, last = _counts(before, "before", 1), _counts(after, "after", 1)
    same_length("after", last, len(first), "levels before")
    for name, row in (("before", first), ("after", last)):
        if row.sum() < FEWEST_ROWS:
            raise ValueError(f"{name}: has {int(row.sum())} answers, and nothing is shown under {FEWEST_ROWS}")
    return Unpaired(first / first.sum(), last / last.sum(), int(first.sum()), int(last.sum()))
