"""Gather what a release is made from: its lines and areas, those of periods that share its terms, and of the earlier one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from maypole.outcomes.models import AcceptedLine, Release
from maypole.outcomes.queries.comparisons import Linked, comparable_release, linked_releases, periods_near
from maypole.outcomes.queries.releases import grids_told, lines_in_period, pupils_told
from maypole.outcomes.release.editions import unpacked
from maypole.outcomes.release.engine import Lines, embedded, lines_in
from maypole.outcomes.release.geography import Geography, geography_of
from maypole.outcomes.release.lines import flat_lines
from maypole.outcomes.release.linking import View
from maypole.outcomes.release.overlaps import Beside, Overlap, worked_out
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
    beside: Beside
    compared: Release | None
    not_compared: str
    panels: tuple[Panel, ...]


@dataclass(frozen=True)
class _Told:
    """The lines of one period and their areas."""

    period: str
    lines: list[AcceptedLine]
    geography: Geography

    def placed(self, panels: Sequence[Panel] = ()) -> Lines:
        flat = marked(flat_lines(self.lines, self.geography), self.lines, panels)
        return lines_in(embedded(), flat, self.geography.above())

    def side(self, view: View, panels: Sequence[Panel], is_printed: bool) -> Side:
        is_own, over = self.period == view.own, view.areas_of(self.period)
        return Side(self.period, is_own, over, self.placed(panels), self.geography, tuple(panels), is_printed)


@dataclass(frozen=True)
class _Own:
    """A release's own lines, and those of each period that follows from what readers have of its terms."""

    period: Period
    partnerships: Sequence[Partnership]
    near: list[Period]
    beside: list[Period]
    told: dict[str, _Told]

    @property
    def own(self) -> _Told:
        return self.told[self.period.key]

    def view(self, compared: str | None = None) -> View:
        near = frozenset(one.key for one in self.near)
        return View(self.period.key, self.own.geography.dimension, compared, near)


def gathered(period: Period, partnerships: Sequence[Partnership], without: str = "") -> Gathered:
    """Return the inputs of a release; with `without`, a reason, it is compared with nothing."""
    own = _own(period, partnerships)
    compared = None if without else comparable_release(period, partnerships)
    if compared is not None:
        found = _compared(own, compared)
        if isinstance(found, Gathered):
            return found
        without = found
    view = own.view()
    linked = linked_releases(view)
    side = own.own.side(view, _others(linked, period.key, None), is_printed=False)
    return _gathered(own, view, (side,), linked, None, without)


def _own(period: Period, partnerships: Sequence[Partnership]) -> _Own:
    """Return the lines of a period and of those beside it, all over the same areas."""
    near = periods_near(period)
    beside = worked_out(period, near)
    lines = {one.key: list(lines_in_period(one, partnerships)) for one in (period, *beside)}
    geography = geography_of(partnerships, chain.from_iterable(lines.values()))
    told = {key: _Told(key, found, geography) for key, found in lines.items()}
    return _Own(period, partnerships, near, beside, told)


def _earlier(key: str, partnerships: Sequence[Partnership]) -> _Told:
    lines = list(lines_in_period(period_of(key), partnerships))
    return _Told(key, lines, geography_of(partnerships, lines))


def _compared(own: _Own, compared: Release) -> Gathered | str:
    """Return the inputs with both periods, or why they cannot be compared."""
    view = own.view(compared.period_key)
    earlier = own.told.get(compared.period_key) or _earlier(compared.period_key, own.partnerships)
    linked = linked_releases(view)
    members = pairs_of(own.own.lines) & pairs_of(earlier.lines)
    if not members:
        return NOBODY_IN_BOTH
    sides = tuple(
        told.side(view, [panel, *_others(linked, told.period, panel)], is_printed=True)
        for told, panel in ((one, Panel(one.period, members)) for one in (own.own, earlier))
    )
    if not agrees(sides[1], unpacked(compared.truth).tables):
        return CHANGED_SINCE
    return _gathered(own, view, sides, linked, compared, "")


def _others(linked: Sequence[Linked], period: str, but: Panel | None) -> list[Panel]:
    """Return the panels that readers have of a period already, each once."""
    known = {one for link in linked for one in link.panels if one.about == period and one != but}
    return sorted(known, key=lambda one: one.digest)


def _gathered(
    own: _Own, view: View, sides: tuple[Side, ...], linked: Sequence[Linked], compared: Release | None, why_not: str
) -> Gathered:
    unseen = [
        own.told[one.key].side(view, panels, is_printed=False)
        for one in own.near
        if one.key != view.compared and (panels := _others(linked, one.key, None))
    ]
    inputs = _inputs(own, own.period, sides[0].lines)
    kept = tuple(side for side in (*sides, *unseen) if side.panels)
    beside = tuple(area for side in sides if not side.is_own for area in side.areas)
    printed = tuple(side.panels[0] for side in sides if side.is_printed)
    overlaps = tuple(Overlap(one, _inputs(own, one, own.told[one.key].placed())) for one in own.beside)
    return Gathered(
        replace(inputs, extra=inputs.extra | {"sides": kept}, areas_beside=beside),
        tuple(linked),
        Beside(view, own.period, overlaps),
        compared,
        why_not,
        printed,
    )


def _inputs(own: _Own, period: Period, lines: Lines) -> Inputs:
    told = {"pupils": pupils_told(period, own.partnerships), "grids": grids_told(period, own.partnerships)}
    return Inputs(lines, own.own.geography, told)
