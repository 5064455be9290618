"""The report of a release for one area: sentences, figures and charts, all of them read from the frozen figures."""

from collections.abc import Iterable
from dataclasses import dataclass

from maypole.outcomes.models import Release, ReleaseFigure
from maypole.outcomes.presenters.releases import Shown, in_words, shown_tables
from maypole.outcomes.queries.releases import figures_of
from maypole.outcomes.release.engine import ALL
from maypole.outcomes.release.rates import SHARE
from maypole.outcomes.release.tables import ReleaseTable, declared_tables

Figures = dict[tuple[str, str, str], ReleaseFigure]
LEAST_TO_RANK = 2


@dataclass(frozen=True)
class Told:
    """A figure of the report in large, with its meaning."""

    number: str
    to: str
    means: str
    note: str


@dataclass(frozen=True)
class Bar:
    """A bar of a chart: its label, the text beside it, and its length out of 100; no length where it is withheld."""

    label: str
    text: str
    percent: float | None
    symbol: str


@dataclass(frozen=True)
class Chart:
    """Bars with their table; the heading says the finding."""

    slug: str
    finding: str
    measured: str
    column: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Report:
    """What a release says of one area."""

    area: str
    area_key: str
    areas: tuple[tuple[str, str, bool], ...]
    told: tuple[Told, ...]
    statements: tuple[str, ...]
    charts: tuple[Chart, ...]
    tables: tuple[Shown, ...]
    downloads: tuple[tuple[str, str], ...]
    source: str


def report_of(release: Release, area_key: str = "") -> Report | None:
    """Return the report of an area, named as `kind:code`; of the whole where none is named; None for an unknown one."""
    figures = list(figures_of(release))
    declared = list(declared_tables())
    areas = list(dict.fromkeys((f"{one.area_kind}:{one.area_code}", one.area_name) for one in figures))
    chosen = area_key or (areas[0][0] if areas else "")
    names = dict(areas)
    if chosen not in names:
        return None
    mine = {
        (one.table, one.category, one.measure): one for one in figures if f"{one.area_kind}:{one.area_code}" == chosen
    }
    return Report(
        area=names[chosen],
        area_key=chosen,
        areas=tuple((key, name, key == chosen) for key, name in areas if not key.startswith(("unplaced", "apart"))),
        told=_told(mine, release),
        statements=_statements(mine, names[chosen], release),
        charts=tuple(filter(None, (_chart(table, mine) for table in declared))),
        tables=_tables(declared, figures, chosen),
        downloads=tuple((f"{table.slug}.csv", table.title) for table in declared),
        source=source_of(release),
    )


def source_of(release: Release) -> str:
    """Return the line that stands under every chart."""
    facts = release.facts
    published = f", published {release.published_at:%-d %B %Y}" if release.published_at else ""
    return (
        f"Source: accepted returns of {facts.get('organisations', 0)} organisations, edition {release.edition}{published}. "
        f"{facts.get('received', 0)} of {facts.get('expected', 0)} expected returns had come; schools have confirmed "
        f"{facts.get('lines_confirmed', 0)} of {facts.get('lines', 0)} lines. Pupils may live elsewhere than their school."
    )


def _value(figures: Figures, table: str, measure: str, category: str = ALL) -> float | None:
    found = figures.get((table, category, measure))
    return found.value if found else None


def _told(figures: Figures, release: Release) -> tuple[Told, ...]:
    least, most = _value(figures, "summary", "children"), _value(figures, "summary", "children_most")
    schools, engagements = _value(figures, "summary", "schools"), _value(figures, "summary", "engagements")
    return (
        Told(_or_sign(least), in_words(most) if most is not None and most != least else "", "different children took part",
             "A range, because one child can join two projects."),
        Told(_or_sign(schools), "", "schools", "that at least one accepted return tells of."),
        Told(_or_sign(engagements), "", "times a child took part",
             "Not the same as children: one child, four workshops, counts four."),
    )  # fmt: skip


def _or_sign(value: float | None) -> str:
    return "c" if value is None else in_words(value)


