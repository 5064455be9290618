"""Flows of whole numbers: the cheapest one, and any one within bounds.

HiGHS and scipy solve them. OR-tools would be quicker at the first, but its wheel brings a HiGHS of its own under the
same library name, and the two cannot be loaded into one process.
"""

from __future__ import annotations

import highspy
import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import maximum_flow

from maypole.evidence.arguments import IntArray


class NoFlow(Exception):
    """No flow meets every bound."""


def least_cost_flow(tail: IntArray, head: IntArray, capacity: IntArray, cost: IntArray, supply: IntArray) -> IntArray:
    """Return the flow on each arc that moves all supply at least cost.

    tail, head, capacity, cost   (arcs,)   whole numbers
    supply                       (nodes,)  what enters at each node, negative where it leaves; adds up to 0
    returns                      (arcs,)   whole, because a corner of a network's programme is

    Raises NoFlow where there is none.
    Source: Ahuja, Magnanti & Orlin (1993), theorem 11.11.
    """
    arcs, nodes = len(tail), len(supply)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = arcs, nodes
    model.col_cost_ = cost / max(int(abs(cost).max(initial=0)), 1) * 1000
    model.col_lower_, model.col_upper_ = np.zeros(arcs), capacity.astype(float)
    model.row_lower_ = model.row_upper_ = supply.astype(float)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.arange(0, 2 * arcs + 1, 2)
    model.a_matrix_.index_ = np.stack([tail, head], axis=1).ravel()
    model.a_matrix_.value_ = np.tile([1.0, -1.0], arcs)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.passModel(model)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise NoFlow("no flow meets every bound")
    return np.asarray(np.rint(np.asarray(solver.getSolution().col_value)), dtype=np.int64)


def feasible_flow(tail: IntArray, head: IntArray, least: IntArray, most: IntArray, nodes: int) -> IntArray:
    """Return a circulation with least <= flow <= most on each arc, no two arcs alike.

    tail, head, least, most   (arcs,)   whole numbers
    returns                   (arcs,)

    Raises NoFlow where there is none.
    Source: Hoffman's reduction to a largest flow (1960).
    """
    excess = np.bincount(head, weights=least, minlength=nodes) - np.bincount(tail, weights=least, minlength=nodes)
    excess = excess.astype(np.int64)
    given, wanted = np.flatnonzero(excess > 0), np.flatnonzero(excess < 0)
    rows = np.concatenate([tail, np.full(len(given), nodes), wanted])
    columns = np.concatenate([head, given, np.full(len(wanted), nodes + 1)])
    room = np.concatenate([most - least, excess[given], -excess[wanted]]).astype(np.int32)
    graph = sparse.csr_array((room, (rows, columns)), shape=(nodes + 2, nodes + 2))
    found = maximum_flow(graph, nodes, nodes + 1)
    if found.flow_value != excess[given].sum():
        raise NoFlow("no flow meets every bound")
    flow = sparse.csr_array(found.flow)
    return np.asarray(flow[tail, head], dtype=np.int64).ravel() + least
