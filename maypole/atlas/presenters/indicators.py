"""The pages of indicators: all of them by family, and one with its formula, its dates, its method and its values."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from maypole.atlas.indicators import Adding, Family, Indicator
from maypole.atlas.models import Calculation
from maypole.atlas.queries.adding import WHY, AreaValue
from maypole.outcomes.terms import term_of
from maypole.places.models import Place

ADDING = {
    Adding.MEDIAN: "The middle school of the area: half of its schools have less, half more.",
    Adding.SHARE: "The share of the area’s schools of which it is true, of those of which it is known.",
    Adding.SUM: "The schools of the area added up.",
    Adding.PUPIL_MEAN: "The mean over the area’s pupils; not given where the roll of a school is not known.",
    Adding.PER_PUPIL: "The total of the area for every 100 pupils; not given where the roll of a school is not known.",
}
FEW = 3
DIRECTIONS = {"higher": "More is better", "lower": "Less is better", "neither": "Neither more nor less is better"}


@dataclass(frozen=True)
class Alike:
    """Many indicators that matter for one reason, so that their titles say enough; or several without one in common."""

    why: str
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True)
class FamilyOf:
    """A family of indicators with its members."""

    title: str
    groups: tuple[Alike, ...]


@dataclass(frozen=True)
class AreaRow:
    """An indicator of one area in words."""

    name: str
    path: str
    kind: str
    value: str
    known: str


@dataclass(frozen=True)
class IndicatorPage:
    """One indicator, with all that a reader needs to check it."""

    indicator: Indicator
    direction: str
    adding: str
    dates: tuple[str, ...]
    made: str
    terms: str
    engine: str
    areas: tuple[AreaRow, ...]


def families(indicators: Iterable[Indicator]) -> list[FamilyOf]:
    """Return the families in their order."""
    held = list(indicators)
    return [
        FamilyOf(family.title, _alike(one for one in held if one.family == family))
        for family in Family
        if any(one.family == family for one in held)
    ]


def _alike(indicators: Iterable[Indicator]) -> tuple[Alike, ...]:
    held = list(indicators)
    often = {why for why, times in Counter(one.why for one in held).items() if times > FEW}
    grouped = groupby(held, key=lambda one: one.why if one.why in often else "")
    return tuple(Alike(why, tuple(ones)) for why, ones in grouped)


def indicator_page(
    indicator: Indicator,
    dates: Sequence[str],
    last: Calculation | None,
    areas: Sequence[tuple[Place, AreaValue]],
) -> IndicatorPage:
    """Return the page. Values of areas are those that may be published."""
    return IndicatorPage(
        indicator=indicator,
        direction=DIRECTIONS[indicator.direction],
        adding=ADDING[indicator.area],
        dates=tuple(dates),
        made=f"{last.made_at:%-d %B %Y}" if last else "",
        terms=", ".join(term_of(key).title for key in last.terms) if last and not indicator.is_public else "",
        engine=last.engine if last and "minutes" in indicator.slug else "",
        areas=tuple(_area(indicator, place, value) for place, value in areas),
    )


def _area(indicator: Indicator, place: Place, value: AreaValue) -> AreaRow:
    path = (
        f"/partnerships/{place.code}/profile/"
        if place.kind == Place.Kind.PARTNERSHIP
        else f"/areas/{place.code}/profile/"
    )
    return AreaRow(
        name=place.name,
        path=path,
        kind=place.get_kind_display(),
        value=public_text(indicator, value),
        known=f"{value.known:,} of {value.schools:,}",
    )


def public_text(indicator: Indicator, value: AreaValue | None) -> str:
    """Return a value as everybody may read it: x where it is not published."""
    if value is None or not value.is_publishable:
        return "x"
    return number(indicator, value)


def number(indicator: Indicator, value: AreaValue) -> str:
    """Return a value with its decimals."""
    return "x" if value.value is None else f"{value.value:,.{indicator.decimals}f}"


def why_not(value: AreaValue | None) -> str:
    """Return why a value is not told, in a sentence; nothing where it is."""
    return WHY.get(value.why, "") if value else "Nothing was worked out for this area yet."
