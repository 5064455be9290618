"""Which sites cover most."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse

from maypole.evidence.access.pairs import Pairs
from maypole.evidence.arguments import BoolArray, FloatArray, IntArray, numbers, same_length
from maypole.evidence.siting.plan import Conditions, NoPlan, OnProgress, Plan, plan
from maypole.evidence.siting.programme import Answer, Growing, Programme, solve

FEWEST_NEAR, NEAR_FOR_EACH, SHARE_AT_FIRST = 40, 3, 0.3


def cover_most(
    pairs: Pairs,
    demand: ArrayLike,
    *,
    conditions: Conditions,
    seconds: float = 9.0,
    on_progress: OnProgress | None = None,
) -> Plan:
    """Choose the sites that bring most demand within reach (MCLP).

    pairs        Pairs         a site covers the schools that it stands in a pair with
    demand       (schools,)    pupils
    conditions   how many sites or what budget, fixed and forbidden sites, fair shares
    seconds      when to stop looking
    returns      Plan whose value is the demand covered

    Raises NoPlan where no plan meets the conditions, ValueError for numbers and shapes that are not fit.
    Source: Church & ReVelle (1974).
    """
    pupils = numbers(demand, "demand")
    same_length("demand", pupils, pairs.size[0], "schools in pairs")
    conditions.check(*pairs.size)
    if conditions.sites is None and conditions.budget is None:
        raise ValueError("conditions: say how many sites, or a budget")
    groups = np.zeros(len(pupils), dtype=np.int64) if conditions.groups is None else np.asarray(conditions.groups)
    cover, weight, group = merged(pairs, pupils, groups)
    programme = _cover_programme(cover, weight, group, pupils, groups, conditions)
    first = _greedy(cover, weight, conditions)
    start = _columns(cover, first) if conditions.fair is None else None
    answer = _narrowed(programme, start, seconds, on_progress)
    return _cover_plan(answer, cover, weight, first, conditions)


def _narrowed(programme: Programme, start: FloatArray | None, seconds: float, on_progress: OnProgress | None) -> Answer:
    """Solve without whole numbers, then among the sites that this calls worth most, then with what that leaves open."""
    until = time.monotonic() + seconds
    relaxed = Growing(programme).solve(seconds)
    if relaxed.columns is None:
        return Answer(None, -np.inf, False, relaxed.impossible, False)
    worth = np.where(programme.whole, relaxed.reduced, 0.0)
    near = np.sort(worth[programme.whole])[: max(FEWEST_NEAR, NEAR_FOR_EACH * int((relaxed.columns > 0.5).sum()))]
    far = worth > near.max(initial=0.0)
    first = solve(
        _closed(programme, far), seconds=SHARE_AT_FIRST * seconds, start=start, on_progress=on_progress
    )  # fmt: skip
    if first.stopped or first.columns is None:
        rest = first if first.stopped else solve(programme, seconds=until - time.monotonic(), on_progress=on_progress)
        return replace(rest, bound=max(rest.bound, relaxed.bound), proved=rest.proved and not first.stopped)
    value = float(programme.cost @ first.columns)
    shut = worth > value - relaxed.bound + 1e-6 * abs(value)
    if first.proved and not (far & ~shut).any():
        return first
    last = solve(
        _closed(programme, shut), seconds=until - time.monotonic(), start=first.columns, on_progress=on_progress
    )
    bound = min(max(last.bound, relaxed.bound), value)
    return replace(first if last.columns is None else last, bound=bound, proved=last.proved, stopped=last.stopped)


def _closed(programme: Programme, shut: BoolArray) -> Programme:
    """Return the programme with these columns at their least."""
    return replace(programme, high=np.where(shut, programme.low, programme.high))


def merged(pairs: Pairs, pupils: FloatArray, groups: IntArray) -> tuple[sparse.csr_array, FloatArray, IntArray]:
    """Return schools x sites with schools that share sites and group made one, and those nobody reaches left out."""
    ordered = pairs.sorted()
    rows: dict[tuple[int, bytes], float] = {}
    for i in range(pairs.size[0]):
        sites = ordered.sites[ordered.starts[i] : ordered.starts[i + 1]]
        if len(sites) and pupils[i] > 0:
            key = (int(groups[i]), sites.astype(np.int32).tobytes())
            rows[key] = rows.get(key, 0.0) + float(pupils[i])
    sites_of = [np.frombuffer(key[1], dtype=np.int32) for key in rows]
    starts = np.concatenate([[0], np.cumsum([len(s) for s in sites_of])]).astype(np.int32)
    flat = np.concatenate(sites_of) if sites_of else np.zeros(0, dtype=np.int32)
    cover = sparse.csr_array((np.ones(len(flat)), flat, starts), shape=(len(rows), pairs.size[1]))
    return cover, np.array(list(rows.values())), np.array([key[0] for key in rows], dtype=np.int64)


def _cover_programme(
    cover: sparse.csr_array,
    weight: FloatArray,
    group: IntArray,
    pupils: FloatArray,
    groups: IntArray,
    conditions: Conditions,
) -> Programme:
    """Return: minimise -covered; columns are sites, then rows of schools; a school counts where one of its sites is chosen."""
    many, sites = cover.shape
    low, high = site_bounds(sites, conditions)
    blocks = [sparse.hstack([cover, -sparse.eye_array(many)])]
    row_low, row_high = [np.zeros(many)], [np.full(many, np.inf)]
    limits = limits_of(sites, conditions)
    for coefficients, most in limits:
        blocks.append(sparse.csr_array(np.concatenate([coefficients, np.zeros(many)])[None]))
        row_low.append(np.array([-np.inf]))
        row_high.append(np.array([most]))
    if conditions.fair is not None:
        for g, share in enumerate(np.asarray(conditions.fair, dtype=float)):
            blocks.append(sparse.csr_array(np.concatenate([np.zeros(sites), np.where(group == g, weight, 0.0)])[None]))
            row_low.append(np.array([share * pupils[groups == g].sum()]))
            row_high.append(np.array([np.inf]))
    return Programme(
        np.concatenate([np.zeros(sites), -weight]), np.concatenate([low, np.zeros(many)]),
        np.concatenate([high, np.ones(many)]), np.arange(sites + many) < sites,
        sparse.csr_array(sparse.vstack(blocks)), np.concatenate(row_low), np.concatenate(row_high),
    )  # fmt: skip


def site_bounds(sites: int, conditions: Conditions) -> tuple[FloatArray, FloatArray]:
    """Return the least and most that each site's column may be."""
    low, high = np.zeros(sites), np.ones(sites)
    low[list(conditions.fixed)] = 1.0
    high[list(conditions.forbidden)] = 0.0
    return low, high


