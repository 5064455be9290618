"""What readers know of a release before it is out: figures that follow from what they were told already."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from maypole.evidence.disclosure.model import Model
from maypole.evidence.disclosure.tables import BoolArray, FloatArray

ROUNDS = 20


def settled(model: Model) -> BoolArray:
    """Return the cells, (cells,), that follow from published ones, so that withholding them would hide nothing.

    Each row narrows each of its cells to what the others allow, again and again; no programme is solved, so a cell that
    only several rows together would narrow is not found. Source: bound propagation, as in Savelsbergh (1994), section 1.
    """
    low = np.where(model.fixed, model.values, 0).astype(float)
    high = np.where(model.fixed, model.values, np.inf)
    if not model.fixed.any():
        return np.zeros(model.size, dtype=bool)
    entries = sparse.coo_array(model.rows)
    for _ in range(ROUNDS):
        narrower = _narrowed(entries, low, high)
        if (narrower[0] == low).all() and (narrower[1] == high).all():
            break
        low, high = narrower
    return np.asarray(model.printed & ~model.fixed & (high == low))


def _narrowed(entries: sparse.coo_array, low: FloatArray, high: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the bounds of each cell after every row has said what it leaves of them."""
    row, cell = entries.coords
    adds = entries.data > 0
    least, most = np.where(adds, low[cell], -high[cell]), np.where(adds, high[cell], -low[cell])
    others_least, others_most = _others(row, least), _others(row, most)
    lowest, highest = np.where(adds, -others_most, others_least), np.where(adds, -others_least, others_most)
    new_low, new_high = low.copy(), high.copy()
    np.maximum.at(new_low, cell, lowest)
    np.minimum.at(new_high, cell, highest)
    return new_low, new_high


def _others(row: np.ndarray, bounds: FloatArray) -> FloatArray:
    """Return the sum of the other bounds in the row of each entry, which may be endless."""
    endless = ~np.isfinite(bounds)
    size = int(row.max(initial=-1)) + 1
    total = np.bincount(row, np.where(endless, 0, bounds), size)[row] - np.where(endless, 0, bounds)
    others_endless = np.bincount(row, endless, size)[row] - endless > 0
    sign = np.sign(bounds[endless][0]) if endless.any() else 1.0
    return np.where(others_endless, sign * np.inf, total)
