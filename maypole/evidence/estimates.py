"""A figure with its interval, or the reason why it has none."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from maypole.evidence.arguments import FloatArray, IntArray

FEWEST_ROWS, FEWEST_CLUSTERS = 10, 8


@dataclass(frozen=True)
class Estimate:
    """A figure, its standard error and its 95 % interval; ``low`` and ``high`` are None where ``why_not`` says why.

    n          rows that count
    clusters   groups that rows stand in; the same as n where there are none
    in_words   what the sign means
    """

    value: float
    se: float | None
    low: float | None
    high: float | None
    method: str
    n: int
    clusters: int
    why_not: str = ""
    in_words: str = ""


def estimate(value: float, influence: FloatArray, groups: IntArray | None, method: str, in_words: str = "") -> Estimate:
    """Return the estimate that an influence function gives: rows summed within groups, spread between them.

    influence   (n,)   each row's pull on the value, adding up to about 0
    groups      (n,)   0 to clusters - 1; None where each row stands for itself
    """
    n = len(influence)
    pulls = influence if groups is None else np.bincount(groups, weights=influence)
    clusters = len(pulls)
    reason = too_few(n, clusters if groups is not None else None)
    if reason:
        return Estimate(value, None, None, None, method, n, clusters, reason, in_words)
    se = float(np.sqrt(clusters / (clusters - 1) * ((pulls - pulls.mean()) ** 2).sum()))
    reach = float(scipy.stats.t.ppf(0.975, clusters - 1)) * se
    return Estimate(value, se, value - reach, value + reach, method, n, clusters, "", in_words)


def too_few(n: int, clusters: int | None) -> str:
    """Return why no interval is given; an empty string where there is no reason."""
    if n < FEWEST_ROWS:
        return f"no interval: {n} rows, and at least {FEWEST_ROWS} are needed"
    if clusters is not None and clusters < FEWEST_CLUSTERS:
        return f"no interval: {clusters} clusters, and at least {FEWEST_CLUSTERS} are needed"
    return ""