def _statements(figures: Figures, area: str, release: Release) -> tuple[str, ...]:
    return tuple(filter(None, (_reach(figures, area), _forms(figures), _deprived(figures), _awards(figures))))


def _reach(figures: Figures, area: str) -> str:
    least, schools = _value(figures, "summary", "children"), _value(figures, "summary", "schools")
    organisations = _value(figures, "summary", "organisations")
    if least is None or schools is None or organisations is None:
        return ""
    return (
        f"At least {in_words(least)} children took part, at {in_words(schools)} schools in {area}, "
        f"with {in_words(organisations)} organisations."
    )


def _ranked(figures: Figures, table: str, measure: str) -> list[tuple[str, float]]:
    found = [
        (category, figure.value)
        for (slug, category, what), figure in figures.items()
        if slug == table and what == measure and category not in (ALL, "unknown") and figure.value
    ]
    return sorted(found, key=lambda one: -one[1])


def _titled(table: str, category: str) -> str:
    declared = next(one for one in declared_tables() if one.slug == table)
    return dict(declared.categories).get(category, category)


def _forms(figures: Figures) -> str:
    ranked = _ranked(figures, "children-by-art-form", "children")
    if len(ranked) < LEAST_TO_RANK:
        return ""
    first, second = ranked[:2]
    return (
        f"{_titled('children-by-art-form', first[0])} reached most children of the art forms that can be shown (at least "
        f"{in_words(first[1])}), then {_titled('children-by-art-form', second[0]).lower()} (at least {in_words(second[1])})."
    )


def _deprived(figures: Figures) -> str:
    most, least = (_value(figures, "reach-by-deprivation", SHARE, quintile) for quintile in ("1", "5"))
    if most is None or least is None:
        return ""
    return (
        f"Of pupils at schools in the most deprived fifth of neighbourhoods at least {most:g}% took part; in the least "
        f"deprived fifth, {least:g}%."
    )


def _awards(figures: Figures) -> str:
    gained = _value(figures, "awards-by-level", "awards")
    return f"Children gained {in_words(gained)} Arts Awards." if gained else ""


def _chart(table: ReleaseTable, figures: Figures) -> Chart | None:
    measure = SHARE if table.slug.startswith("reach") else table.measures[0].slug
    chosen = [
        (title, figures.get((table.slug, code, measure))) for code, title in table.categories if code != "unknown"
    ]
    known = [(title, figure) for title, figure in chosen if figure is not None]
    if not table.breakdown or not known or not any(figure.value for _, figure in known):
        return None
    longest = max(figure.value or 0 for _, figure in known)
    bars = tuple(_bar(title, figure, longest, measure) for title, figure in known)
    if table.slug in ("children-by-art-form", "children-by-activity"):
        bars = tuple(sorted(bars, key=lambda bar: -(bar.percent or -1)))
    column = "Share of pupils" if measure == SHARE else table.measures[0].title
    return Chart(table.slug, _finding(table, bars), table.title, column, bars)


def _bar(title: str, figure: ReleaseFigure, longest: float, measure: str) -> Bar:
    if figure.value is None:
        return Bar(title, figure.symbol, None, figure.symbol)
    text = f"{figure.value:g}%" if measure == SHARE else in_words(figure.value)
    return Bar(title, text, round(100 * figure.value / longest, 1) if longest else 0.0, "")


def _finding(table: ReleaseTable, bars: Iterable[Bar]) -> str:
    shown = [bar for bar in bars if bar.percent is not None]
    first = max(shown, key=lambda bar: bar.percent or 0)
    return f"{table.title}: {first.label.lower() if len(shown) > 1 else first.label} comes first"


def _tables(declared: list[ReleaseTable], figures: list[ReleaseFigure], chosen: str) -> tuple[Shown, ...]:
    found: list[Shown] = []
    for table in declared:
        rows = [one for one in figures if one.table == table.slug and f"{one.area_kind}:{one.area_code}" == chosen]
        found += shown_tables(table, rows)
    return tuple(found)
