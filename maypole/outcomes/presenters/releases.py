"""A checked release as whoever publishes it sees it: what is withheld and why, and the tables as readers will."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from maypole.outcomes.models import Release, ReleaseFigure
from maypole.outcomes.queries.releases import figures_of
from maypole.outcomes.release.freezing import number
from maypole.outcomes.release.protecting import REASONS
from maypole.outcomes.release.rates import PUPILS, SHARE
from maypole.outcomes.release.tables import ReleaseTable, declared_tables

EXTRA_MEASURES = {
    PUPILS: "Pupils of all schools",
    SHARE: "Share of pupils, %",
    "children_change": "Change in different children",
    "engagements_change": "Change in times a child took part",
    "schools_change": "Change in schools",
    "mean_before": "Mean before, points",
    "mean_after": "Mean after, points",
    "change": "Mean change, points",
    "change_low": "Mean change, low end of its interval",
    "change_high": "Mean change, high end of its interval",
}
ATTACKERS = (
    ("stranger", "A careful reader", "who adds and subtracts every table", "Each hidden figure could be 5 numbers at least."),
    ("reader", "A reader who knows that we print zeros", "", "Learns nothing more."),
    ("insider", "Somebody who knows our rules", "", "Cannot tell which figures are small and which protect others."),
    ("contributor", "A school or an organisation", "that knows its own figures", "Cannot work out anybody else’s."),
)  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """A figure or its sign."""

    text: str
    symbol: str


@dataclass(frozen=True)
class Row:
    """An area in a table."""

    area: str
    kind: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Shown:
    """One measure of a table as a page shows it: areas down, categories across."""

    table: str
    title: str
    measure: str
    unit: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    symbols: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """A checked release."""

    figures: int
    published: int
    withheld: int
    reasons: tuple[tuple[int, str, str], ...]
    attackers: tuple[tuple[str, str, str], ...]
    checked_at: datetime | None
    refusal: str
    tables: tuple[tuple[str, str, bool], ...]
    shown: tuple[Shown, ...]
    not_compared: str


def preview_of(release: Release, table: str = "") -> Preview:
    """Return what there is to look at before a release goes out, with one of its tables open."""
    audit, declared = release.audit, list(declared_tables())
    chosen = next((one for one in declared if one.slug == table), declared[0])
    reasons = audit.get("reasons", {})
    checked = audit.get("checked_at")
    figures = [one for one in figures_of(release) if one.table == chosen.slug]
    withheld = audit.get("withheld", 0)
    return Preview(
        figures=audit.get("figures", 0),
        published=audit.get("figures", 0) - withheld,
        withheld=withheld,
        reasons=tuple((reasons[slug], title, why) for slug, title, why in REASONS if reasons.get(slug)),
        attackers=tuple(
            (who, knows, learns) for slug, who, knows, learns in ATTACKERS if slug in audit.get("attackers", ())
        ),
        checked_at=datetime.fromisoformat(checked) if checked else None,
        refusal=audit.get("refusal", ""),
        tables=tuple((one.slug, one.title, one.slug == chosen.slug) for one in declared),
        shown=shown_tables(chosen, figures),
        not_compared=audit.get("not_compared", ""),
    )


def shown_tables(table: ReleaseTable, figures: Iterable[ReleaseFigure]) -> tuple[Shown, ...]:
    """Return a table as pages show it: one a measure, or all measures side by side where nothing is broken down."""
    found: dict[str, list[ReleaseFigure]] = defaultdict(list)
    for figure in figures:
        found["" if not table.breakdown else figure.measure].append(figure)
    return tuple(_shown(table, measure, rows) for measure, rows in found.items())


def _shown(table: ReleaseTable, measure: str, figures: list[ReleaseFigure]) -> Shown:
    across = [one.category if measure else one.measure for one in figures]
    codes = list(dict.fromkeys(across))
    rows: dict[tuple[str, str, str], dict[str, ReleaseFigure]] = defaultdict(dict)
    for code, figure in zip(across, figures, strict=True):
        rows[figure.area_name, figure.area_kind, figure.area_code][code] = figure
    known = {one.slug: one for one in table.measures}
    titles = dict(table.printed) if measure else {one.slug: one.title for one in table.measures}
    titles |= EXTRA_MEASURES if not measure else {}
    about = known.get(measure)
    return Shown(
        table=table.slug,
        title=table.title,
        measure=about.title if about else EXTRA_MEASURES.get(measure, ""),
        unit=about.unit if about else "",
        note=about.note if about else "",
        columns=tuple(titles.get(code, code) for code in codes),
        rows=tuple(
            Row(name, kind, tuple(_cell(found.get(code)) for code in codes)) for (name, kind, _), found in rows.items()
        ),
        symbols=tuple(sorted({figure.symbol for figure in figures if figure.symbol})),
    )


def _cell(figure: ReleaseFigure | None) -> Cell:
    if figure is None:
        return Cell("z", "z")
    return Cell(figure.symbol if figure.value is None else in_words(figure.value), figure.symbol)


def in_words(value: float) -> str:
    """Return a figure with commas, as pages print it."""
    return f"{int(value):,}" if value == int(value) else number(value)
