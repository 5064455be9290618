"""Counts in rows of text to tables of the disclosure model, and back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from maypole.evidence.commands.breakdowns import Breakdown, Path, code_of
from maypole.evidence.commands.rows import BadFile, Rows
from maypole.evidence.disclosure import (
    WITHHELD,
    Audit,
    Dimension,
    Knowledge,
    Policy,
    Protected,
    Published,
    Table,
    audit,
    build,
    protect,
    read_published,
    sums_of,
)
from maypole.evidence.disclosure.feasible import OnProgress
from maypole.evidence.disclosure.tables import BoolArray, IntArray

GAP = "c"


def protect_counts(
    rows: Rows, breakdowns: Sequence[Breakdown], value: str, threshold: int, on_progress: OnProgress | None
) -> list[list[object]]:
    """Return the rows of a protected table, totals included: the codes, then the figure or ``c``."""
    paths = [b.paths(rows) for b in breakdowns]
    for b, found in zip(breakdowns, paths, strict=True):
        _refuse_only_totals(rows, b, found)
    dimensions = [b.dimension(found) for b, found in zip(breakdowns, paths, strict=True)]
    totals = _checked(rows, dimensions, _positions(paths, dimensions), value)
    model = build([Table("counts", value, tuple(dimensions), totals)])
    policy = Policy(threshold=threshold, told_width=min(Policy.told_width, max(threshold - 1, 1)))
    written = [
        {code_of(path): b.written(path) for path in (*_prefixes(found), ())}
        for b, found in zip(breakdowns, paths, strict=True)
    ]
    return _written(protect(model, policy, on_progress=on_progress), dimensions, written)


def _prefixes(paths: Sequence[Path]) -> dict[Path, None]:
    return dict.fromkeys(path[:depth] for path in paths for depth in range(1, len(path) + 1))


def _checked(rows: Rows, dimensions: Sequence[Dimension], at: Sequence[tuple[int, ...]], value: str) -> IntArray:
    """Return all figures, totals filled in; raises BadFile for a cell given twice and a total that its parts do not make."""
    figures = rows.numbers(value, whole=True)
    values = np.zeros([len(d.codes) for d in dimensions], dtype=np.int64)
    given = np.zeros(values.shape, dtype=bool)
    for i, place in enumerate(at):
        if given[place]:
            raise BadFile(f"{rows.file}, line {rows.lines[i]}: gives a cell for the second time")
        values[place], given[place] = int(figures[i]), True
    totals = sums_of(dimensions, values)
    for i, place in enumerate(at):
        if totals[place] != figures[i]:
            raise BadFile(
                f"{rows.file}, line {rows.lines[i]}, column {value!r}: total {figures[i]:g}, but its parts make {totals[place]}"
            )
    return totals


def _written(
    protected: Protected, dimensions: Sequence[Dimension], written: Sequence[dict[str, list[str]]]
) -> list[list[object]]:
    figures = protected.tables["counts"]
    found: list[list[object]] = []
    for place in np.ndindex(*figures.shape):
        codes = [w[d.codes[i]] for d, w, i in zip(dimensions, written, place, strict=True)]
        figure = GAP if figures[place] == WITHHELD else int(figures[place])
        found.append([*(code for each in codes for code in each), figure])
    return found


def _refuse_only_totals(rows: Rows, b: Breakdown, paths: Sequence[Path]) -> None:
    if not any(paths):
        raise BadFile(f"{rows.file}, column {b.name!r}: there is nothing in it but totals")


def _positions(paths: Sequence[Sequence[Path]], dimensions: Sequence[Dimension]) -> list[tuple[int, ...]]:
    places = [d.position() for d in dimensions]
    return [tuple(p[code_of(path)] for p, path in zip(places, row, strict=True)) for row in zip(*paths, strict=True)]


def audit_counts(
    files: Sequence[Rows],
    hierarchies: Sequence[Breakdown],
    value: str,
    threshold: int,
    zeros_printed: bool,
    on_progress: OnProgress | None,
) -> tuple[Published, Audit]:
    """Attack published tables; columns other than the value say what a row counts, ``all`` is a total, ``c`` a gap.

    hierarchies   columns that stand one under another; a file may stop at a wider one

    Cells that no row gives are taken as not published.
    """  # fmt: skip
    known: dict[Breakdown, dict[Path, None]] = {}
    for rows in files:
        for b in _breakdowns(rows, value, hierarchies):
            _refuse_only_totals(rows, b, b.paths(rows))
            known.setdefault(b, {}).update(dict.fromkeys(b.paths(rows)))
    shared = {b: b.dimension(found) for b, found in known.items()}
    tables, gaps = [], {}
    for number, rows in enumerate(files):
        breakdowns = _breakdowns(rows, value, hierarchies)
        figures, gap = _figures(rows, value, breakdowns, [shared[b] for b in breakdowns])
        tables.append(Table(f"{number + 1} {rows.file}", value, tuple(shared[b] for b in breakdowns), figures))
        gaps[tables[-1].name] = gap
    published = read_published(tables, gaps)
    knowledge = Knowledge(zeros_printed=published.ask) if zeros_printed else None
    policy = Policy(threshold=threshold, width=threshold, told_width=1)
    return published, audit(published, policy, knowledge=knowledge, on_progress=on_progress)


def _breakdowns(rows: Rows, value: str, hierarchies: Sequence[Breakdown]) -> list[Breakdown]:
    rows.texts(value)
    names = [name for name in rows.header if name != value]
    if not names:
        raise BadFile(f"{rows.file}, line 1: there is no column beside {value!r} that says what is counted")
    of_name = {name: hierarchy for hierarchy in hierarchies for name in hierarchy.columns}
    return list(dict.fromkeys(of_name.get(name, Breakdown((name,))) for name in names))


def _figures(
    rows: Rows, value: str, breakdowns: Sequence[Breakdown], dimensions: Sequence[Dimension]
) -> tuple[IntArray, BoolArray]:
    figures = np.zeros([len(d.codes) for d in dimensions], dtype=np.int64)
    gap = np.ones(figures.shape, dtype=bool)
    places = _positions([b.paths(rows) for b in breakdowns], dimensions)
    for place, figure in zip(places, rows.numbers(value, whole=True, gap=GAP), strict=True):
        if not np.isnan(figure):
            figures[place], gap[place] = int(figure), False
    return figures, gap
