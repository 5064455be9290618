"""Changes of several organisations put together, with what the next one may expect."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import ArrayLike

from maypole.evidence.arguments import FloatArray, numbers, same_length

FEWEST = 3
STEPS, SETTLED = 200, 1e-12


@dataclass(frozen=True)
class Pooled:
    """A mean over organisations; all but ``k`` are None where ``why_not`` says why.

    value, se, low, high   mean, and its Hartung-Knapp-Sidik-Jonkman interval
    expect                 95 % prediction interval for one more organisation
    tau2, i2               variance between organisations, and its share of all variance
    """

    value: float | None
    se: float | None
    low: float | None
    high: float | None
    expect: tuple[float, float] | None
    tau2: float | None
    i2: float | None
    k: int
    method: str
    why_not: str = ""


def pool(effects: ArrayLike, variances: ArrayLike, *, method: str = "reml") -> Pooled:
    """Put the effects of organisations together as draws from a spread of effects.

    effects     (organisations,)   mean changes, or any effects on one scale
    variances   (organisations,)   squared standard errors, above 0
    method      ``reml`` or ``dl`` (DerSimonian & Laird) for the variance between organisations

    Nothing is said for two organisations or fewer.
    Raises ValueError for numbers that are not fit, or another method.
    Source: DerSimonian & Laird (1986); Viechtbauer (2005) for REML; Hartung & Knapp (2001); IntHout, Ioannidis,
    Rovers & Goeman (2016) for prediction.
    """
    y, v = numbers(effects, "effects", least=None), numbers(variances, "variances")
    same_length("variances", v, len(y), "effects")
    if (v <= 0).any():
        raise ValueError(f"variances: position {int(np.flatnonzero(v <= 0)[0])} is 0, not above 0")
    if method not in ("reml", "dl"):
        raise ValueError(f"method: is {method!r}, not 'reml' or 'dl'")
    k = len(y)
    if k < FEWEST:
        why_not = f"nothing is said: {k} organisations, and at least {FEWEST} are needed"
        return Pooled(None, None, None, None, None, None, None, k, method, why_not)
    tau2 = _dl(y, v) if method == "dl" else _reml(y, v)
    w = 1 / (v + tau2)
    value = float(w @ y / w.sum())
    se = float(np.sqrt(w @ (y - value) ** 2 / (k - 1) / w.sum()))
    reach = float(scipy.stats.t.ppf(0.975, k - 1)) * se
    further = float(scipy.stats.t.ppf(0.975, k - 1) * np.sqrt(tau2 + se**2))
    typical = (k - 1) * (1 / v).sum() / ((1 / v).sum() ** 2 - (1 / v**2).sum())
    return Pooled(
        value, se, value - reach, value + reach, (value - further, value + further), tau2,
        float(tau2 / (tau2 + typical)), k, method,
    )  # fmt: skip


def _dl(y: FloatArray, v: FloatArray) -> float:
    w = 1 / v
    mean = w @ y / w.sum()
    q = w @ (y - mean) ** 2
    return max(float((q - (len(y) - 1)) / (w.sum() - (w**2).sum() / w.sum())), 0.0)


def _reml(y: FloatArray, v: FloatArray) -> float:
    """Return the variance between organisations by Fisher scoring, held at 0 or more."""
    tau2 = _dl(y, v)
    for _ in range(STEPS):
        w = 1 / (v + tau2)
        mean = w @ y / w.sum()
        slope = (w**2 @ (y - mean) ** 2 - w.sum() + (w**2).sum() / w.sum()) / 2
        bend = ((w**2).sum() - 2 * (w**3).sum() / w.sum() + ((w**2).sum() / w.sum()) ** 2) / 2
        again = max(tau2 + slope / bend, 0.0)
        if abs(again - tau2) < SETTLED * (1 + tau2):
            return float(again)
        tau2 = again
    return float(tau2)
