"""One pass of disclosure control over every declared table, and what may be printed afterwards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maypole.evidence.disclosure import (
    WITHHELD,
    Edition,
    Model,
    Policy,
    Primary,
    Protected,
    Table,
    build,
    find_primary,
    protect,
)
from maypole.outcomes.release.geography import Area
from maypole.outcomes.release.overlaps import Beside, declared_ties, tables_of, ties_between
from maypole.outcomes.release.panels import Ties
from maypole.outcomes.release.tables import Inputs, Part, ReleaseTable

OnProgress = Callable[[int, int, str], bool]
REASONS = (
    ("small", "Fewer than 5 children", "Somebody in the village might know who they are."),
    ("few", "Fewer than 3 schools or 3 organisations", "Two could each take away their own figure and see the other’s."),
    ("one", "One organisation or school is nearly all of it", "The figure would be theirs, in all but name."),
    ("beside", "They tell of the same few children", "Their engagements, hours and schools go with them."),
    ("others", "They would give another one away", "Take the rest from the total, or one release from another, and there it is."),
    ("before", "Withheld in an earlier edition", "It stays so, or the two together would tell."),
)  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """A figure as it is printed; no value where it is withheld."""

    area: Area
    table: str
    breakdown: str
    category: str
    measure: str
    value: float | None
    symbol: str
    reason: str = ""


@dataclass(frozen=True)
class Made:
    """Figures that are safe, with what the audit needs to be repeated and later editions to be linked."""

    figures: tuple[Figure, ...]
    edition: Edition
    reasons: dict[str, int]
    attackers: tuple[str, ...]


def make_safe(
    inputs: Inputs,
    tables: Sequence[ReleaseTable],
    earlier: Sequence[Edition],
    *,
    name: str,
    beside: Beside,
    on_progress: OnProgress | None = None,
) -> Made:
    """Return the figures of a release. Raises Unprotectable where nothing makes them safe, and Stopped."""
    parts = [(table, part) for table in tables for part in table.parts(inputs, table)]
    own = [one for _, part in parts for one in part.tables]
    ties = sum((part.ties for _, part in parts), ties_between(beside.view, beside.periods, own, tables))
    unseen = [one for overlap in beside.overlaps for one in tables_of(overlap, tables)]
    model = model_of([*own, *unseen], tables, earlier, ties)
    policy = Policy()
    safe = protect(model, policy, on_progress=on_progress)
    why = reasons_of(model, find_primary(model, policy), safe, policy)
    areas = tuple(dict.fromkeys((*inputs.geography.areas, *inputs.areas_beside)))
    figures = tuple(figure for table, part in parts for figure in _figures(areas, table, part, model, safe, why))
    counts = {slug: sum(figure.reason == slug for figure in figures) for slug, _, _ in REASONS}
    printed = tuple(one for _, part in parts for one in part.printed)
    edition = Edition(name, printed, {one.name: safe.tables[one.name] == WITHHELD for one in printed})
    return Made(figures, edition, counts, ("stranger", "reader", "insider", "contributor"))


def model_of(
    tables: Sequence[Table], declared: Sequence[ReleaseTable], earlier: Sequence[Edition], ties: Ties
) -> Model:
    """Return one model of all tables, with every tie that any room declares, and those that its figures brought."""
    held = declared_ties(declared) + ties
    return build(tables, subsets=held.subsets, covers=held.covers, companions=held.companions, earlier=earlier)


def reasons_of(model: Model, primary: Primary, safe: Protected, policy: Policy) -> NDArray[np.str_]:
    """Return, cell by cell, why it is withheld; empty where it is not."""
    one = primary.few & (model.largest > policy.dominance * model.values)
    why = np.where(safe.suppressed, "others", "").astype("<U8")
    for slug, mask in (
        ("before", model.forced),
        ("beside", primary.companion),
        ("few", primary.few),
        ("one", one),
        ("small", primary.small | primary.covered),
    ):
        why[mask & safe.suppressed] = slug
    return why


def _figures(
    areas: Sequence[Area], table: ReleaseTable, part: Part, model: Model, safe: Protected, why: NDArray[np.str_]
) -> list[Figure]:
    by_name = {one.name: one for one in part.tables}
    found = []
    for area in areas:
        for category, _ in table.printed:
            if category not in part.places:
                continue
            name, second = part.places[category]
            position = by_name[name].dimensions[0].position().get(area.key)
            if position is None:
                continue
            at = (position,) if second is None else (position, second)
            found.append(_figure(area, table, category, part.measure, name, at, model, safe, why))
    return found


def _figure(
    area: Area, table: ReleaseTable, category: str, measure: str, name: str, at: tuple[int, ...], model: Model,
    safe: Protected, why: NDArray[np.str_],
) -> Figure:  # fmt: skip
    value = int(safe.tables[name][at])
    is_withheld = value == WITHHELD
    return Figure(
        area=area,
        table=table.slug,
        breakdown=table.breakdown,
        category=category,
        measure=measure,
        value=None if is_withheld else float(value),
        symbol="c" if is_withheld else "",
        reason=str(why[model.table_cells[name][at]]) if is_withheld else "",
    )
