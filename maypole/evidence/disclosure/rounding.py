"""Controlled rounding: every figure to a multiple of the base, and the sums still true."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from maypole.evidence.disclosure.tables import IntArray, whole_numbers
from maypole.evidence.flow import feasible_flow


def round_to(table: ArrayLike, base: int = 5) -> IntArray:
    """Round a table and its totals to multiples of the base, each up or down by less than the base, sums kept.

    table     (rows, columns) or (cells,)   whole numbers, without totals
    base      2 or more
    returns   the same shape and one more in each direction: the totals, last

    Multiples of the base stay as they are. In two dimensions that can always be done; tables of more dimensions are
    refused. Raises ValueError for anything else than whole numbers of 0 or more.
    Source: Cox & Ernst (1982); Causey, Cox & Ernst (1985).
    """
    inside = np.asarray(table)
    if inside.ndim not in (1, 2) or not inside.size:
        raise ValueError(f"table: has shape {inside.shape}; one or two dimensions that are not empty can be rounded")
    if base < 2:
        raise ValueError(f"base: is {base}, not 2 or more")
    counts = whole_numbers(inside, "table")
    if counts.ndim == 1:
        return np.asarray(_round(counts[None], base)[0])
    return _round(counts, base)


def _round(counts: IntArray, base: int) -> IntArray:
    rows, columns = counts.shape
    total = np.zeros((rows + 1, columns + 1), dtype=np.int64)
    total[:-1, :-1] = counts
    total[-1, :-1], total[:-1, -1], total[-1, -1] = counts.sum(axis=0), counts.sum(axis=1), counts.sum()
    floor, loose = total // base, total % base > 0
    up = _round_up(floor, loose)
    return (floor + up) * base


def _round_up(floor: IntArray, loose: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> IntArray:
    """Return 1 where a figure is rounded up, chosen as a flow from rows to columns through cells that may be."""
    rows, columns = floor.shape[0] - 1, floor.shape[1] - 1
    row, column = np.nonzero(loose[:-1, :-1])
    source, sink = rows + columns, rows + columns + 1
    row_short = floor[:-1, -1] - floor[:-1, :-1].sum(axis=1)
    column_short = floor[-1, :-1] - floor[:-1, :-1].sum(axis=0)
    all_rows, all_columns = np.arange(rows), rows + np.arange(columns)
    tail = np.concatenate([row, np.full(rows, source), all_columns, [sink]])
    head = np.concatenate([rows + column, all_rows, np.full(columns, sink), [source]])
    least = np.concatenate(
        [np.zeros(len(row)), row_short, column_short, [floor[-1, -1] - floor[:-1, :-1].sum()]]
    ).astype(np.int64)
    room = np.concatenate([np.ones(len(row)), loose[:-1, -1], loose[-1, :-1], [loose[-1, -1]]]).astype(np.int64)
    flow = feasible_flow(tail, head, least, least + room, rows + columns + 2)
    up = np.zeros(floor.shape, dtype=np.int64)
    up[row, column] = flow[: len(row)]
    up[:-1, -1] = flow[len(row) : len(row) + rows] - row_short
    up[-1, :-1] = flow[len(row) + rows : len(row) + rows + columns] - column_short
    up[-1, -1] = flow[-1] - least[-1]
    return up
