"""What a reader can work out from published tables: the attack itself, which knows nothing of how they were protected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from maypole.evidence.disclosure.attackers import INSIDER, Attacker, Knowledge, attackers, implied_by, strongest_first
from maypole.evidence.disclosure.errors import Stopped
from maypole.evidence.disclosure.feasible import Explorer, Move, OnProgress, Reach
from maypole.evidence.disclosure.moves import programme
from maypole.evidence.disclosure.primary import Policy
from maypole.evidence.disclosure.published import Published
from maypole.evidence.disclosure.tables import NO_LIMIT, BoolArray, FloatArray, IntArray

DRAWS = 4


@dataclass(frozen=True)
class Finding:
    """A withheld cell that an attacker can narrow, or that could not be proved safe.

    low, high    the least and most that the attacker must think possible
    possible     whole numbers found possible
    need         whole numbers that should be
    """

    cell: str
    attacker: str
    low: int
    high: int
    possible: int
    need: int


@dataclass(frozen=True)
class Audit:
    """What the attackers found.

    findings     empty where the tables are safe
    intervals    (cells, 2)    numbers that a reader who cannot tell small cells from others must think possible, at least;
                               twice the figure itself where it is published
    attackers    who tried
    """

    findings: tuple[Finding, ...]
    intervals: IntArray
    attackers: tuple[str, ...]


def audit(
    published: Published,
    policy: Policy | None = None,
    *,
    knowledge: Knowledge | None = None,
    only: tuple[str, ...] = (),
    start: IntArray | None = None,
    moves: Sequence[Move] = (),
    on_progress: OnProgress | None = None,
) -> Audit:
    """Attack published tables, and report every cell that is narrower than asked.

    published    the figures that readers see, with the sums that they know
    policy       the limits to hold the tables to
    knowledge    what attackers know besides; without it only a stranger and, of zeros, nobody tries
    only         names of the attackers to try; all that the knowledge makes possible, when empty
    start        (cells,) a table to start walking from, the true one perhaps; it is checked against the figures shown
    moves        (cells, steps) each: changes to the table that somebody says keep all sums; each is checked before it counts

    What cannot be settled counts as unsafe. Raises ValueError where the figures contradict their own sums, and
    Stopped where ``on_progress`` answers False.
    Source: Gusfield (1988); Fischetti & Salazar (2001).
    """
    policy = policy or Policy()
    found = attackers(
        len(published.values), knowledge or Knowledge(),
        threshold=policy.threshold, width=policy.width, told_width=policy.told_width, gap=policy.gap,
    )  # fmt: skip
    chosen = [a for a in found if not only or a.name in only]
    intervals = np.stack([published.values, published.values], axis=1)
    findings: list[Finding] = []
    withstood: list[Attacker] = []
    for attacker in strongest_first(chosen):
        if any(implied_by(attacker, other) for other in withstood):
            continue
        explorer, cells = attack(published, attacker, start, moves, on_progress)
        reach = explorer.reach()
        found_here = _findings(published, attacker, cells, reach)
        findings += found_here
        if attacker.name != INSIDER:
            intervals[cells] = np.stack([reach.low, reach.high], axis=1)
        if not found_here:
            withstood.append(attacker)
    return Audit(tuple(findings), intervals, tuple(a.name for a in chosen))


def _findings(published: Published, attacker: Attacker, cells: IntArray, reach: Reach) -> list[Finding]:
    short = np.flatnonzero(published.ask[cells] & (reach.found < attacker.need))
    return [
        Finding(
            published.names[cells[i]],
            attacker.name,
            int(reach.low[i]),
            int(reach.high[i]),
            int(reach.found[i]),
            attacker.need,
        )
        for i in short
    ]


def attack(
    published: Published,
    attacker: Attacker,
    start: IntArray | None = None,
    moves: Sequence[Move] = (),
    on_progress: OnProgress | None = None,
) -> tuple[Explorer, IntArray]:
    """Return an explorer that has tried everything this attacker can, and the cells it walks over."""
    cells = np.flatnonzero(published.withheld)
    rows = published.rows[:, cells]
    shown = np.where(published.withheld, 0, published.values)
    owed = -(published.rows @ shown.astype(float))
    tied = np.flatnonzero(np.diff(rows.indptr))
    loose = np.setdiff1d(np.arange(rows.shape[0]), tied)
    if abs(owed[loose]).max(initial=0) > 0.5:
        raise ValueError("published: the figures shown contradict one of their own sums")
    rows = sparse.csr_array(rows[tied])
    base = (
        possible_table(rows, owed[tied], attacker.low[cells], attacker.high[cells]) if start is None else start[cells]
    )
    if (
        abs(rows @ base.astype(float) - owed[tied]).max(initial=0) > 0.5
        or (base < attacker.low[cells]).any()
        or (base > attacker.high[cells]).any()
    ):
        raise ValueError(f"start: not a table that the {attacker.name} could think possible")
    explorer = Explorer(rows, base, attacker.low[cells], attacker.high[cells], attacker.need)
    need = np.where(published.ask[cells], attacker.need, 0)
    explorer.replay(_within(moves, published.withheld))
    explorer.explore(need, on_progress, f"auditing as the {attacker.name}")
    settle_all(explorer, need, on_progress, f"settling cells as the {attacker.name}")
    return explorer, cells


def _within(moves: Sequence[Move], withheld: BoolArray) -> list[Move]:
    """Return the moves that touch withheld cells only, numbered among them."""
    number = np.cumsum(withheld) - 1
    return [(number[cells], steps) for cells, steps in moves if withheld[cells].all()]


def settle_all(explorer: Explorer, need: IntArray, on_progress: OnProgress | None, message: str) -> None:
    """Take up one by one the cells that crowds left open, first as fractions, then as whole numbers."""
    for whole in (False, True):
        short = np.flatnonzero(explorer.seen.sum(axis=1) < need)
        for number, cell in enumerate(short):
            if on_progress is not None and number % 20 == 0 and not on_progress(number, len(short), message):
                raise Stopped(message)
            explorer.settle(int(cell), int(need[cell]), whole=whole)


def possible_table(rows: sparse.csr_array, owed: FloatArray, low: IntArray, high: IntArray) -> IntArray:
    """Return one table of whole numbers that the attacker must think possible.

    Raises ValueError where there is none, or none could be found: what is published contradicts itself, or what the
    attacker is told.
    """
    most = np.where(high >= NO_LIMIT, highspy.kHighsInf, high.astype(float))
    random = np.random.default_rng(20011001)
    block = connected_components(abs(rows).T @ abs(rows), directed=False)[1] if rows.shape[0] else np.arange(len(low))
    base, waiting = low.copy(), np.ones(len(low), dtype=bool)
    for whole in (False,) * DRAWS + (True,):
        cells = np.flatnonzero(waiting)
        if not len(cells):
            break
        part = rows[:, cells]
        tied = np.flatnonzero(np.diff(part.indptr))
        cost = random.uniform(0.1, 1.0, len(cells))
        solver = programme(
            sparse.csr_array(part[tied]), low[cells].astype(float), most[cells], cost, owed[tied], whole=whole
        )
        solver.run()
        found = np.asarray(solver.getSolution().col_value, dtype=float)
        if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            raise ValueError("published: no table of whole numbers agrees with the figures shown")
        broken = (
            np.bincount(block[cells], weights=abs(found - np.rint(found)) > 1e-6, minlength=len(low))[block[cells]] > 0
        )
        base[cells[~broken]] = np.rint(found[~broken])
        waiting[cells[~broken]] = False
    if waiting.any() or abs(rows @ base.astype(float) - owed).max(initial=0) > 0.5:
        raise ValueError("published: no table of whole numbers could be found that agrees with the figures shown")
    return base
