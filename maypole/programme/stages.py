"""How far a school is on its way to an award, worked out from dates that somebody entered; the day is passed in."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

SOON = timedelta(days=90)
LONG = timedelta(days=365)


class Scheme(StrEnum):
    """The awards that schools make their way to."""

    ARTSMARK = "artsmark"
    ARTS_AWARD = "arts_award"


class Stage(StrEnum):
    """How far a school is; the order is that of the way."""

    NOT_BEGUN = "not_begun"
    REGISTERED = "registered"
    WORKING_TOWARDS = "working_towards"
    AWARDED = "awarded"
    LAPSED = "lapsed"


class Step(StrEnum):
    """What has to be done by a day."""

    PLAN = "plan"
    COMPLETE = "complete"
    RENEW = "renew"


TITLES = {Scheme.ARTSMARK: "Artsmark", Scheme.ARTS_AWARD: "Arts Award"}
LEVELS = {
    Scheme.ARTSMARK: ("Silver", "Gold", "Platinum"),
    Scheme.ARTS_AWARD: ("Discover", "Explore", "Bronze", "Silver", "Gold"),
}
PLANS = {Scheme.ARTSMARK: "statement or plan", Scheme.ARTS_AWARD: "work for the award"}
YEARS_TO_COMPLETE = {Scheme.ARTSMARK: 2}
YEARS_AN_AWARD_LASTS = {Scheme.ARTSMARK: 2}


@dataclass(frozen=True)
class Award:
    """An award as somebody entered it; a date that is empty is not known."""

    level: str
    awarded_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class Dates:
    """What is known of one school and scheme: what was entered, and what the public list says."""

    scheme: Scheme
    registered_on: date | None = None
    plan_due_on: date | None = None
    submitted_on: date | None = None
    award: Award | None = None
    earlier: tuple[Award, ...] = ()
    listed_stage: Stage = Stage.NOT_BEGUN
    listed_level: str = ""

    @property
    def has_any(self) -> bool:
        """Whether somebody entered a date at all."""
        awards = (*self.earlier, *((self.award,) if self.award else ()))
        entered = (self.registered_on, self.plan_due_on, self.submitted_on)
        return any(entered) or any(award.awarded_on or award.ends_on for award in awards)


@dataclass(frozen=True)
class Standing:
    """Where a school stands today. `until` is the last day of its award; None where nobody entered a date."""

    stage: Stage
    level: str = ""
    until: date | None = None
    is_renewing: bool = False
    is_from_list: bool = False


@dataclass(frozen=True)
class Deadline:
    """Something to be done by a day."""

    step: Step
    on: date

    def is_soon(self, today: date) -> bool:
        return today <= self.on <= today + SOON

    def is_past(self, today: date) -> bool:
        return self.on < today


@dataclass(frozen=True)
class Outlook:
    """A standing with every day that lies ahead of it, or behind."""

    standing: Standing
    deadlines: tuple[Deadline, ...] = field(default=())

    @property
    def next(self) -> Deadline | None:
        """The first day of all, though it has gone by."""
        return min(self.deadlines, key=lambda deadline: deadline.on, default=None)

    def coming(self, today: date) -> Deadline | None:
        """Return the first day that has not gone by."""
        ahead = [deadline for deadline in self.deadlines if not deadline.is_past(today)]
        return min(ahead, key=lambda deadline: deadline.on, default=None)


def years_after(day: date, years: int) -> date:
    """Return the same day some years later; 28 February where the 29th does not come."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def end_of(award: Award, scheme: Scheme) -> date | None:
    """Return the last day of an award: as entered, else by the scheme's rule, else not known."""
    if award.ends_on:
        return award.ends_on
    years = YEARS_AN_AWARD_LASTS.get(scheme)
    return years_after(award.awarded_on, years) if award.awarded_on and years else None


def complete_by(dates: Dates) -> date | None:
    """Return the day by which a school that registered has to be done; not known without that date or a rule."""
    years = YEARS_TO_COMPLETE.get(dates.scheme)
    return years_after(dates.registered_on, years) if dates.registered_on and years else None


def stage_of(dates: Dates, today: date) -> Standing:
    """Return where a school stands. What was entered goes before what the list says."""
    if dates.award:
        return _holding(dates.award, dates.scheme, today)
    if dates.registered_on or dates.submitted_on:
        return _under_way(dates, today)
    if dates.earlier:
        return _holding(dates.earlier[0], dates.scheme, today)
    return Standing(dates.listed_stage, dates.listed_level, is_from_list=True)


def _holding(award: Award, scheme: Scheme, today: date) -> Standing:
    end = end_of(award, scheme)
    stage = Stage.LAPSED if end and end < today else Stage.AWARDED
    return Standing(stage, award.level, end)


def _under_way(dates: Dates, today: date) -> Standing:
    """Return the stage of a school that registered; an earlier award holds until its own last day."""
    earlier = _holding(dates.earlier[0], dates.scheme, today) if dates.earlier else None
    if earlier and earlier.stage is Stage.AWARDED and earlier.until:
        return Standing(Stage.AWARDED, earlier.level, earlier.until, is_renewing=True)
    by = complete_by(dates)
    if by and by < today:
        return Standing(Stage.LAPSED)
    return Standing(Stage.WORKING_TOWARDS if dates.submitted_on else Stage.REGISTERED)


def outlook_of(dates: Dates, today: date) -> Outlook:
    """Return the standing with its deadlines: the plan, the two years, the end of the award."""
    standing = stage_of(dates, today)
    days = {
        Step.PLAN: None if dates.award or dates.submitted_on else dates.plan_due_on,
        Step.COMPLETE: None if dates.award else complete_by(dates),
        Step.RENEW: end_of(dates.award, dates.scheme) if dates.award else None,
    }
    return Outlook(standing, tuple(Deadline(step, on) for step, on in days.items() if on))
