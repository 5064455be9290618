"""How many schools took an award up, by district, phase and deprivation; every open school counts below the line."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from maypole.directory.models import School
from maypole.directory.queries.inside import too_many_unplaced
from maypole.places.queries.deprivation import quintiles_of
from maypole.programme.queries.journeys import SchoolJourney
from maypole.programme.stages import Stage

NOT_KNOWN = "Not known"
QUINTILES = {
    "1": "Most deprived fifth",
    "2": "Second fifth",
    "3": "Third fifth",
    "4": "Fourth fifth",
    "5": "Least deprived fifth",
}


@dataclass(frozen=True)
class Share:
    """The schools of one category, how many of them are at each stage, and how many have no point."""

    label: str
    schools: int
    by_stage: dict[Stage, int]
    unplaced: int

    @property
    def percent_awarded(self) -> float:
        return 100 * self.by_stage[Stage.AWARDED] / self.schools


@dataclass(frozen=True)
class TakeUp:
    """Take-up in three ways. Neighbourhoods need a point: those without one are a row of their own."""

    whole: Share
    by_district: tuple[Share, ...]
    by_phase: tuple[Share, ...]
    by_deprivation: tuple[Share, ...]
    perhaps: int = 0

    @property
    def is_mostly_placed(self) -> bool:
        """Whether few enough schools lack a point for a rate that rests on points."""
        return not too_many_unplaced(self.whole.unplaced, self.whole.schools, self.perhaps)


def take_up_of(journeys: list[SchoolJourney], perhaps: int = 0) -> TakeUp:
    """Return the take-up among these schools. Raises ValueError where there are none.

    perhaps   schools of no known district that may be among them
    """
    if not journeys:
        raise ValueError("There are no schools to take anything up.")
    quintiles = quintiles_of({one.school.lsoa21_code for one in journeys})
    phases = {value: label for value, label in School.Phase.choices if value}

    def deprivation(one: SchoolJourney) -> str:
        return QUINTILES.get(quintiles.get(one.school.lsoa21_code, ""), NOT_KNOWN)

    return TakeUp(
        whole=_share("All schools", journeys),
        by_district=_shares(journeys, lambda one: one.school.district.name if one.school.district else NOT_KNOWN),
        by_phase=_shares(journeys, lambda one: phases.get(one.school.phase, NOT_KNOWN), tuple(phases.values())),
        by_deprivation=_shares(journeys, deprivation, tuple(QUINTILES.values())),
        perhaps=perhaps,
    )


def _shares(
    journeys: list[SchoolJourney], label_of: Callable[[SchoolJourney], str], order: Iterable[str] = ()
) -> tuple[Share, ...]:
    """Return a share for each label that occurs: in the order given, else by name; those not known last."""
    grouped: dict[str, list[SchoolJourney]] = {}
    for one in journeys:
        grouped.setdefault(label_of(one), []).append(one)
    labels = [*order] or sorted(label for label in grouped if label != NOT_KNOWN)
    return tuple(_share(label, grouped[label]) for label in (*labels, NOT_KNOWN) if label in grouped)


def _share(label: str, journeys: list[SchoolJourney]) -> Share:
    by_stage = {stage: sum(one.stage is stage for one in journeys) for stage in Stage}
    return Share(label, len(journeys), by_stage, sum(not one.school.is_placed for one in journeys))
