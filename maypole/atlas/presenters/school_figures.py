"""The indicators of one school beside those of the areas that it is in; reach only for its own people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from maypole.atlas.indicators import Adding, Family, Indicator
from maypole.atlas.models import Calculation, SchoolValues
from maypole.atlas.presenters.indicators import public_text
from maypole.atlas.presenters.profile import SHOWN, Values, newest, path_of, short_name
from maypole.atlas.queries.values import dates_of
from maypole.directory.models import School
from maypole.places.models import Place

YES_OR_NO = {1.0: "yes", 0.0: "no"}
NOT_KNOWN = "not known"


@dataclass(frozen=True)
class SchoolFigure:
    """An indicator of the school, and of the areas that it is in, in the order of the columns."""

    title: str
    path: str
    unit: str
    value: str
    beside: tuple[tuple[str, str], ...]
    source: str


@dataclass(frozen=True)
class SchoolPart:
    title: str
    figures: tuple[SchoolFigure, ...]


@dataclass(frozen=True)
class SchoolFigures:
    """Everything on the page; `parts` is empty where nothing was worked out yet."""

    school: str
    path: str
    columns: tuple[tuple[str, str], ...]
    parts: tuple[SchoolPart, ...]
    made: str
    sees_reach: bool


def school_figures(
    school: School,
    kept: SchoolValues | None,
    *,
    areas: Sequence[Place],
    values: Values,
    lists: Mapping[str, str],
    last: Calculation | None,
    sees_reach: bool,
) -> SchoolFigures:
    """Return the page. What is told of reach of an area is in releases, so no area stands beside the school's own."""
    told = kept.values | (kept.reach if sees_reach else {}) if kept else {}
    indicators = [one for slug in SHOWN if (one := newest(slug, told)).is_public or sees_reach]
    families = {family: [one for one in indicators if one.family == family] for family in Family}
    return SchoolFigures(
        school=str(school),
        path=school.get_absolute_url(),
        columns=tuple((short_name(one), path_of(one)) for one in areas),
        parts=tuple(
            SchoolPart(family.title, tuple(_figure(one, told, areas, values, lists) for one in of_family))
            for family, of_family in families.items()
            if of_family and kept
        ),
        made=f"{last.made_at:%-d %B %Y}" if last else "",
        sees_reach=sees_reach,
    )


def _figure(
    indicator: Indicator, told: Mapping[str, float], areas: Sequence[Place], values: Values, lists: Mapping[str, str]
) -> SchoolFigure:
    others = [values.get(area.pk, {}).get(indicator.slug) for area in areas]
    return SchoolFigure(
        title=indicator.title,
        path=indicator.get_absolute_url(),
        unit="" if indicator.area == Adding.SHARE else indicator.unit,
        value=_value(indicator, told.get(indicator.slug)),
        beside=tuple(
            (short_name(area), public_text(indicator, one) if indicator.is_public else "")
            for area, one in zip(areas, others, strict=True)
        ),
        source="; ".join(dates_of(indicator, lists)) if indicator.is_public else indicator.source,
    )


def _value(indicator: Indicator, value: float | None) -> str:
    if value is None:
        return NOT_KNOWN
    return YES_OR_NO[value] if indicator.area == Adding.SHARE else f"{value:,.{indicator.decimals}f}"
