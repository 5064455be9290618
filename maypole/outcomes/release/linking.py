"""What readers have of other releases, under the names that it has beside this one.

A figure of this release's own period has its plain name. One of another period bears that period: `@2026-autumn:children`.
Areas of periods that share terms are the same areas; those of a period a year before may have had other borders, and
bear that period too.
"""

from dataclasses import dataclass, replace

import numpy as np

from maypole.evidence.disclosure import Dimension, Edition, Table

AREA = "area"
EMPTY_WHERE_ABSENT = ("unplaced:", "apart:")


@dataclass(frozen=True)
class View:
    """A release that others are seen from.

    own         its period
    compared    the earlier period that it is compared with
    near        other periods of which readers have releases, that share terms with it, or with one that does
    areas       its own areas
    """

    own: str
    areas: Dimension
    compared: str | None = None
    near: frozenset[str] = frozenset()

    @property
    def about(self) -> frozenset[str]:
        """The periods of which everything that readers have bears on this release."""
        return self.near | {self.own} | ({self.compared} if self.compared else set())

    def areas_of(self, period: str) -> str:
        """Return the name of the areas of a period."""
        return AREA if period == self.own or period in self.near else f"{AREA}@{period}"

    def measure(self, period: str, measure: str) -> str:
        """Return the name of a figure of a period."""
        return measure if period == self.own else total_of(period, measure)


def total_of(period: str, measure: str) -> str:
    """Return the name of another period's figure, beside those of this one."""
    return f"@{period}:{measure}"


def seen_from(view: View, edition: Edition, period: str) -> Edition:
    """Return what a release about `period` says of the periods of a view, under the names that it has there."""
    tables, withheld = [], {}
    for table in edition.tables:
        told_of = _period_of(table, period)
        if told_of in view.about:
            seen, hidden = _placed(view, _named(view, table, period), told_of, edition.withheld[table.name])
            tables.append(seen)
            withheld[table.name] = hidden
    return Edition(edition.name, tuple(tables), withheld)


def _period_of(table: Table, period: str) -> str:
    return table.measure[1:].split(":", 1)[0] if table.measure.startswith("@") else period


def _named(view: View, table: Table, period: str) -> Table:
    """Return a table under its measure's name beside this release's; what is told of who told of two periods keeps its own."""
    measure = table.measure
    if not measure.startswith("@"):
        return replace(table, measure=view.measure(period, measure))
    told_of, rest = measure[1:].split(":", 1)
    return replace(table, measure=view.measure(told_of, rest)) if ":" not in rest else table


def _placed(view: View, table: Table, told_of: str, withheld: np.ndarray) -> tuple[Table, np.ndarray]:
    """Return a table over areas named as in this release; one in which nobody was told of then is there as nothing."""
    first, *others = table.dimensions
    if first.name != AREA and not first.name.startswith(f"{AREA}@"):
        return table, withheld
    area = replace(first, name=view.areas_of(told_of))
    missing = _missing(area, view.areas) if area.name == AREA else ()
    area = replace(area, codes=(*area.codes, *missing), sums=_filled(area, view.areas))
    more = [(0, len(missing)), *[(0, 0)] * len(others)]
    seen = replace(table, dimensions=(area, *others), values=np.pad(table.values, more), headline=None)
    return seen, np.pad(withheld, more)


def _filled(then: Dimension, now: Dimension) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the sums of areas then, with those parts of now that were empty and not listed."""
    if then.name != now.name:
        return then.sums
    return tuple((total, (*parts, *_empty_parts(total, parts, now))) for total, parts in then.sums)


def _empty_parts(total: str, parts: tuple[str, ...], now: Dimension) -> tuple[str, ...]:
    found = [set(more) - set(parts) for code, more in now.sums if code == total and set(more) > set(parts)]
    unlisted = [extra for extra in found if all(code.startswith(EMPTY_WHERE_ABSENT) for code in extra)]
    return tuple(sorted(unlisted[0])) if unlisted else ()


def _missing(then: Dimension, now: Dimension) -> tuple[str, ...]:
    """Return the areas that sums are filled with and that were not listed then."""
    filled = {part for _, parts in _filled(then, now) for part in parts}
    return tuple(sorted(filled - set(then.codes)))
