"""k-means with weights, the exact silhouette, and how alike two groupings are."""

from __future__ import annotations

import numpy as np

from maypole.evidence.arguments import FloatArray, IntArray

ROUNDS = 100


def k_means(at: FloatArray, weight: FloatArray, k: int, random: np.random.Generator, *, tries: int = 4) -> IntArray:
    """Return (n,) the best of several k-means groupings, groups numbered by size, largest first.

    at       (n, d)   weight   (n,)   above 0

    Source: Lloyd (1982); Arthur & Vassilvitskii (2007).
    """
    best, least = np.zeros(len(at), dtype=np.int64), np.inf
    for _ in range(tries):
        group, spread = _lloyd(at, weight, _first_centres(at, weight, k, random))
        if spread < least:
            best, least = group, spread
    sizes = np.bincount(best, weights=weight)
    rank = np.empty(len(sizes), dtype=np.int64)
    rank[np.argsort(-sizes, kind="stable")] = np.arange(len(sizes))
    return rank[best]


def _first_centres(at: FloatArray, weight: FloatArray, k: int, random: np.random.Generator) -> FloatArray:
    chosen = [int(random.choice(len(at), p=weight / weight.sum()))]
    away = np.full(len(at), np.inf)
    for _ in range(k - 1):
        away = np.minimum(away, ((at - at[chosen[-1]]) ** 2).sum(axis=1))
        chance = weight * away
        chosen.append(int(random.choice(len(at), p=chance / chance.sum())) if chance.sum() > 0 else chosen[-1])
    return at[chosen]


def _lloyd(at: FloatArray, weight: FloatArray, centres: FloatArray) -> tuple[IntArray, float]:
    group = np.full(len(at), -1)
    square = _squares(at, centres)
    for _ in range(ROUNDS):
        again = square.argmin(axis=1)
        if (again == group).all():
            break
        group = again
        total = np.bincount(group, weights=weight, minlength=len(centres))
        for d in range(at.shape[1]):
            sums = np.bincount(group, weights=weight * at[:, d], minlength=len(centres))
            centres[:, d] = np.divide(sums, total, out=centres[:, d].copy(), where=total > 0)
        square = _squares(at, centres)
    return group, float(weight @ square[np.arange(len(at)), group])


def _squares(at: FloatArray, centres: FloatArray) -> FloatArray:
    return np.asarray(((at[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2))


def silhouette(at: FloatArray, weight: FloatArray, group: IntArray) -> float:
    """Return the exact mean silhouette; a row of weight w counts as w rows in one place.

    at   (n, d)   weight   (n,)   group   (n,)

    Source: Rousseeuw (1987).
    """
    names, group = np.unique(group, return_inverse=True)
    if len(names) < 2:
        return -1.0
    away = np.sqrt(np.maximum(_squares(at, at), 0))
    to_group = np.stack([away @ (weight * (group == g)) for g in range(len(names))], axis=1)
    size = np.bincount(group, weights=weight)
    own = size[group] - 1
    rows = np.arange(len(at))
    inside = np.divide(to_group[rows, group], own, out=np.zeros(len(at)), where=own > 0)
    outside = to_group / size
    outside[rows, group] = np.inf
    nearest = outside.min(axis=1)
    top = np.maximum(inside, nearest)
    score = np.where((own > 0) & (top > 0), np.divide(nearest - inside, top, out=np.zeros(len(at)), where=top > 0), 0.0)
    return float(weight @ score / weight.sum())


def same_groups(first: IntArray, second: IntArray) -> float:
    """Return the adjusted Rand index of two groupings: 1 the same, about 0 by chance.

    Source: Hubert & Arabie (1985).
    """
    table = np.bincount(first * (second.max() + 1) + second).astype(float)
    pairs, a, b = (float((c * (c - 1) / 2).sum()) for c in (table, np.bincount(first), np.bincount(second)))
    everything = len(first) * (len(first) - 1) / 2
    expected = a * b / everything
    most = (a + b) / 2
    return 1.0 if most == expected else (pairs - expected) / (most - expected)
