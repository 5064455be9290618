"""What a release says in plain words: each sentence is built from published figures, or left out."""

from collections.abc import Iterable
from dataclasses import dataclass

from maypole.outcomes.models import ReleaseFigure
from maypole.outcomes.presenters.charts import NOT_BARS, NOT_RANKED, Figures
from maypole.outcomes.presenters.releases import in_words
from maypole.outcomes.release.engine import ALL
from maypole.outcomes.release.rates import SHARE
from maypole.outcomes.release.tables import ReleaseTable

NO_CAUSE = "We cannot say that the projects caused it."
RANKED = "children-by-art-form"
CHANGES = ("before", "change", "change_low", "change_high")
TOLD = ("before", "mean_before", "mean_after", "change", "change_low", "change_high")
NUMBERS = {3: "three", 4: "four", 5: "five", 7: "seven"}


@dataclass(frozen=True)
class Statement:
    """A sentence, its table, and where the page says how it was counted. `more` stands smaller under it."""

    says: str
    table: str
    method: str
    more: str = ""


@dataclass(frozen=True)
class Said:
    """A row of what children said: children, means before and after, change, low and high end, each a figure or its sign."""

    statement: str
    figures: tuple[str, ...]


def statements_of(tables: Iterable[ReleaseTable], figures: Figures, area: str) -> tuple[Statement, ...]:
    """Return the sentences about one area that its published figures bear."""
    titles = {table.slug: dict(table.categories) for table in tables}
    made = (_reach(figures, area), _share(figures, area), _forms(figures, titles), _deprived(figures), _awards(figures))
    return tuple(one for one in made if one)


def value_of(figures: Figures, table: str, measure: str, category: str = ALL) -> float | None:
    """Return a published figure, or None."""
    found = figures.get((table, category, measure))
    return found.value if found else None


def counted(number: float, one: str, several: str) -> str:
    return f"{in_words(number)} {one if number == 1 else several}"


def _reach(figures: Figures, area: str) -> Statement | None:
    least, schools = value_of(figures, "summary", "children"), value_of(figures, "summary", "schools")
    organisations = value_of(figures, "summary", "organisations")
    if least is None or schools is None or organisations is None:
        return None
    says = (
        f"At least {counted(least, 'child', 'children')} took part, at {counted(schools, 'school', 'schools')} in {area}, "
        f"with {counted(organisations, 'organisation', 'organisations')}."
    )
    return Statement(says, "summary", "children")


def _share(figures: Figures, area: str) -> Statement | None:
    share, pupils = value_of(figures, "summary", SHARE), value_of(figures, "summary", "pupils")
    if not share or not pupils:
        return None
    says = f"That is at least {share:g} of every 100 pupils at schools in {area}, where there are {in_words(pupils)} pupils."
    return Statement(says, "summary", "share")


def _forms(figures: Figures, titles: dict[str, dict[str, str]]) -> Statement | None:
    ranked = sorted(
        (-figure.value, category)
        for (table, category, measure), figure in figures.items()
        if (table, measure) == (RANKED, "children") and category not in (ALL, NOT_RANKED) and figure.value
    )
    if len(ranked) < 2:
        return None
    (first, one), (second, other) = ranked[:2]
    names = [titles[RANKED].get(category, category) for category in (one, other)]
    if first == second:
        says = f"{names[0]} and {names[1].lower()} reached at least {in_words(-first)} children each."
    else:
        says = (
            f"{names[0]} reached at least {counted(-first, 'child', 'children')}, {names[1].lower()} at least "
            f"{in_words(-second)}. One child may do both."
        )
    return Statement(says, RANKED, "children")


def _deprived(figures: Figures) -> Statement | None:
    most, least = (value_of(figures, "reach-by-deprivation", SHARE, quintile) for quintile in ("1", "5"))
    if most is None or least is None:
        return None
    says = (
        f"In the most deprived fifth of neighbourhoods at least {most:g} of every 100 pupils took part; in the least "
        f"deprived fifth, {'as many' if most == least else f'at least {least:g}'}."
    )
    return Statement(says, "reach-by-deprivation", "share")


def _awards(figures: Figures) -> Statement | None:
    gained = value_of(figures, "awards-by-level", "awards")
    if not gained:
        return None
    return Statement(f"Children gained {counted(gained, 'Arts Award', 'Arts Awards')}.", "awards-by-level", "awards")


def changes_of(figures: Figures, words: dict[str, str], points: int) -> tuple[Statement, ...]:
    """Return what children said before and after, where the change and its interval are published."""
    found = (_change(figures, statement, said, points) for statement, said in words.items())
    return tuple(one for one in found if one)


def _change(figures: Figures, statement: str, said: str, points: int) -> Statement | None:
    children, middle, low, high = (value_of(figures, NOT_BARS, one, f"{statement}:{ALL}") for one in CHANGES)
    if middle is None or low is None or high is None or children is None:
        return None
    way = "more likely to say" if low > 0 else "less likely to say" if high < 0 else "about as likely to say"
    more = (
        f"It changed by {_signed(middle)} points on a scale of {NUMBERS.get(points, points)} "
        f"({_signed(low)} to {_signed(high)}), among {counted(children, 'child', 'children')} who answered both times. "
        f"{NO_CAUSE}"
    )
    return Statement(f"Children who answered before and after were {way} “{said}”.", NOT_BARS, "change", more)


def _signed(value: float) -> str:
    """Return a change with a true minus sign."""
    return in_words(value).replace("-", "−")


def said_of(figures: Figures, words: dict[str, str]) -> tuple[Said, ...]:
    """Return the table of what children said; a statement that nobody was asked has no row."""
    rows = []
    for statement, said in words.items():
        found = [figures.get((NOT_BARS, f"{statement}:{ALL}", one)) for one in TOLD]
        if any(found):
            rows.append(Said(said, tuple(_told(one) for one in found)))
    return tuple(rows)


def _told(figure: ReleaseFigure | None) -> str:
    """Return children as a whole number, means and changes to two decimals, so that they stand in line."""
    if figure is None or figure.value is None:
        return "z" if figure is None else figure.symbol
    return in_words(figure.value) if figure.measure == TOLD[0] else f"{figure.value:.2f}".replace("-", "−")
