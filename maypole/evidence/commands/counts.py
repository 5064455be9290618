"""Counts in rows of text to tables of the disclosure model, and back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from maypole.evidence.commands.rows import BadFile, Rows
from maypole.evidence.disclosure import (
    WITHHELD,
    Audit,
    Knowledge,
    Policy,
    Protected,
    Published,
    Table,
    audit,
    build,
    flat,
    protect,
    read_published,
    sums_of,
)
from maypole.evidence.disclosure.feasible import OnProgress
from maypole.evidence.disclosure.tables import BoolArray, Dimension, IntArray

ALL, GAP = "all", "c"


def protect_counts(
    rows: Rows, names: Sequence[str], value: str, threshold: int, on_progress: OnProgress | None
) -> list[list[object]]:
    """Return the rows of a protected table, totals included: the codes, then the figure or ``c``."""
    dimensions = [flat(name, _codes(rows, name), ALL) for name in names]
    at = _positions(rows, names, dimensions)
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
    model = build([Table("counts", value, tuple(dimensions), totals)])
    policy = Policy(threshold=threshold, told_width=min(Policy.told_width, max(threshold - 1, 1)))
    return _written(protect(model, policy, on_progress=on_progress), dimensions)


def _written(protected: Protected, dimensions: Sequence[Dimension]) -> list[list[object]]:
    figures = protected.tables["counts"]
    return [
        [
            *(d.codes[i] for d, i in zip(dimensions, place, strict=True)),
            GAP if figures[place] == WITHHELD else int(figures[place]),
        ]
        for place in np.ndindex(*figures.shape)
    ]


def _codes(rows: Rows, name: str) -> list[str]:
    codes = list(dict.fromkeys(code for code in rows.texts(name) if code != ALL))
    if not codes:
        raise BadFile(f"{rows.file}, column {name!r}: there is nothing in it but totals")
    return codes


def _positions(rows: Rows, names: Sequence[str], dimensions: Sequence[Dimension]) -> list[tuple[int, ...]]:
    columns = [rows.texts(name) for name in names]
    places = [d.position() for d in dimensions]
    return [tuple(p[c] for p, c in zip(places, codes, strict=True)) for codes in zip(*columns, strict=True)]


def audit_counts(
    files: Sequence[Rows], value: str, threshold: int, zeros_printed: bool, on_progress: OnProgress | None
) -> tuple[Published, Audit]:
    """Attack published tables; columns other than the value say what a row counts, ``all`` is a total, ``c`` a gap.

    Cells that no row gives are taken as not published.
    """
    codes: dict[str, dict[str, None]] = {}
    for rows in files:
        for name in _breakdowns(rows, value):
            codes.setdefault(name, {}).update(dict.fromkeys(_codes(rows, name)))
    shared = {name: flat(name, list(found), ALL) for name, found in codes.items()}
    tables, gaps = [], {}
    for number, rows in enumerate(files):
        dimensions = [shared[name] for name in _breakdowns(rows, value)]
        figures, gap = _figures(rows, value, dimensions)
        tables.append(Table(f"{number + 1} {rows.file}", value, tuple(dimensions), figures))
        gaps[tables[-1].name] = gap
    published = read_published(tables, gaps)
    knowledge = Knowledge(zeros_printed=published.ask) if zeros_printed else None
    policy = Policy(threshold=threshold, width=threshold, told_width=1)
    return published, audit(published, policy, knowledge=knowledge, on_progress=on_progress)


def _breakdowns(rows: Rows, value: str) -> list[str]:
    rows.texts(value)
    names = [name for name in rows.header if name != value]
    if not names:
        raise BadFile(f"{rows.file}, line 1: there is no column beside {value!r} that says what is counted")
    return names


def _figures(rows: Rows, value: str, dimensions: Sequence[Dimension]) -> tuple[IntArray, BoolArray]:
    figures = np.zeros([len(d.codes) for d in dimensions], dtype=np.int64)
    gap = np.ones(figures.shape, dtype=bool)
    places = _positions(rows, [d.name for d in dimensions], dimensions)
    for place, figure in zip(places, rows.numbers(value, whole=True, gap=GAP), strict=True):
        if not np.isnan(figure):
            figures[place], gap[place] = int(figure), False
    return figures, gap
