"""The two periods of a comparison: the figures of those who told us of both, and of the others, in each of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from maypole.evidence.disclosure import Dimension, Table
from maypole.outcomes.release.engine import ALL, Lines, added_up, children_by
from maypole.outcomes.release.geography import Area, Geography
from maypole.outcomes.release.linking import total_of
from maypole.outcomes.release.panels import BOTH, COUNTED, NO_TIES, ONCE, Groups, Panel, column_of, ties_of
from maypole.outcomes.release.tables import Cells, Of, Part, cells_of, flat_table

LEVELS = ("partnership", "apart")
KINDS = {"children": Of.CHILDREN, "engagements": Of.BESIDE, "schools": Of.BODIES}


@dataclass(frozen=True)
class Side:
    """A period of which panels tell, its areas under the name `over`.

    `lines` are marked by `panels`; the first of them is printed where `is_printed`.
    """

    period: str
    is_own: bool
    over: str
    lines: Lines
    geography: Geography
    panels: tuple[Panel, ...]
    is_printed: bool

    @property
    def areas(self) -> tuple[Area, ...]:
        """The areas in which panels are counted: partnerships, what is in none, and the whole."""
        whole = self.geography.whole
        return tuple(one for one in self.geography.areas if one.kind in LEVELS or one.key == whole)

    @property
    def dimension(self) -> Dimension:
        codes, whole = tuple(one.key for one in self.areas), self.geography.whole
        sums = tuple(
            (total, parts) for total, parts in self.geography.sums if total == whole and set(parts) <= set(codes)
        )
        return Dimension(self.over, codes, sums, whole)


def parts_of(side: Side, slug: str) -> list[Part]:
    """Return what a side publishes, and what is reckoned with beside it and never printed."""
    parts = _printed(side, slug) if side.is_printed else []
    unseen = [
        _panel_table(side, f"{slug}:unseen-{side.period}", number, which, counted)
        for number in range(int(side.is_printed), len(side.panels))
        for which in (BOTH, ONCE)
        for counted in COUNTED
    ]
    ties = NO_TIES
    if len(side.panels) > 1:
        groups = _groups(side)
        unseen += _group_tables(side, slug, groups)
        ties = groups.ties()
    names = [panel.measure(counted, which) for panel in side.panels for counted in COUNTED for which in (BOTH, ONCE)]
    totals = [] if side.is_own else [total_of(side.period, counted) for counted in COUNTED]
    return [*parts, Part("", tuple(unseen), {}, ties + ties_of([*names, *totals]))]


def _printed(side: Side, slug: str) -> list[Part]:
    ends = "" if side.is_own else "_before"
    found = []
    for counted in COUNTED:
        start = f"{slug}:{counted}{ends}"
        tables = {which: _panel_table(side, start, 0, which, counted) for which in (BOTH, ONCE)}
        total = counted if side.is_own else total_of(side.period, counted)
        tables[ALL] = _table(side, f"{start}:{ALL}", total, "", ALL, counted)
        places: dict[str, tuple[str, int | None]] = {code: (table.name, None) for code, table in tables.items()}
        found.append(Part(f"{counted}{ends}", tuple(tables.values()), places))
    return found


def _panel_table(side: Side, start: str, number: int, which: str, counted: str) -> Table:
    panel = side.panels[number]
    name = f"{start}:{which}" if number == 0 and side.is_printed else f"{start}:{number}:{counted}:{which}"
    return _table(side, name, panel.measure(counted, which), column_of(number), which, counted)


def _groups(side: Side) -> Groups:
    """Return the groups into which several panels cut a period."""
    return Groups(side.period, side.panels, sorted({code for _, code in _cells(side, "group", "children")}))


def _group_tables(side: Side, slug: str, groups: Groups) -> list[Table]:
    return [
        _table(side, f"{slug}:group-{side.period}:{marks}:{counted}", groups.measure(counted, marks), "group", marks,
               counted)
        for marks in groups.own()
        for counted in COUNTED
    ]  # fmt: skip


def _table(side: Side, name: str, measure: str, breakdown: str, category: str, counted: str) -> Table:
    return flat_table(measure, name, side.dimension, _cells(side, breakdown, counted), category, of=KINDS[counted])


def _cells(side: Side, breakdown: str, counted: str) -> Cells:
    return cells_of(FRAMES[counted](side.lines, breakdown))


def _schools(lines: Lines, breakdown: str) -> pl.DataFrame:
    return children_by(lines, breakdown).with_columns(value=pl.col("schools"))


FRAMES: dict[str, Callable[[Lines, str], pl.DataFrame]] = {
    "children": children_by,
    "engagements": lambda lines, breakdown: added_up(lines, "engagements", breakdown),
    "schools": _schools,
}


def agrees(side: Side, told: Sequence[Table]) -> bool:
    """Return whether a period's figures are still those that readers have of it."""
    by_name = {table.name: table for table in told}
    for counted in COUNTED:
        table = by_name[f"summary:{counted}"]
        at = table.dimensions[0].position()
        now = flat_table("", "now", side.dimension, _cells(side, "", counted), of=KINDS[counted])
        for number, area in enumerate(side.areas):
            if area.kind in LEVELS and (area.key not in at or table.values[at[area.key]] != now.values[number]):
                return False
    return True
