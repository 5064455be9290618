"""Gather what a release is made from: its lines and areas, and those of the earlier period that it is compared with."""

from collections.abc import Sequence
from dataclasses import dataclass

from maypole.outcomes.models import AcceptedLine, Release
from maypole.outcomes.queries.comparisons import Linked, comparable_release, linked_releases
from maypole.outcomes.queries.releases import grids_told, lines_in_period, pupils_told
from maypole.outcomes.release.editions import unpacked
from maypole.outcomes.release.engine import Lines, embedded, lines_in
from maypole.outcomes.release.geography import Geography, geography_of
from maypole.outcomes.release.lines import flat_lines
from maypole.outcomes.release.panels import Panel, marked, pairs_of
from maypole.outcomes.release.sides import Side, agrees
from maypole.outcomes.release.tables import Inputs
from maypole.outcomes.terms import Period, period_of
from maypole.partnerships.models import Partnership

CHANGED_SINCE = (
    "What was accepted of the earlier period is no longer what was published. Make a new edition of that one first."
)
NOBODY_IN_BOTH = "No organisation told us of work in the same partnership in both periods."


@dataclass(frozen=True)
class Gathered:
    """What tables are made from, what readers have beside it, and the comparison or why there is none."""

    inputs: Inputs
    linked: tuple[Linked, ...]
    compared: Release | None
    not_compared: str
    panels: tuple[Panel, ...]


@dataclass(frozen=True)
class _Told:
    """The lines of one period and their areas."""

    period: str
    lines: list[AcceptedLine]
    geography: Geography

    def placed(self, panels: Sequence[Panel]) -> Lines:
        flat = marked(flat_lines(self.lines, self.geography), self.lines, panels)
        return lines_in(embedded(), flat, self.geography.above())

    def side(self, is_own: bool, panels: Sequence[Panel], is_printed: bool) -> Side:
        return Side(self.period, is_own, self.placed(panels), self.geography, tuple(panels), is_printed)


def gathered(period: Period, partnerships: Sequence[Partnership], without: str = "") -> Gathered:
    """Return the inputs of a release; with `without`, a reason, it is compared with nothing."""
    own = _told(period, partnerships)
    compared = None if without else comparable_release(period, partnerships)
    if compared is not None:
        found = _compared(own, compared, period, partnerships)
        if isinstance(found, Gathered):
            return found
        without = found
    linked = linked_releases(period.key, None)
    side = own.side(True, _others(linked, period.key, None), is_printed=False)
    return _gathered(own, period, partnerships, (side,), linked, None, without)


def _told(period: Period, partnerships: Sequence[Partnership]) -> _Told:
    lines = list(lines_in_period(period, partnerships))
    return _Told(period.key, lines, geography_of(partnerships, lines))


def _compared(own: _Told, compared: Release, period: Period, partnerships: Sequence[Partnership]) -> Gathered | str:
    """Return the inputs with both periods, or why they cannot be compared."""
    earlier = _told(period_of(compared.period_key), partnerships)
    linked = linked_releases(own.period, earlier.period)
    members = pairs_of(own.lines) & pairs_of(earlier.lines)
    if not members:
        return NOBODY_IN_BOTH
    sides = tuple(
        told.side(told is own, [panel, *_others(linked, told.period, panel)], is_printed=True)
        for told, panel in ((own, Panel(own.period, members)), (earlier, Panel(earlier.period, members)))
    )
    if not agrees(sides[1], unpacked(compared.truth).tables):
        return CHANGED_SINCE
    return _gathered(own, period, partnerships, sides, linked, compared, "")


def _others(linked: Sequence[Linked], period: str, but: Panel | None) -> list[Panel]:
    """Return the panels that readers have of a period already, each once."""
    known = {one for link in linked for one in link.panels if one.about == period and one != but}
    return sorted(known, key=lambda one: one.digest)


def _gathered(
    own: _Told,
    period: Period,
    partnerships: Sequence[Partnership],
    sides: tuple[Side, ...],
    linked: Sequence[Linked],
    compared: Release | None,
    why_not: str,
) -> Gathered:
    extra = {
        "pupils": pupils_told(period, partnerships),
        "grids": grids_told(period, partnerships),
        "sides": tuple(side for side in sides if side.panels),
    }
    beside = tuple(area for side in sides if not side.is_own for area in side.areas)
    inputs = Inputs(sides[0].lines, own.geography, extra, beside)
    printed = tuple(side.panels[0] for side in sides if side.is_printed)
    return Gathered(inputs, tuple(linked), compared, why_not, printed)
