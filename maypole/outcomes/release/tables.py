"""What a room declares for release: tables with their sums, and how they tie to one another."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
import polars as pl
from django.apps import apps
from numpy.typing import NDArray

from maypole.evidence.disclosure import Cover, Dimension, Subset, Table
from maypole.outcomes.release.engine import ALL, Lines
from maypole.outcomes.release.geography import Area, Geography
from maypole.outcomes.release.panels import NO_TIES, Ties

MODULE = "release_tables"
GAP = 2


class Of(Enum):
    """What a figure counts: children; something about the same children; or schools and organisations, which may be few."""

    CHILDREN = "children"
    BESIDE = "beside"
    BODIES = "bodies"


@dataclass(frozen=True)
class Measure:
    """What a figure counts, with its unit in words, and what it does not mean.

    `adds_up` where the figures of two terms make that of both; a child, a school or an organisation may be in both, and
    counts once.
    """

    slug: str
    title: str
    unit: str
    note: str = ""
    adds_up: bool = False


@dataclass(frozen=True)
class Inputs:
    """What tables are made from: lines in an engine, the areas, and what else there is, by name.

    `areas_beside` are areas that only tables about another period have.
    """

    lines: Lines
    geography: Geography
    extra: dict[str, Any] = field(default_factory=dict)
    areas_beside: tuple[Area, ...] = ()


@dataclass(frozen=True)
class Part:
    """One measure of a table, ready for protection: where each printed figure stands among the protected ones.

    `places` gives, per category, the name of the protected table and the index of the category in it (None where the
    table has no second dimension). A table without a place is reckoned with and not printed. `ties` hold beside those
    that the whole table declares.
    """

    measure: str
    tables: tuple[Table, ...]
    places: dict[str, tuple[str, int | None]]
    ties: Ties = NO_TIES

    @property
    def printed(self) -> tuple[Table, ...]:
        """The tables that readers see."""
        names = {name for name, _ in self.places.values()}
        return tuple(table for table in self.tables if table.name in names)


@dataclass(frozen=True)
class ReleaseTable:
    """A table of a release. `parts` makes its measures; ties hold between measures of any table."""

    slug: str
    title: str
    breakdown: str
    categories: tuple[tuple[str, str], ...]
    measures: tuple[Measure, ...]
    parts: Callable[[Inputs, "ReleaseTable"], Sequence[Part]]
    subsets: tuple[Subset, ...] = ()
    covers: tuple[Cover, ...] = ()
    companions: tuple[tuple[str, str], ...] = ()
    has_total: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(code for code, _ in self.categories)

    @property
    def printed(self) -> tuple[tuple[str, str], ...]:
        """The categories as they are printed, the total last where there is one."""
        if not self.breakdown:
            return ((ALL, ""),)
        return (*self.categories, (ALL, "All")) if self.has_total else self.categories


def declared_tables() -> Iterator[ReleaseTable]:
    """Yield what each room declares in the list TABLES of its `release_tables.py`."""
    for app in apps.get_app_configs():
        if app.name.startswith("maypole.") and find_spec(f"{app.name}.{MODULE}"):
            yield from import_module(f"{app.name}.{MODULE}").TABLES


Cells = dict[tuple[str, str], dict[str, int]]
Whole = NDArray[np.int64]


def cells_of(frame: pl.DataFrame) -> Cells:
    """Return the figures of a frame by (area, category)."""
    return {(row["area"], row["category"]): row for row in frame.iter_rows(named=True)}


def added_table(
    measure: str, name: str, area: Dimension, second: Dimension, cells: Cells, totals: Cells, *, of: Of = Of.CHILDREN
) -> Table:
    """Return a table whose categories add up to a total, which has figures of its own for who stands behind it."""
    joined = cells | {(place, second.whole): row for (place, _), row in totals.items()}
    return _table(measure, name, (area, second), joined, of)


def flat_table(
    measure: str, name: str, area: Dimension, cells: Cells, category: str = ALL, *, of: Of = Of.CHILDREN
) -> Table:
    """Return a table of one category over areas."""
    chosen = {(place, ""): row for (place, at), row in cells.items() if at == category}
    return _table(measure, name, (area,), chosen, of)


def _table(measure: str, name: str, dimensions: tuple[Dimension, ...], cells: Cells, of: Of) -> Table:
    shape = tuple(len(dimension.codes) for dimension in dimensions)
    found = {what: np.zeros(shape, dtype=np.int64) for what in ("value", "organisations", "contributors", "largest")}
    at = [dimension.position() for dimension in dimensions]
    for codes, row in cells.items():
        if codes[0] not in at[0] or (len(at) > 1 and codes[1] not in at[1]):
            continue
        index = tuple(position[code] for position, code in zip(at, codes, strict=False))
        for what in ("value", "organisations", "contributors"):
            found[what][index] = row[what] or 0
        most = max(row["largest_school"] or 0, row["largest_organisation"] or 0)
        found["largest"][index] = min(most, row["value"] or 0)
    rest = found["value"] - found["largest"]
    headline = np.zeros(shape, dtype=bool)
    headline[at[0][dimensions[0].whole]] = True
    if len(dimensions) == 1:
        headline[[n for n, code in enumerate(dimensions[0].codes) if code.startswith(("partnership:", "county:"))]] = (
            True
        )
    if of is Of.BODIES:
        return Table(name, measure, dimensions, found["value"], children=False, headline=headline)
    return Table(
        name, measure, dimensions, found["value"], children=of is Of.CHILDREN,
        organisations=found["organisations"], schools=found["contributors"], largest=found["largest"],
        exposed=(found["largest"] > 0) & (rest > 0) & (rest <= 2 * GAP), headline=headline,
    )  # fmt: skip
