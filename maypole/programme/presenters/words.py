"""Stages, days and counts as a reader reads them."""

from datetime import date

from maypole.programme.stages import PLANS, TITLES, Deadline, Outlook, Scheme, Stage, Step

NOT_KNOWN = "not known"
STAGES = {
    Stage.NOT_BEGUN: "Not begun, as far as anybody told",
    Stage.REGISTERED: "Registered",
    Stage.WORKING_TOWARDS: "Working towards",
    Stage.AWARDED: "Awarded",
    Stage.LAPSED: "Lapsed",
}
TONES = {Stage.AWARDED: "good", Stage.LAPSED: "stop", Stage.WORKING_TOWARDS: "note", Stage.REGISTERED: "look"}
STEPS = {Step.COMPLETE: "two years since it registered", Step.RENEW: "award ends"}
RULES = {
    Scheme.ARTSMARK: "Two years from registering, and two years from an award, are worked out from those days.",
    Scheme.ARTS_AWARD: "The two years of Artsmark are no rule of the Arts Award: nothing ends but on a day that was entered.",
}


def day(on: date | None) -> str:
    return f"{on:%-d %B %Y}" if on else NOT_KNOWN


def stage_in_words(outlook: Outlook, scheme: Scheme) -> str:
    """Return the stage with its level, such as “Gold, until 3 May 2027”; what nobody entered is “not known”."""
    standing = outlook.standing
    level = standing.level or "level not known"
    if standing.stage is Stage.AWARDED:
        until = f"until {day(standing.until)}" if standing.until else f"until when is {NOT_KNOWN}"
        return f"{level}, {until}{'; registered again' if standing.is_renewing else ''}"
    if standing.stage is Stage.LAPSED and standing.until:
        return f"Lapsed: {level} ended on {day(standing.until)}"
    if standing.stage is Stage.LAPSED:
        by = next((deadline.on for deadline in outlook.deadlines if deadline.step is Step.COMPLETE), None)
        return f"Lapsed: its two years ended on {day(by)}" if by else f"Lapsed, when is {NOT_KNOWN}"
    if standing.is_from_list and scheme is Scheme.ARTS_AWARD and standing.stage is Stage.REGISTERED:
        return "Listed as a centre"
    return STAGES[standing.stage]


def step_in_words(step: Step, scheme: Scheme) -> str:
    return f"{PLANS[scheme]} due" if step is Step.PLAN else STEPS[step]


def deadline_in_words(deadline: Deadline | None, scheme: Scheme, today: date) -> str:
    """Return the next day with what it is for, and how far away it is."""
    if deadline is None:
        return NOT_KNOWN
    days = (deadline.on - today).days
    away = "today" if days == 0 else f"in {count(days, 'day')}" if days > 0 else f"{count(-days, 'day')} ago"
    return f"{day(deadline.on)}: {step_in_words(deadline.step, scheme)} ({away})"


def when_in_words(deadline: Deadline | None, today: date) -> str:
    """Return what stands before the first day: whether it is still ahead."""
    return "Gone by" if deadline and deadline.is_past(today) else "Next"


def count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def title_of(scheme: Scheme) -> str:
    return TITLES[scheme]
