"""What a release has published of an area: the only figures of reach that everybody may see."""

from collections.abc import Collection
from dataclasses import dataclass

from maypole.outcomes.models import Release, ReleaseFigure
from maypole.outcomes.terms import period_of

TABLES = ("reach-by-deprivation", "reach-by-free-school-meals")
MEASURES = ("children", "pupils", "share_of_pupils")


@dataclass(frozen=True)
class Published:
    """The newest published edition that tells of an area, and its figures of the tables of reach."""

    release: Release
    area_name: str
    figures: dict[tuple[str, str, str], ReleaseFigure]


def published_of(areas: Collection[tuple[str, str]]) -> Published | None:
    """Return what is published of the first of these areas (kind, code) that the newest period tells of."""
    for release in sorted(Release.objects.filter(state=Release.State.PUBLISHED), key=_order, reverse=True):
        for kind, code in areas:
            figures = list(release.figures.filter(area_kind=kind, area_code=code, table__in=TABLES))
            if figures:
                by_key = {(one.table, one.category, one.measure): one for one in figures}
                return Published(release, figures[0].area_name, by_key)
    return None


def _order(release: Release) -> tuple[tuple[int, int], int]:
    return period_of(release.period_key).terms[-1].order, release.edition
