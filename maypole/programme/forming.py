"""Group schools into hubs by where they stand; what cannot be met is said in words, with what to do."""

from collections.abc import Sequence
from dataclasses import dataclass

from maypole.directory.models import School
from maypole.evidence.hubs import NoHubs, form_hubs
from maypole.programme.points import points_of

PRIMARY, SECONDARY = "primary", "secondary"
YOUNG = (School.Phase.NURSERY, School.Phase.PRIMARY)
LAST_PRIMARY_AGE = 12


class UnableToForm(Exception):
    """No hubs can be formed; the message says why, and what would help."""


@dataclass(frozen=True)
class Wish:
    """How large hubs are to be, and whether phases stand together."""

    smallest: int
    largest: int
    is_mixed: bool


@dataclass(frozen=True)
class Formed:
    """The schools of each hub, and those without a point, which nobody can put anywhere but by hand."""

    hubs: tuple[tuple[School, ...], ...]
    unplaced: tuple[School, ...]


def formed_hubs(schools: Sequence[School], wish: Wish) -> Formed:
    """Return hubs of the schools that have a point, phases apart where that is wished. Raises UnableToForm."""
    placed = [school for school in schools if school.is_placed]
    if not schools:
        raise UnableToForm("There is no open school in the partnership’s districts. Look at its districts first.")
    if not placed:
        raise UnableToForm(
            f"None of the {len(schools)} schools has a point on the map, so nobody can say which are near one another. "
            "Bring the postcodes in under Sources, then ask again."
        )
    groups = [placed] if wish.is_mixed else _by_phase(placed)
    hubs = [hub for group in groups for hub in _formed(group, wish)]
    return Formed(tuple(hubs), tuple(school for school in schools if not school.is_placed))


def _by_phase(schools: Sequence[School]) -> list[list[School]]:
    """Return primary schools and the others apart; a group that is empty is left out."""
    groups = [[school for school in schools if group_of(school) == name] for name in (PRIMARY, SECONDARY)]
    return [group for group in groups if group]


def group_of(school: School) -> str:
    """Return whether a school stands with the primary schools, by its phase or else by its oldest pupils."""
    if school.phase in YOUNG:
        return PRIMARY
    is_young = school.high_age is not None and school.high_age <= LAST_PRIMARY_AGE
    return PRIMARY if is_young else SECONDARY


def _formed(schools: Sequence[School], wish: Wish) -> list[tuple[School, ...]]:
    try:
        found = form_hubs(points_of(schools), wish.smallest, wish.largest)
    except NoHubs as error:
        raise UnableToForm(_why_not(schools, wish)) from error
    number = len(found.centres)
    return [tuple(school for school, hub in zip(schools, found.hub, strict=True) if hub == h) for h in range(number)]


def _why_not(schools: Sequence[School], wish: Wish) -> str:
    count = len(schools)
    which = "" if wish.is_mixed else f"{group_of(schools[0])} "
    if count == 1:
        return f"One {which}school with a point makes no hub of {wish.smallest} to {wish.largest}. Two can: find it a partner."
    if count < wish.smallest:
        return (
            f"There are {count} {which}schools with a point, fewer than one hub of {wish.smallest}. "
            f"Make the smallest {count} or less{'' if wish.is_mixed else ', or let phases stand together'}."
        )
    fewest = -(-count // wish.largest)
    return (
        f"{count} {which}schools with a point cannot be split into hubs of {wish.smallest} to {wish.largest} without a "
        f"rest. Make the smallest {count // fewest} or the largest {-(-count // (count // wish.smallest))}."
    )
