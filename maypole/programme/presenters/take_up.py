"""Take-up as tables in words."""

from dataclasses import dataclass

from maypole.programme.presenters.words import count
from maypole.programme.queries.take_up import NOT_KNOWN, Share, TakeUp
from maypole.programme.stages import Stage

SHOWN = (Stage.AWARDED, Stage.WORKING_TOWARDS, Stage.REGISTERED, Stage.LAPSED)
FEW = 10


@dataclass(frozen=True)
class TakeUpRow:
    """A category with its schools and stages; the percentage is empty where too few schools make it jump."""

    label: str
    schools: int
    stages: tuple[int, ...]
    percent: str
    unplaced: int


@dataclass(frozen=True)
class TakeUpTable:
    slug: str
    title: str
    first: str
    rows: tuple[TakeUpRow, ...]


@dataclass(frozen=True)
class TakeUpPage:
    """The tables, and what has to be said of schools without a point."""

    headline: str
    unplaced: str
    is_of_the_placed: bool
    tables: tuple[TakeUpTable, ...]


def take_up_page(take_up: TakeUp) -> TakeUpPage:
    """Return the tables; where too many schools lack a point, deprivation is told of the placed alone, and says so."""
    whole = take_up.whole
    of_placed = not take_up.is_mostly_placed
    by_deprivation = take_up.by_deprivation
    if of_placed:
        by_deprivation = tuple(share for share in by_deprivation if share.label != NOT_KNOWN)
    return TakeUpPage(
        headline=f"{count(whole.by_stage[Stage.AWARDED], 'school')} of {whole.schools:,} hold an award",
        unplaced=f"{count(whole.unplaced, 'school')} of {whole.schools:,} without a point on the map.{_perhaps(take_up)}",
        is_of_the_placed=of_placed,
        tables=(
            _table("district", "By district", "District", take_up.by_district),
            _table("phase", "By phase", "Phase", take_up.by_phase),
            _table(
                "deprivation",
                f"By the deprivation of the school’s neighbourhood{', of the placed' if of_placed else ''}",
                "Neighbourhood",
                by_deprivation,
            ),
        ),
    )


def _perhaps(take_up: TakeUp) -> str:
    if not take_up.perhaps:
        return ""
    return (
        f" {count(take_up.perhaps, 'school')} more may be here: only the authority is known, and it lies partly here."
    )


def _table(slug: str, title: str, first: str, shares: tuple[Share, ...]) -> TakeUpTable:
    return TakeUpTable(slug, title, first, tuple(_row(share) for share in shares))


def _row(share: Share) -> TakeUpRow:
    percent = f"{share.percent_awarded:.0f}%" if share.schools >= FEW else ""
    return TakeUpRow(
        share.label, share.schools, tuple(share.by_stage[stage] for stage in SHOWN), percent, share.unplaced
    )
