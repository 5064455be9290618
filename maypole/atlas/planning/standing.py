"""Who can be in a plan: what each school weighs, and why one cannot host a project."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from maypole.atlas.columns.reach import Reach
from maypole.atlas.columns.schools import Bools, Floats, Ints, SchoolTable
from maypole.atlas.planning.question import Aim, Impossible, Measure, Over, Question

DEPRIVED_DECILES = 3
LESS_DEPRIVED_HALF = 5
NO_SCHOOLS = "This partnership’s area holds no school that is open. Give it its districts first."
NO_POINTS = "No school here has a point on the map yet, so no plan can be made. Take in a list of postcodes."
ALL_REACHED = "Returns tell of every school that could be in the plan in these terms. There is nobody to plan for."
NOBODY_LEFT = "Nobody is left to plan for: {why}."
NO_ROLLS = (
    "For no school that is left do we know its roll, so pupils cannot be counted. Choose the shortest worst journey."
)
NO_WEIGHT = {
    Measure.MEALS: "For no school that is left do we know both its roll and its share of free school meals. "
    "Choose the other measure of need, or the shortest worst journey.",
    Measure.DEPRIVED: "No school that is left stands in the three most deprived tenths, or the rolls are not known. "
    "Choose free school meals, or the shortest worst journey.",
}


class Out(StrEnum):
    """Why a school cannot have a project in this plan."""

    NO = ""
    UNPLACED = "unplaced"
    ASKED = "asked out"
    REACHED = "reached"
    NO_FIT = "nobody fits"
    NO_WEIGHT = "not weighed"


IN_WORDS = {
    Out.UNPLACED: "they have no point on the map",
    Out.ASKED: "you left them out",
    Out.REACHED: "returns tell of them",
    Out.NO_FIT: "no organisation that you named has an offer that fits",
    Out.NO_WEIGHT: "their roll or their share of pupils in need is not known",
}


@dataclass(frozen=True)
class Standing:
    """Each school of the area before the search.

    weight     (schools,) pupils in need, 0 where not known or where a return tells of the school
    out        (schools,) why it cannot host; Out.NO for those that can
    is_served  (schools,) whether it counts as one that the plan is for
    group      (schools,) the group of fair shares that it is in, -1 for none
    """

    weight: Floats
    out: tuple[Out, ...]
    is_served: Bools
    group: Ints

    @property
    def may_host(self) -> Bools:
        return np.array([one is Out.NO for one in self.out], dtype=bool)


def standing_of(question: Question, schools: SchoolTable, reach: Reach, does_fit: Bools) -> Standing:
    """Return how each school stands; `does_fit` says for which an organisation has an offer. Raises Impossible."""
    names = dict(zip(schools.urn.tolist(), schools.name.tolist(), strict=True))
    if not len(schools):
        raise Impossible(NO_SCHOOLS)
    question.check(names)
    if not schools.is_placed.any():
        raise Impossible(NO_POINTS)
    in_need = pupils_in_need(schools, question.measure)
    is_fixed = np.isin(schools.urn, question.fixed_in)
    out = _out(question, schools, reach, does_fit, in_need)
    _check_fixed(question, names, dict(zip(schools.urn.tolist(), out, strict=True)))
    out = tuple(Out.NO if fixed else one for fixed, one in zip(is_fixed, out, strict=True))
    is_served = schools.is_placed & ~reach.is_reached
    weight = np.where(is_served & ~np.isnan(in_need), in_need, 0.0)
    standing = Standing(weight, out, is_served, groups_of(schools, question.over))
    _check_anybody(question, schools, standing, out)
    return standing


def pupils_in_need(schools: SchoolTable, measure: Measure) -> Floats:
    """Return (schools,) pupils in need; NaN where the roll or the share is not known, never a guess."""
    if measure == Measure.MEALS:
        return schools.roll * schools.fsm / 100
    return np.where(np.isnan(schools.need), np.nan, np.where(schools.need <= DEPRIVED_DECILES, schools.roll, 0.0))


def groups_of(schools: SchoolTable, over: Over) -> Ints:
    """Return the group of each school, numbered from 0; -1 where its district or neighbourhood is not known."""
    need = schools.need
    if over == Over.DEPRIVATION:
        keys = np.where(np.isnan(need), -1, np.ceil(np.nan_to_num(need) / 2)).astype(np.int64)
    else:
        keys = schools.district.astype(np.int64)
    known = keys >= 0
    if over == Over.BOTH:
        known &= ~np.isnan(need)
        keys = keys * 2 + (np.nan_to_num(need) > LESS_DEPRIVED_HALF)
    numbers = np.full(len(keys), -1, dtype=np.int64)
    numbers[known] = np.unique(keys[known], return_inverse=True)[1]
    return numbers


def _out(question: Question, schools: SchoolTable, reach: Reach, does_fit: Bools, in_need: Floats) -> tuple[Out, ...]:
    """Return the first reason why each school cannot host."""
    needs_weight = question.aim != Aim.JOURNEY
    reasons = (
        (Out.UNPLACED, ~schools.is_placed),
        (Out.ASKED, np.isin(schools.urn, question.fixed_out)),
        (Out.REACHED, reach.is_reached),
        (Out.NO_FIT, ~does_fit),
        (Out.NO_WEIGHT, np.isnan(in_need) if needs_weight else np.zeros(len(schools), dtype=bool)),
    )
    return tuple(next((why for why, applies in reasons if applies[n]), Out.NO) for n in range(len(schools)))


def _check_fixed(question: Question, names: dict[int, str], out: dict[int, Out]) -> None:
    """Refuse a school that is to be in and cannot. One that is reached, or that nobody fits, may be in all the same."""
    for urn in question.fixed_in:
        if urn not in names:
            raise Impossible(f"{urn} is not an open school of this partnership’s area.")
        if out[urn] is Out.UNPLACED:
            raise Impossible(
                f"{names[urn]} is to be in, but has no point on the map yet. Put its postcode right first."
            )


def _check_anybody(question: Question, schools: SchoolTable, standing: Standing, out: tuple[Out, ...]) -> None:
    if not standing.is_served.any():
        raise Impossible(ALL_REACHED)
    if not standing.may_host.any() and Out.NO_WEIGHT not in out:
        whys = " or ".join(IN_WORDS[why] for why in IN_WORDS if why in out)
        raise Impossible(NOBODY_LEFT.format(why=whys))
    if question.aim != Aim.JOURNEY and not (schools.roll[standing.is_served] > 0).any():
        raise Impossible(NO_ROLLS)
    if not standing.may_host.any() or (question.aim != Aim.JOURNEY and not standing.weight.sum()):
        raise Impossible(NO_WEIGHT[question.measure])
