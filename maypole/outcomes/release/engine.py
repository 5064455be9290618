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
ADDING = ("engagements_", "child_hours_", "awards_")
BREAKDOWNS = ("artform", "activity", "quintile", "fsm")
OWN_BREAKDOWNS = ("panel_", "group")
WHOSE = ("unit", "school", "organisation", "is_school")
SUMS = ("engagements", "child_hours")
MEASURES = ("children", *SUMS)
Expression = Any
Backend = Any


@dataclass(frozen=True)
class Lines:
    """The lines in an engine, and which areas each unit of them counts in; what was added up once is kept.

    A unit is what all lines of a school lie in: a leaf of the areas. The few schools with lines in several leaves have a
    unit of their own in each area that holds any of them. So whatever takes the largest of a school is worked out once a
    unit and only then added up over areas. Units, areas, schools, organisations and categories are numbers there, which
    group several times faster than words; `areas` and `categories` name them.

    told    a row for each line and category of each breakdown
    parts   a row for each column of a line that adds up, without zeros
    """

    told: Expression
    parts: Expression
    above: Expression
    areas: dict[int, str]
    categories: dict[int, str]
    kept: dict[str, pl.DataFrame] = field(default_factory=dict, compare=False)

    def over_areas(self, rows: Expression) -> Expression:
        """Return rows of units beside each area that they count in."""
        return rows.inner_join(self.above, "unit").drop("unit")

    def once(self, key: str, make: Callable[["Lines"], pl.DataFrame]) -> pl.DataFrame:
        """Return what was made under this key, made now where it was not."""
        if key not in self.kept:
            self.kept[key] = make(self)
        return self.kept[key]


def embedded() -> Backend:
    """Return DuckDB in memory."""
    return ibis.duckdb.connect()


def lines_in(backend: Backend, lines: pl.DataFrame, above: list[tuple[str, str]]) -> Lines:
    """Put lines and areas into an engine."""
    holders = pl.DataFrame(above, schema={"leaf": pl.String, "area": pl.String}, orient="row")
    units, areas = _units(lines, holders)
    told, parts = _told(units), _parts(units)
    names = _numbers(areas["area"])
    categories = _numbers(pl.concat([told["category"].unique(), parts["category"].unique()]))
    numbered = pl.col("category").replace_strict(categories, return_dtype=pl.Int32)
    areas = areas.with_columns(pl.col("area").replace_strict(names, return_dtype=pl.Int32))
    return Lines(
        backend.create_table("told", told.with_columns(numbered).to_arrow(), overwrite=True),
        backend.create_table("parts", parts.with_columns(numbered).to_arrow(), overwrite=True),
        backend.create_table("above", areas.to_arrow(), overwrite=True),
        {number: name for name, number in names.items()},
        {number: name for name, number in categories.items()},
    )


def _numbers(names: pl.Series) -> dict[str, int]:
    return {name: number for number, name in enumerate(sorted(names.unique()))}


