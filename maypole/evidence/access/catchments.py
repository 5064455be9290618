"""Floating catchments: how much supply each school can reach, shared fairly with everybody else who can."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from maypole.evidence.access.pairs import Pairs
from maypole.evidence.arguments import FloatArray, numbers, positive, same_length

Decay = Callable[[FloatArray], FloatArray]
KINDS = ("2sfca", "e2sfca", "3sfca")


@dataclass(frozen=True)
class Step:
    """Weights that fall in steps: the first limit that is at least the cost gives the weight; beyond the last, none."""

    limits: tuple[float, ...]
    weights: tuple[float, ...]

    def __call__(self, cost: FloatArray) -> FloatArray:
        """Return a weight for each cost."""
        limits, weights = numbers(self.limits, "limits"), numbers(self.weights, "weights")
        same_length("weights", weights, len(limits), "limits")
        falling = np.flatnonzero(np.diff(limits) <= 0)
        if len(falling):
            raise ValueError(
                f"limits: position {falling[0] + 1} is {limits[falling[0] + 1]:g}, not above the one before"
            )
        return np.append(weights, 0.0)[np.searchsorted(limits, cost, side="left")]


@dataclass(frozen=True)
class Gaussian:
    """Weights exp(-(cost / width)^2 / 2)."""

    width: float

    def __call__(self, cost: FloatArray) -> FloatArray:
        """Return a weight for each cost."""
        weights = cost / positive(self.width, "width")
        weights *= weights
        weights *= -0.5
        return np.exp(weights, out=weights)


@dataclass(frozen=True)
class Gravity:
    """Weights max(cost, nearest) ^ -power."""

    power: float
    nearest: float = 1.0

    def __call__(self, cost: FloatArray) -> FloatArray:
        """Return a weight for each cost."""
        return np.asarray(np.maximum(cost, positive(self.nearest, "nearest")) ** -positive(self.power, "power"))


def fca(
    pairs: Pairs, demand: ArrayLike, supply: ArrayLike, *, decay: Decay | None = None, kind: str = "e2sfca"
) -> FloatArray:
    """Return the supply that each school can reach, per pupil.

    pairs    Pairs           schools x sites within reach, with cost in km or minutes
    demand   (schools,)      pupils on roll
    supply   (sites,) or (sites, kinds)   places a year
    decay    Step, Gaussian, Gravity or any function of an array of costs; none with kind ``2sfca``
    kind     ``2sfca`` counts all in reach alike, ``e2sfca`` weighs by decay, ``3sfca`` lets sites compete for pupils first
    returns  (schools,) or (schools, kinds)   places per pupil; 0 where no site is in reach

    A site that no pupil can reach gives its places to nobody.
    Raises ValueError when shapes disagree or a number is negative or not finite.
    Source: Luo & Wang (2003); Luo & Qi (2009); Wan, Zou & Sternberg (2012).
    """
    pupils = numbers(demand, "demand")
    places = numbers(supply, "supply", dimensions=np.ndim(supply) or 1)
    same_length("demand", pupils, pairs.size[0], "schools in pairs")
    same_length("supply", places, pairs.size[1], "sites in pairs")
    if kind not in KINDS:
        raise ValueError(f"kind: is {kind!r}, not one of {', '.join(KINDS)}")
    if (decay is None) != (kind == "2sfca"):
        raise ValueError(f"decay: kind {kind!r} {'takes none' if kind == '2sfca' else 'needs one'}")
    reach = pairs.matrix(np.ones(len(pairs)) if decay is None else _weights(decay, pairs.cost))
    if kind == "3sfca":
        total = reach.sum(axis=1)
        share = np.divide(1.0, total, out=np.zeros_like(total), where=total > 0)
        reach.data = reach.data**2 * np.repeat(share, np.diff(pairs.starts))
    competing = reach.T @ pupils
    if places.ndim == 2:
        competing = competing[:, None]
    ratio = np.divide(places, competing, out=np.zeros_like(places), where=competing > 0)
    return np.asarray(reach @ ratio)


def _weights(decay: Decay, cost: FloatArray) -> FloatArray:
    weights = np.asarray(decay(cost), dtype=float)
    if weights.shape != cost.shape:
        raise ValueError(f"decay: gives weights of shape {weights.shape} for costs of shape {cost.shape}")
    if not np.isfinite(weights).all() or weights.min(initial=0) < 0:
        at = int(np.flatnonzero(~(np.isfinite(weights) & (weights >= 0)))[0])
        raise ValueError(
            f"decay: gives the weight {weights[at]:g} for the cost {cost[at]:g}, not a finite number of 0 or more"
        )
    return weights
