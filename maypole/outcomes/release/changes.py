"""Change between before and after, told only where every figure that it is made of is published."""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
import polars as pl

from maypole.evidence.effects import change
from maypole.evidence.estimates import FEWEST_ROWS
from maypole.outcomes.frameworks import latest
from maypole.outcomes.release.protecting import Figure
from maypole.outcomes.release.tables import Inputs

TABLE = "before-and-after"
MEASURES = ("mean_before", "mean_after", "change", "change_low", "change_high")


def with_changes(figures: Iterable[Figure], inputs: Inputs) -> list[Figure]:
    """Return the figures, and for each area and statement both means, and the mean change in points with its interval.

    Withheld where one of the counts behind it is, and nothing at all of fewer than 10 children.
    """
    figures = list(figures)
    counts: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.table == TABLE:
            counts[figure.area.key, figure.category.split(":")[0]].append(figure)
    told = [_changes(found, statement, inputs) for (_, statement), found in counts.items()]
    return [*figures, *(one for found in told for one in found)]


def _changes(counts: list[Figure], statement: str, inputs: Inputs) -> list[Figure]:
    whole = next(figure for figure in counts if figure.category == f"{statement}:all")
    if whole.value is not None and whole.value < FEWEST_ROWS:
        return []
    is_told = all(figure.value is not None for figure in counts)
    values = _estimate(whole, statement, inputs) if is_told else (None,) * len(MEASURES)
    return [
        Figure(
            whole.area, TABLE, whole.breakdown, f"{statement}:all", measure, value, "" if value is not None else "c",
            "" if value is not None else "others",
        )
        for measure, value in zip(MEASURES, values, strict=True)
    ]  # fmt: skip


def _estimate(whole: Figure, statement: str, inputs: Inputs) -> tuple[float | None, ...]:
    levels = len(latest("identity-wellbeing-learning").points)
    rows = inputs.extra["grids"].filter(pl.col("statement") == statement)
    if whole.area.kind == "partnership":
        rows = rows.filter(pl.col("partnership") == whole.area.code)
    grid = np.zeros((levels, levels), dtype=np.int64)
    for row in rows.iter_rows(named=True):
        grid[row["before"] - 1, row["after"] - 1] += row["children"]
    mean = change(grid).mean
    if mean.low is None or mean.high is None:
        return (None,) * len(MEASURES)
    points = np.arange(1, levels + 1)
    before, after = (float(grid.sum(axis=axis) @ points / grid.sum()) for axis in (1, 0))
    return tuple(round(value, 2) for value in (before, after, mean.value, mean.low, mean.high))
