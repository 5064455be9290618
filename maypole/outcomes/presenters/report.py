"""The report of a release: for each area sentences, charts, a map and tables, all of them read from the frozen figures."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from maypole.outcomes.frameworks import latest
from maypole.outcomes.models import Release, ReleaseFigure
from maypole.outcomes.presenters.area_map import AreaMap, map_of
from maypole.outcomes.presenters.charts import NOT_CHARTED, Chart, Figures, chart_of, chart_of_areas
from maypole.outcomes.presenters.dots import SaidChart, said_chart
from maypole.outcomes.presenters.drawing import PRINTED, Drawing, drawings_of, drawn
from maypole.outcomes.presenters.in_both import Since, since_of
from maypole.outcomes.presenters.releases import Shown, in_words, shown_tables
from maypole.outcomes.presenters.statements import Said, Statement, changes_of, said_of, statements_of, value_of
from maypole.outcomes.queries.district_shapes import districts_in
from maypole.outcomes.queries.releases import figures_of
from maypole.outcomes.release.engine import ALL
from maypole.outcomes.release.geography import TOGETHER
from maypole.outcomes.release.rates import SHARE
from maypole.outcomes.release.tables import ReleaseTable, declared_tables
from maypole.outcomes.terms import inside_a_sentence, period_of

GRID = "identity-wellbeing-learning"
NOT_AREAS = ("unplaced", "apart")
HELD = "c: withheld, so that nobody can work out anything about a few children."


@dataclass(frozen=True)
class Told:
    """A figure of the report in large, with its meaning."""

    number: str
    to: str
    means: str
    note: str


@dataclass(frozen=True)
class Drawn:
    """A chart with its drawings."""

    chart: Chart
    drawings: tuple[Drawing, Drawing]
    printed: Drawing


@dataclass(frozen=True)
class Report:
    """What a release says of one area."""

    area: str
    area_key: str
    areas: tuple[tuple[str, str, bool], ...]
    told: tuple[Told, ...]
    statements: tuple[Statement, ...]
    since: Since | None
    changes: tuple[Statement, ...]
    charts: tuple[Drawn, ...]
    map: AreaMap | None
    said: tuple[Said, ...]
    dots: SaidChart | None
    uncharted: tuple[Shown, ...]
    tables: tuple[Shown, ...]
    downloads: tuple[tuple[str, str], ...]
    source: str


@dataclass(frozen=True)
class Figured:
    """All figures of a release, read once, by area."""

    release: Release
    names: dict[str, str]
    by_area: dict[str, list[ReleaseFigure]]

    def of(self, key: str) -> Figures:
        return {(one.table, one.category, one.measure): one for one in self.by_area[key]}

    def keys(self, kind: str) -> list[str]:
        return [key for key in self.names if key.startswith(f"{kind}:")]


def figured(release: Release) -> Figured:
    """Read the figures of a release."""
    names: dict[str, str] = {}
    by_area: dict[str, list[ReleaseFigure]] = defaultdict(list)
    for one in figures_of(release):
        key = f"{one.area_kind}:{one.area_code}"
        names[key] = one.area_name
        by_area[key].append(one)
    return Figured(release, names, dict(by_area))


def report_of(release: Release, area_key: str = "") -> Report | None:
    """Return the report of an area, named as `kind:code`; of the whole where none is named; None for an unknown one."""
    read = figured(release)
    chosen = area_key or whole_of(read)
    return area_report(read, chosen) if chosen in read.names else None


def whole_of(read: Figured) -> str:
    """Return the area that holds all others: a release prints it first."""
    return next(iter(read.names), "")


def area_report(read: Figured, chosen: str) -> Report:
    """Return the report of one area of figures that are read."""
    mine, declared, area = read.of(chosen), list(declared_tables()), read.names[chosen]
    framework = latest(GRID)
    found = [chart_of_areas(_parts(read, chosen)), *(chart_of(table, mine) for table in declared)]
    charts = [chart for chart in found if chart]
    told_of = {slug for slug, _, _ in mine} | {slug for slug, _, _ in read.of(whole_of(read))}
    charted = {chart.slug for chart in charts}
    tables = _tables([table for table in declared if table.slug not in NOT_CHARTED], read.by_area[chosen])
    return Report(
        area=area,
        area_key=chosen,
        areas=tuple((key, name, key == chosen) for key, name in read.names.items() if not key.startswith(NOT_AREAS)),
        told=_told(mine),
        statements=statements_of(declared, mine, area.lower() if chosen == TOGETHER else area),
        since=since_of(mine, read.release),
        changes=changes_of(mine, dict(framework.statements), len(framework.points)),
        charts=tuple(Drawn(chart, drawings_of(chart), drawn(chart, PRINTED)) for chart in charts),
        map=map_of(_shares(read, chosen)),
        said=said_of(mine, dict(framework.statements)),
        dots=said_chart(mine, dict(framework.statements), framework.points),
        uncharted=tuple(shown for shown in tables if shown.table not in charted),
        tables=tuple(shown for shown in tables if shown.table in charted),
        downloads=tuple((f"{table.slug}.csv", table.title) for table in declared if table.slug in told_of),
        source=source_of(read.release),
    )


def period_title(release: Release) -> str:
    """Return the period as it stands inside a sentence."""
    return inside_a_sentence(period_of(release.period_key).title)


def _inside(read: Figured, chosen: str) -> set[str]:
    """Return the keys of the districts in an area: all of them in the whole."""
    districts = read.keys("district")
    if chosen == whole_of(read):
        return set(districts)
    kind, code = chosen.split(":", 1)
    held = districts_in(code) if kind == "partnership" else frozenset()
    return {key for key in districts if key.split(":", 1)[1] in held}


def _parts(read: Figured, chosen: str) -> Sequence[tuple[str, Figures]]:
    """Return the partnerships in the whole, or the districts in a partnership."""
    partnerships = [key for key in read.keys("partnership") if key != chosen]
    is_whole = chosen == whole_of(read) and len(partnerships) > 1
    keys = partnerships if is_whole else sorted(_inside(read, chosen), key=lambda key: read.names[key])
    return [(read.names[key], read.of(key)) for key in keys]


def _shares(read: Figured, chosen: str) -> dict[str, ReleaseFigure]:
    found = {key: read.of(key).get(("summary", ALL, SHARE)) for key in _inside(read, chosen)}
    return {key.split(":", 1)[1]: figure for key, figure in sorted(found.items()) if figure is not None}


def source_of(release: Release) -> str:
    """Return the line that stands under every chart."""
    facts = release.facts
    published = f", published {release.published_at:%-d %B %Y}" if release.published_at else ""
    return (
        f"Source: accepted returns of {facts.get('organisations', 0)} organisations, edition {release.edition}{published}. "
        f"{facts.get('received', 0)} of {facts.get('expected', 0)} expected returns had come; schools have confirmed "
        f"{facts.get('lines_confirmed', 0)} of {facts.get('lines', 0)} lines. Pupils may live elsewhere than their school."
    )


def _told(figures: Figures) -> tuple[Told, ...]:
    schools, engagements = value_of(figures, "summary", "schools"), value_of(figures, "summary", "engagements")
    return (
        _children(figures),
        _one(schools, "schools", "that at least one accepted return tells of."),
        _one(
            engagements,
            "times a child took part",
            "Not the same as children: one child, four workshops, counts four.",
        ),
    )


def _children(figures: Figures) -> Told:
    least, most = value_of(figures, "summary", "children"), value_of(figures, "summary", "children_most")
    pupils = value_of(figures, "summary", "pupils")
    of_pupils = f"Of {in_words(pupils)} pupils. " if pupils else ""
    if least is None or most is None or most == least:
        return _one(least, "different children took part", of_pupils.strip())
    why = f"{of_pupils}A range, because one child can join two projects."
    return Told(in_words(least), in_words(most), "different children took part", why)


def _one(value: float | None, means: str, note: str) -> Told:
    return Told("c", "", means, HELD) if value is None else Told(in_words(value), "", means, note)


def _tables(declared: Iterable[ReleaseTable], figures: Sequence[ReleaseFigure]) -> tuple[Shown, ...]:
    found: list[Shown] = []
    for table in declared:
        found += shown_tables(table, [one for one in figures if one.table == table.slug])
    return tuple(found)
