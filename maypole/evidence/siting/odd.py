"""Rows that odd sets of schools imply: where no site reaches three schools at once, say, two sites are needed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from maypole.evidence.arguments import FloatArray, IntArray

OVERLAPPING, LOOSEST, BROKEN, PROMISING = 4 / 3, 0.5, 0.98, 1.25
MOST_PAIRS, MOST_SETS, SEEDS, MOST_ROWS, TIMES_A_SITE = 1500, 2400, 300, 120, 3
SmallFloats = NDArray[np.float32]


def odd_rows(cover: SmallFloats, site: FloatArray, *, largest: int = 3) -> tuple[sparse.csr_array, FloatArray]:
    """Return rows that every whole answer keeps to and this one, with parts of sites, does not.

    cover     (schools, sites)   1 where a site reaches a school
    site      (sites,)           how much of each site is chosen, 0 to 1
    largest   schools in a set: 3, 5, 7…
    returns   rows (k, sites) and what each must come to at least

    The rows of an odd set of schools are added up, halved and rounded up (Chvátal-Gomory cuts with halves). Where each
    of them has exactly one site's worth, the row is broken if less than one site's worth reaches an odd number of them.
    Source: Caprara & Fischetti (1996).
    """
    used = np.flatnonzero(site > 1e-6)
    tight, sets = _broken(cover[:, used], site[used].astype(np.float32), largest)
    rows = np.array([np.ceil(cover[tight[s]].sum(axis=0) / 2) for s in sets]).reshape(-1, len(site))
    least = np.array([(len(s) + 1) / 2 for s in sets])
    kept = _varied(rows[:, used] > 0)
    return sparse.csr_array(rows[kept].astype(float)), least[kept]


@dataclass(frozen=True)
class _Sets:
    """Sets of schools, with the sites that reach an odd number of them.

    schools   (sets, schools in each)
    odd       (sets, sites)   1 for those sites
    amount    (sets,)         how much of those sites is chosen, with what the schools have beyond one site's worth
    """

    schools: IntArray
    odd: SmallFloats
    amount: NDArray[np.floating]


def _broken(reach: SmallFloats, site: SmallFloats, largest: int) -> tuple[IntArray, list[IntArray]]:
    """Return the schools with about one site's worth, and sets of them whose rows are broken, the worst first."""
    slack = np.maximum(reach @ site - 1, 0)
    tight = np.flatnonzero(slack < LOOSEST)
    reach, own = reach[tight], 1 + 2 * slack[tight]
    pairs = _overlapping(reach, own, site)
    sets = _Sets(np.arange(len(tight))[:, None], reach, own)
    found: list[tuple[float, IntArray]] = []
    while sets.schools.shape[1] < largest and len(sets.amount):
        last = sets.schools.shape[1] + 2 >= largest
        sets = _joined(sets, pairs, site, BROKEN if last else PROMISING)
        found += [(float(a), s) for a, s in zip(sets.amount, sets.schools, strict=True) if a < BROKEN]
        sets = _Sets(sets.schools[:SEEDS], sets.odd[:SEEDS], sets.amount[:SEEDS])
    return tight, [schools for _, schools in sorted(found, key=lambda f: f[0])]


def _overlapping(reach: SmallFloats, own: NDArray[np.floating], site: SmallFloats) -> _Sets:
    """Return pairs of schools that share a third of a site's worth: three without slack are broken only with such a pair."""
    apart = own[:, None] + own[None] - 2 * ((reach * site) @ reach.T)
    first, second = np.nonzero(np.triu(apart < OVERLAPPING, 1))
    nearest = np.argsort(apart[first, second], kind="stable")[:MOST_PAIRS]
    first, second = first[nearest], second[nearest]
    return _Sets(np.stack([first, second], axis=1), abs(reach[first] - reach[second]), apart[first, second])


def _joined(sets: _Sets, pairs: _Sets, site: SmallFloats, most: float) -> _Sets:
    """Return sets with a pair added, where at most so much is odd, the least first; no school twice in a set."""
    amount = sets.amount[:, None] + pairs.amount[None] - 2 * ((sets.odd * site) @ pairs.odd.T)
    one, pair = np.nonzero(amount < most)
    least = np.argsort(amount[one, pair], kind="stable")[:MOST_SETS]
    one, pair = one[least], pair[least]
    schools = np.sort(np.concatenate([sets.schools[one], pairs.schools[pair]], axis=1), axis=1)
    once = np.sort(np.unique(schools, axis=0, return_index=True)[1])
    once = once[(np.diff(schools[once], axis=1) > 0).all(axis=1)]
    one, pair = one[once], pair[once]
    return _Sets(schools[once], abs(sets.odd[one] - pairs.odd[pair]), amount[one, pair])


def _varied(touches: NDArray[np.bool_]) -> IntArray:
    """Return rows that do not say the same again: no site in many of them, the first rows first."""
    times = np.zeros(touches.shape[1], dtype=np.int64)
    kept = []
    for row, sites in enumerate(touches):
        if (times[sites] >= TIMES_A_SITE).mean() <= 0.5:
            times[sites] += 1
            kept.append(row)
        if len(kept) == MOST_ROWS:
            break
    return np.array(kept, dtype=np.int64)
