"""An organisation's own figures beside those of the others in the same partnership and term, of whom none can be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles

from maypole.outcomes.models import Return
from maypole.outcomes.queries.comparators import Totals, partnerships_of_return, totals_by_organisation
from maypole.partnerships.models import Partnership

FEWEST_OTHERS = 5
DIGITS = 2
MEASURES = (
    ("children", "Different children, at least"),
    ("schools", "Schools"),
    ("engagements", "Times a child took part"),
    ("child_hours", "Hours of children’s time"),
)


@dataclass(frozen=True)
class Compared:
    """One measure: one's own figure, and the quarter, the middle and the three quarters of the others."""

    title: str
    own: int
    lower: int
    middle: int
    upper: int


@dataclass(frozen=True)
class Place:
    """A partnership: one's own figures, and the others where there are enough of them."""

    name: str
    others: int
    own: tuple[tuple[str, int], ...]
    compared: tuple[Compared, ...]


@dataclass(frozen=True)
class OwnReport:
    """What a return adds up to, by partnership."""

    of: Return
    places: tuple[Place, ...]
    fewest: int = FEWEST_OTHERS


def own_report_of(return_of: Return) -> OwnReport:
    """Return the report of an organisation for itself; without places while nothing of it is accepted."""
    places = (_place(return_of, partnership) for partnership in partnerships_of_return(return_of))
    return OwnReport(return_of, tuple(places))


def _place(return_of: Return, partnership: Partnership) -> Place:
    totals = totals_by_organisation(return_of.round.term_key, partnership)
    mine = totals.pop(str(return_of.organisation_id))
    others = list(totals.values())
    return Place(
        name=partnership.name,
        others=len(others),
        own=tuple((title, getattr(mine, slug)) for slug, title in MEASURES),
        compared=compared(mine, others),
    )


def compared(mine: Totals, others: Sequence[Totals]) -> tuple[Compared, ...]:
    """Return the comparison; nothing where the others are so few that one of them could be told."""
    if len(others) < FEWEST_OTHERS:
        return ()
    return tuple(
        Compared(title, getattr(mine, slug), *quarters([getattr(one, slug) for one in others]))
        for slug, title in MEASURES
    )


def quarters(values: Sequence[int]) -> tuple[int, int, int]:
    """Return the quartiles, rounded, so that none of them is any organisation's own figure."""
    lower, middle, upper = quantiles(values, n=4, method="inclusive")
    return rounded(lower), rounded(middle), rounded(upper)


def rounded(value: float) -> int:
    """Return a number with its first two digits, and under 100 to the nearest five."""
    digits = len(str(int(value)))
    step = 5 if digits <= DIGITS else 10 ** (digits - DIGITS)
    return int(round(value / step) * step)