def _units(lines: pl.DataFrame, holders: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the lines with their unit, and the areas of each unit."""
    leaves = pl.col("leaf").n_unique().over("school")
    plain = lines.filter(leaves == 1).with_columns(unit=pl.col("leaf"))
    apart = lines.filter(leaves > 1).join(holders, on="leaf").with_columns(unit=pl.lit("in ") + pl.col("area"))
    units = pl.concat([plain.drop("leaf"), apart.drop("leaf", "area")])
    own = holders.select(unit=pl.lit("in ") + pl.col("area"), area="area").unique()
    areas = pl.concat([holders.rename({"leaf": "unit"}), own])
    as_number = pl.col("unit").replace_strict(_numbers(areas["unit"]), return_dtype=pl.Int32)
    numbered = units.with_columns(as_number, pl.col("school", "organisation").rank("dense").cast(pl.Int32))
    return numbered, areas.with_columns(as_number)


def _told(units: pl.DataFrame) -> pl.DataFrame:
    """Return the lines once for all, and once for each breakdown with the category that they have there."""
    figures = ("roll", "children", *SUMS, *(f"children_{stage}" for stage in KEY_STAGES))
    own = [name for name in units.columns if name.startswith(OWN_BREAKDOWNS)]
    rows = units.select(*WHOSE, *figures)
    copies = [rows.with_columns(category=pl.lit(named("", ALL)))]
    copies += [rows.with_columns(category=pl.lit(f"{name}:") + units[name]) for name in (*BREAKDOWNS, *own)]
    return pl.concat(copies)


def named(breakdown: str, category: str) -> str:
    return f"{breakdown}:{category}"


def _parts(units: pl.DataFrame) -> pl.DataFrame:
    """Return `unit, school, organisation, is_school, category, low`, where the category is the column."""
    columns = [name for name in units.columns if name.startswith(ADDING)]
    parts = units.select(*WHOSE, *columns).unpivot(columns, index=WHOSE, variable_name="category", value_name="low")
    return parts.filter(pl.col("low") > 0)


def children_by(lines: Lines, breakdown: str = "") -> pl.DataFrame:
    """Return `area, category` with the least different children, the most, and who stands behind them."""
    return _broken_down(lines.once("told", _told_up), "children", breakdown)


def added_up(lines: Lines, measure: str, breakdown: str = "") -> pl.DataFrame:
    """Return `area, category` with engagements or hours, which simply add up over lines."""
    return _broken_down(lines.once("told", _told_up), measure, breakdown)


def _told_up(lines: Lines) -> pl.DataFrame:
    keys = ["unit", "category", "school"]
    schools = _least(lines.told, keys).mutate(children=_known(_))
    schools = schools.mutate(children_high=ibis.greatest(_.children, ibis.least(_.told, _.roll.fill_null(_.told))))
    told = _least(lines.told, [*keys, "organisation"]).mutate(children=_known(_))
    return _figures(lines, schools, told, MEASURES)


def _broken_down(figures: pl.DataFrame, measure: str, breakdown: str) -> pl.DataFrame:
    """Return one measure of one breakdown, its categories without the name of the breakdown."""
    start = named(breakdown, "")
    rows = figures.filter(pl.col("category").str.starts_with(start))
    return _one(rows.with_columns(pl.col("category").str.strip_prefix(start)), measure)


def children_by_stage(lines: Lines) -> pl.DataFrame:
    """Return the least different children by key stage; what no key stage explains is "unknown"."""
    return _one(lines.once("stages", _stages_up), "low")


def _stages_up(lines: Lines) -> pl.DataFrame:
    number = next(number for number, name in lines.categories.items() if name == named("", ALL))
    rows = lines.told.filter(_.category == number)
    schools = _least(rows, ["unit", "school"]).mutate(children=_known(_))
    told = _least(rows, ["unit", "school", "organisation"]).mutate(children=_known(_))
    return _figures(lines, _stages(schools, ["unit", "is_school"]), _stages(told, ["unit", "organisation"]), ("low",))


def columns_added_up(lines: Lines, columns: dict[str, str]) -> pl.DataFrame:
    """Return `area, category` for measures that are columns, such as awards by level: category to its column."""
    categories = {column: category for category, column in columns.items()}
    every = lines.once("columns", _columns_up)
    found = every.filter(pl.col("category").is_in(list(categories)))
    return _one(found.with_columns(pl.col("category").replace_strict(categories, return_dtype=pl.String)), "low")


def _columns_up(lines: Lines) -> pl.DataFrame:
    schools = lines.parts.group_by(["unit", "category", "school"]).aggregate(
        low=_.low.sum(), is_school=_.is_school.max()
    )
    return _figures(lines, schools, lines.parts, ("low",))


def _least(rows: Expression, keys: list[str]) -> Expression:
    """Return each group's largest line by key stage and in all, and what its lines add up to."""
    stages = {stage: rows[f"children_{stage}"].max() for stage in KEY_STAGES}
    sums = {measure: rows[measure].sum() for measure in SUMS}
    return rows.group_by(keys).aggregate(
        **stages,
        **sums,
        largest=_.children.max(),
        told=_.children.sum(),
        roll=_.roll.max(),
        is_school=_.is_school.max(),
    )


def _known(rows: Expression) -> Expression:
    return ibis.greatest(_explained(rows), rows.largest)


def _explained(rows: Expression) -> Expression:
    return reduce(lambda total, stage: total + rows[stage], KEY_STAGES[1:], rows[KEY_STAGES[0]])


def _stages(rows: Expression, keys: list[str]) -> Expression:
    """Turn a column a key stage into a row a key stage, with the rest as "unknown"."""
    parts = [rows.select(*keys, category=ibis.literal(stage), low=rows[stage]) for stage in KEY_STAGES]
    parts.append(rows.select(*keys, category=ibis.literal("unknown"), low=rows.children - _explained(rows)))
    return ibis.union(*parts)


def _figures(lines: Lines, schools: Expression, told: Expression, measures: tuple[str, ...]) -> pl.DataFrame:
    """Add measures up over areas, with who stands behind each, and the most that one school or organisation knows of it.

    schools   `unit, category, is_school` and the measures, a row a school; `measure_high` where one is a range
    told      `unit, category, organisation` and the measures
    """
    at, whose = ["area", "category"], ["unit", "category", "organisation"]
    highs = [f"{one}_high" for one in measures if f"{one}_high" in schools.columns]
    rows = schools.select("unit", "category", "is_school", *measures, *highs)
    figures = (
        lines.over_areas(rows).group_by(at).aggregate(**_of_schools(measures), **{one: _[one].sum() for one in highs})
    )
    each = told.group_by(whose).aggregate(**{one: _[one].sum() for one in measures})
    each = lines.over_areas(each).group_by([*at, "organisation"]).aggregate(**{one: _[one].sum() for one in measures})
    behind = each.group_by(at).aggregate(**_of_organisations(measures))
    joined = figures.left_join(behind, at).drop("area_right", "category_right")
    found: pl.DataFrame = pl.from_arrow(joined.to_pyarrow())  # type: ignore[assignment]
    found = found.with_columns(pl.col("area").replace_strict(lines.areas, return_dtype=pl.String))
    if found.schema["category"] != pl.String:
        found = found.with_columns(pl.col("category").replace_strict(lines.categories, return_dtype=pl.String))
    return found.sort(at)


def _of_schools(measures: tuple[str, ...]) -> dict[str, Expression]:
    return {
        f"{one}_{what}": figure
        for one in measures
        for what, figure in (
            ("value", _[one].sum()),
            ("schools", ((_[one] > 0) & _.is_school).sum()),
            ("contributors", (_[one] > 0).sum()),
            ("largest_school", _[one].max()),
        )
    }


def _of_organisations(measures: tuple[str, ...]) -> dict[str, Expression]:
    return {
        f"{one}_{what}": figure
        for one in measures
        for what, figure in (("organisations", (_[one] > 0).sum()), ("largest_organisation", _[one].max()))
    }


def _one(figures: pl.DataFrame, measure: str) -> pl.DataFrame:
    """Return the figures of one measure."""
    named = {name: name.removeprefix(f"{measure}_") for name in figures.columns if name.startswith(f"{measure}_")}
    high = {} if f"{measure}_high" in figures.columns else {"high": pl.col(f"{measure}_value")}
    return figures.with_columns(**high).select("area", "category", *named, *high).rename(named)
