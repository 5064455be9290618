"""What an indicator says of itself: the question, the formula, where its figures are from, who looked at it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

NAMES_OF_FAMILIES = {
    "need": "Need",
    "provision": "Provision",
    "accreditation": "Artsmark and Arts Award",
    "reach": "Reach",
}


class Family(StrEnum):
    """What kind of thing an indicator tells."""

    NEED = "need"
    PROVISION = "provision"
    ACCREDITATION = "accreditation"
    REACH = "reach"

    @property
    def title(self) -> str:  # type: ignore[override]
        return NAMES_OF_FAMILIES[self.value]


class Adding(StrEnum):
    """How the values of schools make the value of an area."""

    MEDIAN = "median"
    SHARE = "share"
    SUM = "sum"
    PUPIL_MEAN = "pupil_mean"
    PER_PUPIL = "per_pupil"


class Direction(StrEnum):
    """Whether more of it is better."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


@dataclass(frozen=True)
class Formula:
    """A measure by name, and what it is given."""

    measure: str
    given: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Indicator:
    """One indicator, as its file has it. `datasets` are the lists whose dates are the dates of its figures."""

    slug: str
    family: Family
    title: str
    question: str
    why: str
    numerator: str
    denominator: str
    unit: str
    decimals: int
    direction: Direction
    formula: Formula
    area: Adding
    needs_point: bool
    source: str
    licence: str
    datasets: tuple[str, ...]
    method: str
    checked_by: str
    reviewed_on: date
    review_by: date

    @property
    def is_public(self) -> bool:
        """Reach is published by releases only."""
        return self.family != Family.REACH

    def get_absolute_url(self) -> str:
        return f"/indicators/{self.slug}/"
