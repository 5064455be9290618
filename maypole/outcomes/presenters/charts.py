"""What a chart shows: bars read from frozen figures, with a heading that says the finding and no more than is known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from maypole.outcomes.models import ReleaseFigure
from maypole.outcomes.presenters.releases import in_words
from maypole.outcomes.release.rates import SHARE
from maypole.outcomes.release.tables import ReleaseTable

Figures = dict[tuple[str, str, str], ReleaseFigure]
NOT_RANKED = "unknown"
BY_LENGTH = ("children-by-art-form", "children-by-activity")
NOT_BARS = "before-and-after"
NOT_CHARTED = (NOT_BARS, "in-both")
SIGNS = {"c": "withheld", "x": "not available", "z": "does not apply"}
SURE = "most children that we are sure of"
LEADERS = {
    "children-by-key-stage": f"{{who}} had {SURE}",
    "children-by-art-form": f"{{who}} reached {SURE}",
    "children-by-activity": f"{{who}} reached {SURE}",
    "reach-by-deprivation": "the largest share of pupils took part in {who} of neighbourhoods",
    "reach-by-free-school-meals": "where {who} of pupils have free school meals, the largest share took part",
    "awards-by-level": "most Arts Awards were gained at level {who}",
    "pupils": "organisations told of most children {who}",
    "areas": f"{{who}} had {SURE}",
    "map": "the largest share of pupils took part in {who}",
}
NAMES = {
    ("reach-by-deprivation", "1"): "the most deprived fifth",
    ("reach-by-deprivation", "2"): "the second most deprived fifth",
    ("reach-by-deprivation", "3"): "the middle fifth",
    ("reach-by-deprivation", "4"): "the second least deprived fifth",
    ("reach-by-deprivation", "5"): "the least deprived fifth",
}


@dataclass(frozen=True)
class Bar:
    """A figure with its name. `most` is the upper end where a range is published; a sign stands where no figure is."""

    name: str
    label: str
    value: float | None
    symbol: str
    text: str
    most: float | None = None

    @property
    def sign(self) -> str:
        """What the chart writes where there is no figure."""
        return SIGNS.get(self.symbol, "")

    @property
    def least_text(self) -> str:
        return self.symbol if self.value is None else in_words(self.value)

    @property
    def most_text(self) -> str:
        return "" if self.most is None else in_words(self.most)


@dataclass(frozen=True)
class Chart:
    """Bars and the table beside them; `has_range` where the table gives the least and the most."""

    slug: str
    finding: str
    measured: str
    category: str
    column: str
    bars: tuple[Bar, ...]
    is_share: bool = False
    has_range: bool = False


def chart_of(table: ReleaseTable, figures: Figures) -> Chart | None:
    """Return the bars of a table; None where nothing of it is published, or where all of it is zero."""
    if not table.breakdown or table.slug in NOT_CHARTED:
        return None
    measure = SHARE if table.slug.startswith("reach") else table.measures[0].slug
    known = [
        _bar(NAMES.get((table.slug, code), _mid_sentence(title)), title, figures[table.slug, code, measure])
        for code, title in table.categories
        if code != NOT_RANKED and (table.slug, code, measure) in figures
    ]
    if not any(bar.value for bar in known):
        return None
    if table.slug in BY_LENGTH:
        known.sort(key=lambda bar: -1 if bar.value is None else bar.value, reverse=True)
    column = "Share of pupils" if measure == SHARE else table.measures[0].title
    return Chart(
        slug=table.slug,
        finding=finding(table.slug, known),
        measured=f"{table.title}. {column}.",
        category=table.title.removeprefix("By ").removeprefix("the ").capitalize(),
        column=column,
        bars=tuple(known),
        is_share=measure == SHARE,
    )


def chart_of_areas(areas: Sequence[tuple[str, Figures]]) -> Chart | None:
    """Return the children of each area as ranges: the bar is sure, the line shows how many more there may be."""
    bars = [_range(name, figures) for name, figures in areas]
    if len(bars) < 2 or not any(bar.value for bar in bars):
        return None
    bars.sort(key=lambda bar: -1 if bar.value is None else bar.value, reverse=True)
    return Chart(
        slug="areas",
        finding=finding("areas", bars),
        measured="Different children. The bar is the number we are sure of; the line shows how many more there may be.",
        category="Area",
        column="At least",
        bars=tuple(bars),
        has_range=True,
    )


def _bar(name: str, label: str, figure: ReleaseFigure) -> Bar:
    if figure.value is None:
        return Bar(name, label, None, figure.symbol, figure.symbol)
    text = f"{figure.value:g}%" if figure.measure == SHARE else in_words(figure.value)
    return Bar(name, label, figure.value, "", text)


def _range(name: str, figures: Figures) -> Bar:
    least, most = (figures.get(("summary", "all", measure)) for measure in ("children", "children_most"))
    if least is None or least.value is None:
        return Bar(name, name, None, least.symbol if least else "z", least.symbol if least else "z")
    upper = most.value if most is not None and most.value is not None and most.value > least.value else None
    text = in_words(least.value) + (f"–{in_words(upper)}" if upper is not None else "")
    return Bar(name, name, least.value, "", text, upper)


def finding(slug: str, bars: Iterable[Bar]) -> str:
    """Return the heading: who leads, several where they tie, and only among those shown where some are not."""
    bars = list(bars)
    shown = [bar for bar in bars if bar.value is not None]
    top = max(bar.value or 0 for bar in shown)
    leaders = [bar.name for bar in shown if bar.value == top]
    if len(leaders) == len(shown) > 1:
        sentence = "all have the same figure"
    elif len(shown) == 1 < len(bars):
        return f"{_capital(leaders[0])}: the only figure that can be shown"
    else:
        sentence = LEADERS[slug].format(who=_joined(leaders))
    only = len(shown) < len(bars)
    return f"Of those that can be shown, {sentence}" if only else _capital(sentence)


def _joined(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _mid_sentence(words: str) -> str:
    """Return words as they stand inside a sentence: no capital, unless the first word is an abbreviation."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
