"""What somebody asks of a plan, and what in it cannot be."""

from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any


class Aim(StrEnum):
    """What the plan is to do best."""

    NEED = "need"
    JOURNEY = "journey"
    FAIR = "fair"


class Measure(StrEnum):
    """Whom we call pupils in need."""

    MEALS = "meals"
    DEPRIVED = "deprived"


class Over(StrEnum):
    """Over which groups shares are to be fair."""

    DISTRICTS = "districts"
    DEPRIVATION = "deprivation"
    BOTH = "both"


class Impossible(Exception):
    """No plan can be made of this; the message says which part of the question cannot be met, and what to do."""


@dataclass(frozen=True)
class Question:
    """With so many projects, which schools?

    projects                        at most so many schools; None leaves it to the budget
    budget_pounds, project_pounds   what there is, and what one project costs
    near_km                         schools so near come along with the one that hosts; 0 for none
    terms                           how many finished terms, with the one under way, say whom returns tell of
    fixed_in, fixed_out             URNs
    capacities                      (organisation, projects it can do); none named means any member, as often as need be
    """

    aim: Aim
    projects: int | None = None
    budget_pounds: int | None = None
    project_pounds: int | None = None
    measure: Measure = Measure.MEALS
    over: Over = Over.DISTRICTS
    near_km: float = 0.0
    terms: int = 3
    fixed_in: tuple[int, ...] = ()
    fixed_out: tuple[int, ...] = ()
    capacities: tuple[tuple[str, int], ...] = ()

    @property
    def affordable(self) -> int | None:
        """How many projects the budget pays for; None where there is none."""
        if self.budget_pounds is None or not self.project_pounds:
            return None
        return self.budget_pounds // self.project_pounds

    @property
    def capacity(self) -> int | None:
        """How many projects the named organisations can do; None where none is named."""
        return sum(number for _, number in self.capacities) if self.capacities else None

    @property
    def most(self) -> int:
        """How many schools the plan may have, by whichever limit is the tightest."""
        limits = [limit for limit in (self.projects, self.affordable, self.capacity) if limit is not None]
        return min(limits, default=0)

    def check(self, names: dict[int, str]) -> None:
        """Raise Impossible for what contradicts itself, in words; `names` are those of the area's schools by URN."""
        if self.affordable == 0:
            raise Impossible(f"£{self.budget_pounds:,} does not pay for one project at £{self.project_pounds:,}.")
        if self.capacity == 0:
            raise Impossible("The organisations that you named can do no project. Write how many each can do.")
        if self.most < 1:
            raise Impossible("A plan needs one project at least. Say how many, or how much money there is.")
        both = [names.get(urn, str(urn)) for urn in self.fixed_in if urn in self.fixed_out]
        if both:
            raise Impossible(f"{both[0]} is to be both in and out. Take it out of one of the two lists.")
        if len(set(self.fixed_in)) > self.most:
            raise Impossible(f"{len(set(self.fixed_in))} schools are to be in for certain, and {self._limit()}.")

    def _limit(self) -> str:
        if self.most == self.projects:
            return "there is 1 project" if self.most == 1 else f"there are {self.most} projects"
        if self.most == self.affordable:
            return f"the money pays for {self.most}"
        return f"the organisations can do {self.most}"

    def with_school(self, urn: int, *, is_in: bool) -> "Question":
        """Return the same question with a school put in, or left out, by hand."""
        others_in = tuple(one for one in self.fixed_in if one != urn)
        others_out = tuple(one for one in self.fixed_out if one != urn)
        if is_in:
            return replace(self, fixed_in=(*others_in, urn), fixed_out=others_out)
        return replace(self, fixed_in=others_in, fixed_out=(*others_out, urn))

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Question":
        """Return the question that was kept with a plan."""
        return cls(
            aim=Aim(kept["aim"]),
            projects=kept["projects"],
            budget_pounds=kept["budget_pounds"],
            project_pounds=kept["project_pounds"],
            measure=Measure(kept["measure"]),
            over=Over(kept["over"]),
            near_km=float(kept["near_km"]),
            terms=int(kept["terms"]),
            fixed_in=tuple(kept["fixed_in"]),
            fixed_out=tuple(kept["fixed_out"]),
            capacities=tuple((str(key), int(number)) for key, number in kept["capacities"]),
        )
