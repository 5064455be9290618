"""Slow and obvious versions of what the evidence library does fast: the oracles of its tests."""

from __future__ import annotations

import numpy as np


def every_table(rows, values, withheld, low, high, cap):
    """Yield every table of whole numbers up to ``cap`` that agrees with what is shown and with an attacker's limits.

    The cells that are no total of any row are tried in all combinations; totals follow from them.
    """
    matrix = rows.toarray()
    totals = {int(np.flatnonzero(line == -1)[0]) for line in matrix}
    leaves = [c for c in range(len(values)) if c not in totals]
    gaps = [c for c in leaves if withheld[c]]
    choices = [range(int(max(low[c], 0)), int(min(high[c], cap)) + 1) for c in gaps]
    grid = (
        np.stack(np.meshgrid(*choices, indexing="ij"), axis=-1).reshape(-1, len(gaps))
        if gaps
        else np.zeros((1, 0), int)
    )
    table = np.full((len(grid), len(values)), -1, dtype=np.int64)
    table[:, leaves] = values[leaves]
    table[:, gaps] = grid
    known = set(leaves)
    agrees = np.ones(len(grid), dtype=bool)
    waiting = list(matrix)
    while waiting:
        line = next(r for r in waiting if all(c in known for c in np.flatnonzero(r == 1)))
        waiting = [r for r in waiting if r is not line]
        total = int(np.flatnonzero(line == -1)[0])
        sums = table[:, line == 1].sum(axis=1)
        if total in known:
            agrees &= table[:, total] == sums
        table[:, total] = sums
        known.add(total)
    shown = ~withheld
    agrees &= (table[:, shown] == values[shown]).all(axis=1)
    agrees &= (table[:, withheld] >= low[withheld]).all(axis=1) & (table[:, withheld] <= high[withheld]).all(axis=1)
    return table[agrees]


def possible_counts(rows, values, withheld, low, high, cap):
    """Return how many different whole numbers each cell takes over every table that agrees."""
    tables = every_table(rows, values, withheld, low, high, cap)
    return np.array([len(np.unique(tables[:, c])) for c in range(len(values))])


def narrow_cells(model, withheld, needy, attacker, cap):
    """Return the cells of which an attacker must think fewer numbers possible than asked."""
    counts = possible_counts(model.rows, model.values, withheld, attacker.low, attacker.high, cap)
    return np.flatnonzero(withheld & needy & (counts < attacker.need))


def two_in_every_line(values):
    """Return the withheld cells of the old rule of thumb: in each row and column with one withheld cell, withhold a second.

    values    (rows, columns) with totals last; the rule looks at the inside only
    """
    inside = values[:-1, :-1]
    withheld = (inside > 0) & (inside < 5)
    for _ in range(inside.size):
        lone = [(axis, i) for axis in (0, 1) for i in np.flatnonzero(withheld.sum(axis=1 - axis) == 1)]
        if not lone:
            break
        axis, i = lone[0]
        line = withheld[i] if axis == 0 else withheld[:, i]
        figures = (inside[i] if axis == 0 else inside[:, i]).astype(float)
        line[np.argmin(np.where(line | (figures == 0), np.inf, figures))] = True
    return withheld


def all_pairs(origins, sites, max_km, detour=1.0):
    """Return {(school, site): km} by a double loop."""
    found = {}
    for i, (east, north) in enumerate(origins):
        for j, (e, n) in enumerate(sites):
            km = detour * ((east - e) ** 2 + (north - n) ** 2) ** 0.5 / 1000
            if km <= max_km:
                found[i, j] = km
    return found


def floating_catchments(costs, demand, supply, weight, kind):
    """Return places per pupil by three loops over {(school, site): cost}."""
    share = {}
    for (i, j), cost in costs.items():
        w = weight(cost)
        total = sum(weight(c) for (k, _), c in costs.items() if k == i)
        share[i, j] = w * (w / total if kind == "3sfca" and total > 0 else (0 if kind == "3sfca" else 1))
    access = [0.0] * len(demand)
    for j in range(len(supply)):
        crowd = sum(share[i, k] * demand[i] for i, k in share if k == j)
        for i in range(len(demand)):
            if (i, j) in share and crowd > 0:
                access[i] += share[i, j] * supply[j] / crowd
    return access
