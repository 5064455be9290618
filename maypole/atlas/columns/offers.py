"""Offers as columns, and which of them fit which school."""

from dataclasses import dataclass

import numpy as np

from maypole.atlas.columns.schools import Bools, Floats, Ints, SchoolTable, Words
from maypole.directory.key_stages import KeyStage, stages_between
from maypole.directory.models import School

METRES_IN_A_KM = 1000.0
ANY_DISTANCE = "online"
SPECIAL = "pecial"


@dataclass(frozen=True)
class Offers:
    """Open offers to schools.

    key, organisation   ids as text
    at                  (offers, 2) metres; NaN where neither venue nor organisation has a point
    stages              bits of key stages; all where the offer names none
    is_for_send         declared fit for pupils with special needs
    where               with_us, with_you, online or outdoors
    """

    key: Words
    organisation: Words
    at: Floats
    stages: Ints
    is_for_send: Bools
    where: Words

    def __len__(self) -> int:
        return len(self.key)

    @property
    def is_online(self) -> Bools:
        return np.asarray(self.where == ANY_DISTANCE, dtype=bool)


def stage_bits(schools: SchoolTable) -> Ints:
    """Return bits of the key stages that each school teaches; all where its ages are not known."""
    everything = sum(stage.bit for stage in KeyStage)
    return np.array(
        [
            everything if np.isnan(low) or np.isnan(high) else _bits(int(low), int(high))
            for low, high in zip(schools.low_age, schools.high_age, strict=True)
        ],
        dtype=np.int64,
    )


def _bits(low: int, high: int) -> int:
    return sum(stage.bit for stage in stages_between(low, high))


def is_special(schools: SchoolTable) -> Bools:
    """Return which schools are special schools, by their type or phase."""
    return np.array(
        [
            SPECIAL in kind or phase == School.Phase.OTHER
            for kind, phase in zip(schools.school_type, schools.phase, strict=True)
        ],
        dtype=bool,
    )


def km_to_fitting(schools: SchoolTable, offers: Offers) -> Floats:
    """Return (schools, offers) kilometres where the offer fits the school's pupils, infinite where it does not.

    An offer fits where it shares a key stage, and for a special school where it is declared fit for such pupils. One
    that is online is no distance away. A school or offer without a point has NaN.
    """
    if not len(offers) or not len(schools):
        return np.full((len(schools), len(offers)), np.inf)
    gap = schools.at[:, None, :] - offers.at[None, :, :]
    km = np.hypot(gap[..., 0], gap[..., 1]) / METRES_IN_A_KM
    km[:, offers.is_online] = 0.0
    fits = (stage_bits(schools)[:, None] & offers.stages[None, :]) > 0
    fits &= ~is_special(schools)[:, None] | offers.is_for_send[None, :]
    km[~fits] = np.inf
    return np.asarray(km)
