"""Covering made small: schools and sites that another makes needless are left out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from maypole.evidence.arguments import FloatArray, IntArray


def reduced(cover: sparse.csr_array, price: FloatArray, useful: NDArray[np.bool_]) -> tuple[IntArray, IntArray]:
    """Return the schools and sites that matter.

    cover     (schools, sites)   1 where a site reaches a school
    price     (sites,)
    useful    (sites,)           which sites may be looked at
    returns   schools that are not reached whenever another is, and sites that no other covers at no higher price
    """
    useful, rows = useful.copy(), np.arange(cover.shape[0])
    while True:
        part = sparse.csr_array(cover[rows][:, np.flatnonzero(useful)])
        keep = ~_contains_another(part)
        rows = rows[keep]
        columns = np.flatnonzero(useful)
        within_another = _inside_another(sparse.csr_array(part[keep].T), price[columns])
        if keep.all() and not within_another.any():
            return rows, columns
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
