"""Which sites cover most, and how few cover all."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from maypole.evidence.access.pairs import Pairs
from maypole.evidence.arguments import FloatArray, IntArray, numbers, same_length
from maypole.evidence.siting.plan import Answer, Conditions, NoPlan, OnProgress, Plan, Programme, plan, solve


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
    cover, weight, group = _merged(pairs, pupils, groups)
    programme = _cover_programme(cover, weight, group, pupils, groups, conditions)
    first = _greedy(cover, weight, conditions)
    start = _columns(cover, first) if conditions.fair is None else None
    answer = solve(programme, seconds=seconds, start=start, on_progress=on_progress)
    return _cover_plan(answer, cover, weight, first, conditions)


def _merged(pairs: Pairs, pupils: FloatArray, groups: IntArray) -> tuple[sparse.csr_array, FloatArray, IntArray]:
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
        left[_schools(by_site, site)] = 0.0
    barred = set(conditions.forbidden)
    while True:
        gain = by_site.T @ left
        fitting = [
            s for s in np.argsort(-gain)[:50].tolist() if s not in chosen | barred and _fits(chosen, s, conditions)
        ]
        if not fitting or gain[fitting[0]] <= 0:
            return sorted(chosen)
        chosen.add(fitting[0])
        left[_schools(by_site, fitting[0])] = 0.0


def _schools(by_site: sparse.csc_array, site: int) -> IntArray:
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


def cover_all(
    pairs: Pairs, *, conditions: Conditions | None = None, seconds: float = 9.0, on_progress: OnProgress | None = None
) -> Plan:
    """Choose the fewest sites, or the cheapest, that reach every school (LSCP).

    pairs        Pairs    a site covers the schools that it stands in a pair with
    conditions   prices, fixed and forbidden sites; a limit on sites or a budget must be met too
    returns      Plan whose value is the number of sites, or their price where there are prices

    Raises NoPlan naming the first school that no site reaches, or where the limits are too tight.
    Source: Toregas, Swain, ReVelle & Bergman (1971).
    """
    conditions = conditions or Conditions()
    conditions.check(*pairs.size)
    low, high = site_bounds(pairs.size[1], conditions)
    open_pairs = high[pairs.sites] > 0
    reached = np.bincount(pairs.schools[open_pairs], minlength=pairs.size[0]) > 0
    if not reached.all():
        raise NoPlan(f"school {int(np.flatnonzero(~reached)[0])} has no site in reach that may be chosen")
    groups = np.zeros(pairs.size[0], dtype=np.int64)
    cover, _, _ = _merged(pairs, np.ones(pairs.size[0]), groups)
    price = np.ones(pairs.size[1]) if conditions.price is None else np.asarray(conditions.price, dtype=float)
    limits = limits_of(pairs.size[1], conditions)
    first = _enough(cover, price, conditions)
    cover, useful = _reduced(cover, price, conditions, low > 0)
    rows = sparse.csr_array(sparse.vstack([cover, *(sparse.csr_array(c[None]) for c, _ in limits)]))
    programme = Programme(
        price, low, np.where(useful, high, low), np.ones(len(price), dtype=bool), rows,
        np.concatenate([np.ones(cover.shape[0]), np.full(len(limits), -np.inf)]),
        np.concatenate([np.full(cover.shape[0], np.inf), [most for _, most in limits]]),
    )  # fmt: skip
    start = np.isin(np.arange(len(price)), first).astype(float)
    keeps = all(c @ start <= most for c, most in limits)
    answer = solve(
        programme, seconds=seconds, start=start if useful[first].all() and keeps else None, on_progress=on_progress
    )
    if answer.impossible:
        raise NoPlan("no plan reaches every school within the limits")
    if answer.columns is None and not keeps:
        raise NoPlan("no plan that keeps to the limits was found in the time given; there may be one")
    found = None if answer.columns is None else np.flatnonzero(answer.columns > 0.5)
    chosen = first if found is None or (keeps and price[first].sum() < price[found].sum()) else found
    value = float(price[chosen].sum())
    bound = value if answer.proved else min(answer.bound, value)
    return plan(chosen, value, bound, stopped=answer.stopped)


def _reduced(
    cover: sparse.csr_array, price: FloatArray, conditions: Conditions, fixed: NDArray[np.bool_]
) -> tuple[sparse.csr_array, NDArray[np.bool_]]:
    """Leave out schools that are reached whenever another is, and sites that another covers at no higher price."""
    useful = np.ones(cover.shape[1], dtype=bool)
    useful[list(conditions.forbidden)] = False
    rows = np.arange(cover.shape[0])
    while True:
        part = sparse.csr_array(cover[rows][:, np.flatnonzero(useful)])
        keep = ~_contains_another(part)
        rows = rows[keep]
        columns = np.flatnonzero(useful)
        within_another = _inside_another(sparse.csr_array(part[keep].T), price[columns]) & ~fixed[columns]
        if keep.all() and not within_another.any():
            return sparse.csr_array(cover[rows]), useful
        useful[columns[within_another]] = False


def _overlap(sets: sparse.csr_array) -> tuple[IntArray, IntArray, FloatArray, FloatArray]:
    shared = sparse.coo_array(sets @ sets.T)
    return shared.row, shared.col, shared.data, np.asarray(sets.sum(axis=1), dtype=float)


def _contains_another(sets: sparse.csr_array) -> NDArray[np.bool_]:
    """Return which sets hold all of another set; of two that are the same, the later."""
    a, b, shared, size = _overlap(sets)
    holds = (a != b) & (shared == size[b]) & ((size[a] > size[b]) | ((size[a] == size[b]) & (a > b)))
    return np.asarray(np.bincount(a[holds], minlength=len(size)) > 0)


def _inside_another(sets: sparse.csr_array, price: FloatArray) -> NDArray[np.bool_]:
    """Return which sets lie in another that costs no more; of two that are the same, the later."""
    a, b, shared, size = _overlap(sets)
    dearer = (price[a] > price[b]) | ((price[a] == price[b]) & (a > b))
    inside = (a != b) & (shared == size[a]) & (price[b] <= price[a]) & ((size[a] < size[b]) | dearer)
    return np.asarray((np.bincount(a[inside], minlength=len(size)) > 0) | (size == 0))


def _enough(cover: sparse.csr_array, price: FloatArray, conditions: Conditions) -> IntArray:
    """Return sites that cover all, cheapest for what they add first; for when the solver had no time to find any."""
    by_site = sparse.csc_array(cover)
    left = np.ones(cover.shape[0])
    chosen = set(conditions.fixed)
    for site in chosen:
        left[_schools(by_site, site)] = 0.0
    price = price.copy()
    price[list(conditions.forbidden)] = np.inf
    while left.any():
        site = int(np.argmin(price / np.maximum(by_site.T @ left, 1e-12)))
        chosen.add(site)
        left[_schools(by_site, site)] = 0.0
    times = cover[:, sorted(chosen)].sum(axis=1)
    for site in sorted(chosen - set(conditions.fixed), key=lambda s: -price[s]):
        mine = _schools(by_site, site)
        if (times[mine] > 1).all():
            chosen.remove(site)
            times[mine] -= 1
    return np.array(sorted(chosen), dtype=np.int64)
