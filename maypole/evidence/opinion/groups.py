"""Groups of opinion in agree, disagree and pass votes, and what all groups agree on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from maypole.evidence.arguments import FloatArray, IntArray
from maypole.evidence.opinion.clusters import k_means, same_groups, silhouette

SMALLEST_GROUP = 5
KINDS_OF_GROUPING = (2, 3, 4, 5)
MANY_VOTERS, BASE_CLUSTERS = 2000, 100


class TooFewVoters(ValueError):
    """There are not two groups of 5 that could be shown."""


@dataclass(frozen=True)
class Opinion:
    """Groups of voters, and how each statement fares in them.

    place        (voters, 2)    where each voter stands; near means voting alike
    group        (voters,)      0 to groups - 1; -1 for voters whose group is too small to be shown
    silhouette   how well the groups are set apart, -1 to 1
    stability    how alike the groups are when voters are drawn again, 1 is the same (mean adjusted Rand index)
    agree        (groups, statements)   share of each group's votes that agree; nobody voting counts as half
    consensus    (statements,)          product over groups of (agree + 1) / (votes + 2): high only where all agree
    """

    place: FloatArray
    group: IntArray
    silhouette: float
    stability: float
    agree: FloatArray
    consensus: FloatArray


def opinion_groups(votes: ArrayLike, *, seed: int, draws: int = 20) -> Opinion:
    """Group voters by how they voted, as Polis does.

    votes     (voters, statements)   1 agree, -1 disagree, 0 pass, NaN not seen
    seed      the same seed gives the same groups
    draws     samples of voters for ``stability``

    Voters' places are the first two principal components; unseen votes stand for the statement's mean, and who saw
    few statements is drawn out from the middle accordingly. k in 2 to 5 has the best silhouette; above 2,000 voters,
    100 base clusters stand for them. No group smaller than 5 is shown.
    Raises TooFewVoters under 10 voters or where all vote alike, ValueError for other votes.
    Source: Small, Bjorkegren, Erkkilä, Shaw & Megill (2021); Rousseeuw (1987); Hubert & Arabie (1985).
    """
    table = _checked(votes)
    random = np.random.default_rng(seed)
    place = places(table)
    group, width = _grouping(place, random)
    sizes = np.bincount(group)
    shown = np.flatnonzero(sizes >= SMALLEST_GROUP)
    if len(shown) < 2:
        raise TooFewVoters("votes: no two groups have 5 voters or more")
    label = np.full(len(sizes), -1)
    label[shown] = np.arange(len(shown))
    kept = label[group]
    agree, consensus = _agreement(table, kept, len(shown))
    return Opinion(place, kept, width, _stability(table, group, len(sizes), random, draws), agree, consensus)


def _checked(votes: ArrayLike) -> FloatArray:
    table = np.asarray(votes, dtype=float)
    if table.ndim != 2 or table.shape[1] < 2:
        raise ValueError(f"votes: has shape {table.shape}; voters x statements are due, 2 statements or more")
    wrong = ~(np.isnan(table) | np.isin(table, (-1.0, 0.0, 1.0)))
    if wrong.any():
        at = tuple(int(i) for i in np.argwhere(wrong)[0])
        raise ValueError(f"votes: position {at} is {table[at]:g}, not 1, 0, -1 or NaN")
    if len(table) < 2 * SMALLEST_GROUP:
        raise TooFewVoters(f"votes: {len(table)} voters, and at least {2 * SMALLEST_GROUP} are needed")
    return table


def places(table: FloatArray) -> FloatArray:
    """Return (voters, 2) principal places, scaled by how much each voter has seen.

    table   (voters, statements)   1, 0, -1, NaN
    """
    seen = ~np.isnan(table)
    count = seen.sum(axis=0)
    means = np.divide(np.where(seen, table, 0).sum(axis=0), count, out=np.zeros(table.shape[1]), where=count > 0)
    centred = np.where(seen, table, means) - means
    inner = centred.T @ centred if table.shape[1] <= len(table) else centred @ centred.T
    values, vectors = np.linalg.eigh(inner)
    if values[-1] <= 1e-9 * max(centred.size, 1):
        raise TooFewVoters("votes: all vote alike")
    first = vectors[:, ::-1][:, :2]
    if table.shape[1] > len(table):
        first = centred.T @ first
        first = first / np.maximum(np.linalg.norm(first, axis=0), 1e-300)
    largest = np.abs(first).argmax(axis=0)
    first = first * np.sign(first[largest, np.arange(first.shape[1])])
    drawn_out = np.sqrt(table.shape[1] / np.maximum(seen.sum(axis=1), 1))
    return np.asarray(centred @ first * drawn_out[:, None])


def _grouping(place: FloatArray, random: np.random.Generator) -> tuple[IntArray, float]:
    """Return the grouping with the best silhouette over k, through base clusters where voters are many."""
    at, weight, base = place, np.ones(len(place)), np.arange(len(place))
    if len(place) > MANY_VOTERS:
        base = k_means(place, np.ones(len(place)), BASE_CLUSTERS, random, tries=1)
        weight = np.bincount(base, minlength=base.max() + 1).astype(float)
        at = (
            np.stack([np.bincount(base, weights=place[:, d]) for d in range(2)], axis=1)
            / np.maximum(weight, 1)[:, None]
        )
    best, width = np.zeros(len(at), dtype=np.int64), -2.0
    for k in KINDS_OF_GROUPING:
        if k >= len(at):
            break
        found = k_means(at, weight, k, random)
        score = silhouette(at, weight, found)
        if score > width + 1e-12:
            best, width = found, score
    return best[base], width


def _agreement(table: FloatArray, group: IntArray, groups: int) -> tuple[FloatArray, FloatArray]:
    agree = np.stack([(table[group == g] == 1).sum(axis=0) for g in range(groups)])
    votes = np.stack([(~np.isnan(table[group == g])).sum(axis=0) for g in range(groups)])
    share = np.divide(agree, votes, out=np.full(agree.shape, 0.5), where=votes > 0)
    return share, np.asarray(((agree + 1) / (votes + 2)).prod(axis=0))


def _stability(table: FloatArray, group: IntArray, k: int, random: np.random.Generator, draws: int) -> float:
    """Return how alike the groups come out when voters are drawn with replacement."""
    likeness = []
    for _ in range(draws):
        drawn = random.integers(0, len(table), len(table))
        try:
            again = places(table[drawn])
        except TooFewVoters:
            continue
        found = k_means(again, np.ones(len(drawn)), k, random, tries=2)
        likeness.append(same_groups(found, group[drawn]))
    return float(np.mean(likeness)) if likeness else 0.0
