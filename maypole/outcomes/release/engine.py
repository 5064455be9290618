"""Add up lines into cells, as Ibis expressions: DuckDB runs them here, and another engine would give the same.

A *school* below is a named school, or one line that is about none. Children of a school are at least its largest line in
each key stage, added up, and at least its largest line in all: children of two key stages are different children.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

import ibis
import polars as pl
from ibis import _

from maypole.outcomes.models.lines import KEY_STAGES

ALL = "all"
Expression = Any
Backend = Any


@dataclass(frozen=True)
class Lines:
    """The lines in an engine, each beside every area that it counts in; what was added up once is kept.

    Areas, schools and organisations are numbers there, which group several times faster than words; `areas` names them.
    """

    placed: Expression
    areas: dict[int, str]
    kept: dict[tuple[str, ...], pl.DataFrame] = field(default_factory=dict, compare=False)

    def by(self, breakdown: str) -> Expression:
        """Return the lines with a category for this breakdown; without one, all are in one category."""
        category = ibis.literal(ALL) if breakdown == "" else self.placed[breakdown]
        return self.placed.mutate(category=category)


def embedded() -> Backend:
    """Return DuckDB in memory."""
    return ibis.duckdb.connect()


def lines_in(backend: Backend, lines: pl.DataFrame, above: list[tuple[str, str]]) -> Lines:
    """Put lines and areas into an engine."""
    names = dict(enumerate(sorted({area for _, area in above})))
    numbers = {area: number for number, area in names.items()}
    areas = pl.DataFrame(
        [(leaf, numbers[area]) for leaf, area in above], schema={"leaf": pl.String, "area": pl.Int32}, orient="row"
    )
    numbered = lines.with_columns(pl.col("school", "organisation").rank("dense").cast(pl.Int32))
    table = backend.create_table("lines", numbered.to_arrow(), overwrite=True)
    holders = backend.create_table("above", areas.to_arrow(), overwrite=True)
    placed = backend.create_table("placed", table.inner_join(holders, "leaf").drop("leaf"), overwrite=True)
    return Lines(placed, names)


def children_by(lines: Lines, breakdown: str = "") -> pl.DataFrame:
    """Return `area, category` with the least different children, the most, and who stands behind them."""
    return _once(lines, ("children", breakdown), lambda: _children_by(lines, breakdown))


def _once(lines: Lines, key: tuple[str, ...], make: Callable[[], pl.DataFrame]) -> pl.DataFrame:
    if key not in lines.kept:
        lines.kept[key] = make()
    return lines.kept[key]


def _children_by(lines: Lines, breakdown: str) -> pl.DataFrame:
    rows = lines.by(breakdown)
    keys = ["area", "category", "school"]
    schools = _least(rows, keys).mutate(low=_known(_))
    schools = schools.mutate(high=ibis.greatest(_.low, ibis.least(_.told, _.roll.fill_null(_.told))))
    told = _least(rows, [*keys, "organisation"]).mutate(low=_known(_))
    figures = schools.group_by(["area", "category"]).aggregate(
        value=_.low.sum(),
        high=_.high.sum(),
        schools=((_.low > 0) & _.is_school).sum(),
        contributors=(_.low > 0).sum(),
        largest_school=_.low.max(),
    )
    return _with_organisations(lines, figures, told)


def children_by_stage(lines: Lines) -> pl.DataFrame:
    """Return the least different children by key stage; what no key stage explains is "unknown"."""
    rows = lines.by("")
    schools = _least(rows, ["area", "school"]).mutate(low=_known(_))
    told = _least(rows, ["area", "school", "organisation"]).mutate(low=_known(_))
    figures = _stages(schools, ["area", "school", "is_school"])
    figures = figures.group_by(["area", "category"]).aggregate(
        value=_.low.sum(),
        high=_.low.sum(),
        schools=((_.low > 0) & _.is_school).sum(),
        contributors=(_.low > 0).sum(),
        largest_school=_.low.max(),
    )
    return _with_organisations(lines, figures, _stages(told, ["area", "school", "organisation"]))


def added_up(lines: Lines, measure: str, breakdown: str = "") -> pl.DataFrame:
    """Return `area, category` with a measure that simply adds up over lines, such as engagements."""
    rows = lines.by(breakdown)
    return _once(lines, ("added", measure, breakdown), lambda: _added_up(lines, rows.mutate(low=rows[measure])))


def _added_up(lines: Lines, rows: Expression) -> pl.DataFrame:
    rows = rows.filter(_.low > 0)
    schools = rows.group_by(["area", "category", "school"]).aggregate(low=_.low.sum(), is_school=_.is_school.max())
    told = rows.group_by(["area", "category", "school", "organisation"]).aggregate(low=_.low.sum())
    figures = schools.group_by(["area", "category"]).aggregate(
        value=_.low.sum(),
        high=_.low.sum(),
        schools=((_.low > 0) & _.is_school).sum(),
        contributors=(_.low > 0).sum(),
        largest_school=_.low.max(),
    )
    return _with_organisations(lines, figures, told)


def columns_added_up(lines: Lines, columns: dict[str, str]) -> pl.DataFrame:
    """Return `area, category` for measures that are columns, such as awards by level: category to its column."""
    whose = ("area", "school", "organisation", "is_school")
    parts = [
        lines.placed.select(*whose, category=ibis.literal(category), low=lines.placed[column]).filter(_.low > 0)
        for category, column in columns.items()
    ]
    return _added_up(lines, ibis.union(*parts))


def _least(rows: Expression, keys: list[str]) -> Expression:
    """Return each group's largest line by key stage and in all, and what its lines add up to."""
    stages = {stage: rows[f"children_{stage}"].max() for stage in KEY_STAGES}
    return rows.group_by(keys).aggregate(
        **stages, largest=_.children.max(), told=_.children.sum(), roll=_.roll.max(), is_school=_.is_school.max()
    )


def _known(rows: Expression) -> Expression:
    added = reduce(lambda total, stage: total + rows[stage], KEY_STAGES[1:], rows[KEY_STAGES[0]])
    return ibis.greatest(added, rows.largest)


def _stages(rows: Expression, keys: list[str]) -> Expression:
    """Turn a column a key stage into a row a key stage, with the rest as "unknown"."""
    explained = reduce(lambda total, stage: total + rows[stage], KEY_STAGES[1:], rows[KEY_STAGES[0]])
    parts = [rows.select(*keys, category=ibis.literal(stage), low=rows[stage]) for stage in KEY_STAGES]
    parts.append(rows.select(*keys, category=ibis.literal("unknown"), low=rows.low - explained))
    return ibis.union(*parts)


def _with_organisations(lines: Lines, figures: Expression, told: Expression) -> pl.DataFrame:
    """Join how many organisations stand behind each cell, and the most that one of them knows of it."""
    each = told.group_by(["area", "category", "organisation"]).aggregate(known=_.low.sum())
    behind = each.group_by(["area", "category"]).aggregate(
        organisations=(_.known > 0).sum(), largest_organisation=_.known.max()
    )
    joined = figures.left_join(behind, ["area", "category"]).select(
        "area", "category", "value", "high", "schools", "contributors", "largest_school", "organisations",
        "largest_organisation",
    )  # fmt: skip
    found: pl.DataFrame = pl.from_arrow(joined.order_by(["area", "category"]).to_pyarrow())  # type: ignore[assignment]
    return found.with_columns(pl.col("area").replace_strict(lines.areas, return_dtype=pl.String))
