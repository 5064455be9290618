"""What HiGHS is asked: a programme with whole numbers, or one without that is kept and grows row by row."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from maypole.evidence.arguments import FloatArray
from maypole.evidence.siting.plan import OnProgress

PROOF: dict[str, float | bool] = {
    "mip_heuristic_effort": 0.0, "mip_heuristic_run_rins": False, "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False, "mip_heuristic_run_feasibility_jump": False,
    "mip_detect_symmetry": False, "mip_pscost_minreliable": 0, "mip_allow_cut_separation_at_nodes": False,
}  # fmt: skip


@dataclass(frozen=True)
class Programme:
    """A mixed integer programme, minimised by HiGHS: costs, bounds, whole columns, and rows low <= A x <= high."""

    cost: FloatArray
    low: FloatArray
    high: FloatArray
    whole: NDArray[np.bool_]
    rows: sparse.csr_array
    row_low: FloatArray
    row_high: FloatArray


@dataclass(frozen=True)
class Answer:
    """What HiGHS found: columns (None where nothing was), its bound, and whether it was stopped."""

    columns: FloatArray | None
    bound: float
    proved: bool
    impossible: bool
    stopped: bool


def solve(
    programme: Programme,
    *,
    seconds: float,
    start: FloatArray | None = None,
    on_progress: OnProgress | None = None,
    only_proof: bool = False,
) -> Answer:
    """Solve a programme with whole numbers until its time is up, from a first answer where there is one.

    only_proof   no search for good answers and no trial of branches: for where there is hardly an answer to be found
    """  # fmt: skip
    solver = _solver(programme)
    options = {"time_limit": max(seconds, 0.01), "mip_rel_gap": 0.0, **(PROOF if only_proof else {})}
    for option, value in options.items():
        solver.setOptionValue(option, value)
    if start is not None:
        first = highspy.HighsSolution()
        first.col_value = list(start)
        solver.setSolution(first)
    stop = _listen(solver, seconds, on_progress)
    solver.run()
    info, status = solver.getInfo(), solver.getModelStatus()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    columns = np.asarray(solver.getSolution().col_value, dtype=float) if found else None
    return Answer(
        columns, float(info.mip_dual_bound), status == highspy.HighsModelStatus.kOptimal,
        status == highspy.HighsModelStatus.kInfeasible, bool(stop),
    )  # fmt: skip


def _solver(programme: Programme) -> highspy.Highs:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(programme.cost), programme.rows.shape[0]
    model.col_cost_, model.col_lower_, model.col_upper_ = programme.cost, programme.low, programme.high
    model.row_lower_, model.row_upper_ = programme.row_low, programme.row_high
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_ = programme.rows.indptr, programme.rows.indices
    model.a_matrix_.value_ = programme.rows.data.astype(float)
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    if programme.whole.any():
        model.integrality_ = [kinds[int(w)] for w in programme.whole]
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.passModel(model)
    return solver


def _listen(solver: highspy.Highs, seconds: float, on_progress: OnProgress | None) -> list[bool]:
    """Tell the caller how the search goes; the list fills when it asks to stop."""
    stop: list[bool] = []
    if on_progress is None:
        return stop
    begun = time.monotonic()

    def tell(event: highspy.HighsCallbackEvent) -> None:
        done = int(100 * min((time.monotonic() - begun) / max(seconds, 0.01), 1))
        if not stop and not on_progress(done, 100, "looking for a better plan"):
            stop.append(True)
        if stop:
            event.interrupt()

    solver.cbMipInterrupt.subscribe(tell)
    solver.cbSimplexInterrupt.subscribe(tell)
    return stop


@dataclass(frozen=True)
class Relaxed:
    """The best of a programme without whole numbers; columns are None where it was not reached.

    bound      what no answer can be better than; infinite where there is none
    reduced    (columns,)   what one more of a column would cost
    """

    columns: FloatArray | None
    bound: float
    reduced: FloatArray
    impossible: bool


class Growing:
    """A programme without whole numbers that stays loaded: rows are added, and it goes on from where it was."""

    def __init__(self, programme: Programme) -> None:
        relaxed = replace(programme, whole=np.zeros(len(programme.cost), dtype=bool))
        self.solver, self.columns = _solver(relaxed), len(programme.cost)
        self.solver.setOptionValue("presolve", "off")

    def add(self, rows: sparse.csr_array, least: FloatArray) -> None:
        """Add rows that must come to at least so much."""
        self.solver.addRows(
            len(least), least, np.full(len(least), np.inf), rows.nnz, rows.indptr.astype(np.int32),
            rows.indices.astype(np.int32), rows.data.astype(float),
        )  # fmt: skip

    def solve(self, seconds: float) -> Relaxed:
        """Solve from where the programme was left."""
        self.solver.setOptionValue("time_limit", self.solver.getRunTime() + max(seconds, 0.01))
        self.solver.run()
        status, solution = self.solver.getModelStatus(), self.solver.getSolution()
        if status == highspy.HighsModelStatus.kInfeasible:
            return Relaxed(None, np.inf, np.zeros(self.columns), True)
        if status != highspy.HighsModelStatus.kOptimal:
            return Relaxed(None, -np.inf, np.zeros(self.columns), False)
        return Relaxed(
            np.asarray(solution.col_value), float(self.solver.getInfo().objective_function_value),
            np.asarray(solution.col_dual), False,
        )  # fmt: skip