def limits_of(sites: int, conditions: Conditions) -> list[tuple[FloatArray, float]]:
    """Return (coefficients, most) for the number of sites and for the budget, where there are such limits."""
    limits = []
    if conditions.sites is not None:
        limits.append((np.ones(sites), float(conditions.sites)))
    if conditions.budget is not None and conditions.price is not None:
        limits.append((np.asarray(conditions.price, dtype=float), float(conditions.budget)))
    return limits


def _fits(chosen: set[int], site: int, conditions: Conditions) -> bool:
    if conditions.sites is not None and len(chosen) >= conditions.sites:
        return False
    if conditions.budget is None or conditions.price is None:
        return True
    return sum(float(conditions.price[i]) for i in chosen) + float(conditions.price[site]) <= conditions.budget


def _greedy(cover: sparse.csr_array, weight: FloatArray, conditions: Conditions) -> list[int]:
    """Return a first plan: the site that adds most, again and again, then swaps that help."""
    by_site = sparse.csc_array(cover)
    chosen, left = set(conditions.fixed), weight.copy()
    for site in chosen:
        left[_schools_of(by_site, site)] = 0.0
    barred = set(conditions.forbidden)
    while True:
        gain = by_site.T @ left
        fitting = [
            s for s in np.argsort(-gain)[:50].tolist() if s not in chosen | barred and _fits(chosen, s, conditions)
        ]
        if not fitting or gain[fitting[0]] <= 0:
            return sorted(chosen)
        chosen.add(fitting[0])
        left[_schools_of(by_site, fitting[0])] = 0.0


def _schools_of(by_site: sparse.csc_array, site: int) -> IntArray:
    return np.asarray(by_site.indices[by_site.indptr[site] : by_site.indptr[site + 1]])


def _columns(cover: sparse.csr_array, chosen: list[int]) -> FloatArray:
    site = np.zeros(cover.shape[1])
    site[chosen] = 1.0
    return np.concatenate([site, np.minimum(cover @ site, 1.0)])


def _cover_plan(
    answer: Answer, cover: sparse.csr_array, weight: FloatArray, first: list[int], conditions: Conditions
) -> Plan:
    sites = cover.shape[1]
    if answer.impossible:
        raise NoPlan("no plan gives every group its fair share within the limits")
    if answer.columns is None and conditions.fair is not None:
        raise NoPlan("no plan with every fair share was found in the time given; there may be one")
    chosen = first if answer.columns is None else np.flatnonzero(answer.columns[:sites] > 0.5).tolist()
    value = float(weight @ (_columns(cover, chosen)[sites:]))
    bound = value if answer.proved else min(float(weight.sum()), -answer.bound)
    return plan(chosen, value, max(bound, value), stopped=answer.stopped)
