"""Change between two periods, of those who told us of both: from published figures only."""

from collections.abc import Iterable
from dataclasses import replace

from maypole.outcomes.release.panels import BOTH, COUNTED
from maypole.outcomes.release.protecting import Figure

TABLE = "in-both"
CHANGE = "_change"


def with_differences(figures: Iterable[Figure]) -> list[Figure]:
    """Return the figures, and of those who told us of both periods how much more or less the later one has."""
    figures = list(figures)
    compared = [one for one in figures if one.table == TABLE and one.category == BOTH]
    now = {(one.area.key, one.measure): one for one in compared}
    differences = [
        _difference(figure, now[figure.area.key, f"{counted}_before"], counted)
        for counted in COUNTED
        for figure in compared
        if figure.measure == counted and (figure.area.key, f"{counted}_before") in now
    ]
    return [*figures, *differences]


def _difference(now: Figure, before: Figure, counted: str) -> Figure:
    measure = f"{counted}{CHANGE}"
    if now.value is None or before.value is None:
        return replace(now, measure=measure, value=None, symbol="c", reason="others")
    return replace(now, measure=measure, value=now.value - before.value, symbol="", reason="")
