"""An organisation's own figures beside the quarters of its partnership, of whom none can be told."""

from dataclasses import dataclass

from maypole.outcomes.models import Return
from maypole.outcomes.presenters.releases import in_words
from maypole.outcomes.queries.comparators import (
    Quarters,
    Totals,
    partnerships_of_return,
    quarters_kept,
    totals_by_organisation,
)
from maypole.outcomes.release.quarters import FEWEST, Band
from maypole.partnerships.models import Partnership

MEASURES = (
    ("children", "Different children, at least"),
    ("schools", "Schools"),
    ("engagements", "Times a child took part"),
    ("child_hours", "Hours of children’s time"),
)


@dataclass(frozen=True)
class Compared:
    """One measure: one's own figure, and the bands of the quarter, the middle and the three quarters."""

    title: str
    own: int
    bands: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """A partnership: one's own figures, beside its quarters where they can be shown, or why they cannot."""

    name: str
    organisations: int
    own: tuple[tuple[str, int], ...]
    compared: tuple[Compared, ...]
    why_not: str


@dataclass(frozen=True)
class OwnReport:
    """What a return adds up to, by partnership."""

    of: Return
    places: tuple[Place, ...]


def own_report_of(return_of: Return) -> OwnReport:
    """Return the report of an organisation for itself; without places while nothing of it is accepted."""
    places = (_place(return_of, partnership) for partnership in partnerships_of_return(return_of))
    return OwnReport(return_of, tuple(places))


def _place(return_of: Return, partnership: Partnership) -> Place:
    term = return_of.round.term_key
    mine = totals_by_organisation(term, partnership)[str(return_of.organisation_id)]
    kept = quarters_kept(term, partnership)
    return Place(
        name=partnership.name,
        organisations=kept.organisations if kept else 0,
        own=tuple((title, getattr(mine, slug)) for slug, title in MEASURES),
        compared=compared(mine, kept) if kept else (),
        why_not=_why_not(kept),
    )


def compared(mine: Totals, kept: Quarters) -> tuple[Compared, ...]:
    """Return the measures whose quarters can be shown."""
    return tuple(
        Compared(title, getattr(mine, slug), tuple(band_in_words(band) for band in kept.bands[slug]))
        for slug, title in MEASURES
        if kept.bands[slug]
    )


def band_in_words(band: Band) -> str:
    return f"{in_words(band[0])} to {in_words(band[1])}"


def _why_not(kept: Quarters | None) -> str:
    if kept is None:
        return "The others stand here once the figures of this term are published."
    if kept.organisations < FEWEST:
        return "Fewer than five other organisations had accepted work here: with so few, one of them could be told."
    return "The others are not shown here: from their figures, one of them could be told."
