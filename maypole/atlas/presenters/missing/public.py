"""The public page: reach by deprivation and by free school meals, as a release published it and no other way."""

from dataclasses import dataclass

from maypole.atlas.queries.released import Published
from maypole.outcomes.models import ReleaseFigure
from maypole.outcomes.release.tables import declared_tables

FULL = 100.0
TOPS = (5.0, 10.0, 20.0, 25.0, 50.0, FULL)
SHARE = "share_of_pupils"


@dataclass(frozen=True)
class Bar:
    """A category with the share of pupils who took part, at least; a symbol where no share is published."""

    title: str
    children: str
    pupils: str
    share: str
    width: float
    is_withheld: bool


@dataclass(frozen=True)
class PublicTable:
    slug: str
    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class PublicPage:
    """The tables with where they are from."""

    area: str
    release: str
    path: str
    is_invented: bool
    tables: tuple[PublicTable, ...]


def public_page(found: Published) -> PublicPage:
    """Return the page of what was published."""
    return PublicPage(
        area=found.area_name,
        release=str(found.release),
        path=found.release.get_absolute_url(),
        is_invented=found.release.is_invented,
        tables=tuple(
            PublicTable(table.slug, table.title, _bars(table.slug, table.categories, found))
            for table in declared_tables()
            if any(key[0] == table.slug for key in found.figures)
        ),
    )


def _bars(slug: str, categories: tuple[tuple[str, str], ...], found: Published) -> tuple[Bar, ...]:
    """Return the bars of a table, drawn against the round share that holds the longest of them."""
    known = [one.value or 0.0 for key, one in found.figures.items() if key[0] == slug and key[2] == SHARE]
    top = next(one for one in TOPS if max(known, default=0.0) <= one)
    return tuple(
        _bar(title, top, *(found.figures.get((slug, code, measure)) for measure in ("children", "pupils", SHARE)))
        for code, title in categories
        if (slug, code, SHARE) in found.figures
    )


def _bar(
    title: str, top: float, children: ReleaseFigure | None, pupils: ReleaseFigure | None, share: ReleaseFigure | None
) -> Bar:
    value = share.value if share and share.value is not None else None
    return Bar(
        title=title,
        children=_text(children),
        pupils=_text(pupils),
        share=_text(share) + ("%" if value is not None else ""),
        width=FULL * (value or 0.0) / top,
        is_withheld=value is None,
    )


def _text(figure: ReleaseFigure | None) -> str:
    if figure is None:
        return "z"
    return (
        figure.symbol
        if figure.value is None
        else f"{figure.value:,.0f}"
        if figure.value >= FULL
        else f"{figure.value:g}"
    )
