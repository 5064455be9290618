"""One figure of a release, for whoever tells of it elsewhere: what can be chosen, and what it says today."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from maypole.outcomes.models import Release, ReleaseFigure
from maypole.outcomes.queries.releases import releases_to_read
from maypole.outcomes.release.tables import declared_tables

Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class ToldFigure:
    """A frozen figure with its source; no figure where the release was withdrawn."""

    value: float | None
    symbol: str
    measure: str
    category: str
    area: str
    release: str
    url: str
    published_at: datetime | None
    is_invented: bool
    withdrawn_at: datetime | None
    withdrawn_because: str


def releases_to_choose() -> Choices:
    """Return what was published, newest first; what was withdrawn says so."""
    found = releases_to_read().order_by("-published_at")
    return [(str(one.pk), f"{one}{' (withdrawn)' if one.withdrawn_at else ''}") for one in found]


def areas_to_choose() -> Choices:
    """Return the areas of all that was published, by name."""
    rows = ReleaseFigure.objects.filter(release__in=releases_to_read()).order_by("area_name")
    areas = rows.values_list("area_kind", "area_code", "area_name").distinct()
    return [(f"{kind}:{code}", name) for kind, code, name in areas]


def rows_to_choose() -> Choices:
    """Return the tables with their categories: `table/category`."""
    return [
        (f"{table.slug}/{code}", f"{table.title}: {title}" if title else table.title)
        for table in declared_tables()
        for code, title in table.printed
    ]


def measures_to_choose() -> Choices:
    """Return what is measured, each once."""
    return list({one.slug: one.title for table in declared_tables() for one in table.measures}.items())


def told_figure(release_id: str, row: str, area: str, measure: str) -> ToldFigure | None:
    """Return a figure of a release that is or was out; None where there is no such figure."""
    table, _, category = row.partition("/")
    kind, _, code = area.partition(":")
    known = _uuid(release_id)
    release = releases_to_read().filter(pk=known).first() if known else None
    if release is None:
        return None
    found = ReleaseFigure.objects.filter(
        release=release, table=table, category=category, area_kind=kind, area_code=code, measure=measure
    ).first()
    return _told(release, found) if found else None


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _told(release: Release, figure: ReleaseFigure) -> ToldFigure:
    is_withdrawn = release.withdrawn_at is not None
    table = next((one for one in declared_tables() if one.slug == figure.table), None)
    titles = dict(table.printed) if table else {}
    measures = dict(measures_to_choose())
    return ToldFigure(
        value=None if is_withdrawn else figure.value,
        symbol="" if is_withdrawn else figure.symbol,
        measure=measures.get(figure.measure, figure.measure),
        category=titles.get(figure.category, ""),
        area=figure.area_name,
        release=str(release),
        url=f"{release.get_absolute_url()}?area={figure.area_kind}:{figure.area_code}",
        published_at=release.published_at,
        is_invented=release.is_invented,
        withdrawn_at=release.withdrawn_at,
        withdrawn_because=release.withdrawn_because,
    )
