"""What is said of a plan: its limits, how sure it is, what it does to inequality, how far it is."""

from datetime import date
from typing import Any

from maypole.atlas.planning.question import Aim, Measure, Over, Question
from maypole.atlas.queries.tracking import Tracking
from maypole.directory.queries.inside import too_many_unplaced
from maypole.partnerships.models import Plan

STOPPED = "stopped"
IN_NEED = {
    Measure.MEALS: "pupils eligible for free school meals",
    Measure.DEPRIVED: "pupils of schools in the three most deprived tenths",
}
GROUPS = {
    Over.DISTRICTS: "district",
    Over.DEPRIVATION: "fifth of deprivation",
    Over.BOTH: "half of a district",
}
SMALL = 0.005


def limits_in_words(question: Question, asked: dict[str, Any]) -> list[str]:
    """Return what the plan had to keep to, a sentence each."""
    said = []
    if question.projects is not None:
        said.append(f"{question.projects} project{'s' if question.projects != 1 else ''} at most")
    if question.budget_pounds is not None:
        said.append(
            f"£{question.budget_pounds:,}, at £{question.project_pounds:,} a project: {question.affordable} projects"
        )
    if question.capacity is not None:
        said.append(f"The organisations that were named can do {question.capacity}")
    if question.near_km:
        said.append(f"Schools within {question.near_km:g} km of a project may come along")
    if question.fixed_in:
        said.append(f"{schools(len(question.fixed_in))} put in by hand")
    if question.fixed_out:
        said.append(f"{schools(len(question.fixed_out))} left out by hand")
    said.append(f"For schools of which no return tells in: {', '.join(asked['terms'])}")
    return said


def headline(plan: Plan, question: Question, chosen: int) -> str:
    """Say what the plan does, in one sentence."""
    asked = plan.asked
    along = f", and {schools(asked['along'])} nearby may come along" if asked["along"] else ""
    if question.aim == Aim.JOURNEY:
        placed = "school on the map" if asked["unplaced"] else "school"
        far = f"no {placed} that is missing is more than {plan.value:.1f} km from a project"
        return f"With {schools(chosen)}{along}, {far}."
    pupils = f"{asked['pupils']:,.0f} of the {asked['pupils_of']:,.0f} {IN_NEED[question.measure]}"
    return f"With {schools(chosen)}{along}: {pupils} at schools of which no return tells."


def certified(plan: Plan, question: Question, chosen: int) -> str:
    """Say how near to the best the plan is certified to be."""
    if chosen == 1 and plan.asked["schools"] == 1:
        return "There is one school to plan for, so the plan is that school."
    is_journey = question.aim == Aim.JOURNEY
    if plan.gap == 0:
        best = "keeps the longest journey shorter" if is_journey else "reaches more of them"
        shares = " and as fair" if question.aim == Aim.FAIR else ""
        return f"Certified: no plan within these limits{shares} {best}."
    why = "You stopped the search, and this is the best so far." if plan.status == STOPPED else "Time was up."
    least = (
        f"no plan can keep it under {plan.bound:.1f} km"
        if is_journey
        else f"no plan can reach more than {plan.bound:,.0f}"
    )
    return f"{why} Certified: {least}, so this one is at most {percent(plan.gap)} from the best."


def shares_in_words(plan: Plan, question: Question) -> str:
    """Say what the group that gets least gets, for a plan of fair shares."""
    least, best = plan.asked["least_share"], plan.asked["best_share"]
    if question.aim != Aim.FAIR or least is None or best is None:
        return ""
    group = GROUPS[question.over]
    if not best:
        return f"There are not enough projects for every {group}, so some get none. Ask for more, or for wider groups."
    most = (
        "no plan gives every one more" if best - least < SMALL else f"no plan gives every one more than {percent(best)}"
    )
    return f"Every {group} gets {percent(least)} at least of its pupils in need; {most}."


def index_in_words(index: float | None) -> str:
    return "not known" if index is None else f"{index:+.2f}".replace("-", "−")


def inequality_in_words(plan: Plan) -> str:
    """Say what the plan does to the inequality figure, and how that was counted."""
    before, after = plan.inequality_before, plan.inequality_after
    times = f"{plan.asked['typical']:,.0f} times that a pupil takes part"
    counted = f"Each school of the plan is counted with {times}, as at the middle school that returns tell of."
    if after is None or before is None:
        return plan.inequality_words
    if abs(after - before) < SMALL:
        return f"The plan leaves the inequality figure as it is. {counted}"
    way = "towards the more deprived places" if after < before else "towards the less deprived places"
    return f"Reach moves {way}: below zero, pupils of the more deprived places have more of the chances. {counted}"


def of_the_placed(asked: dict[str, Any]) -> str:
    """Say of which schools the plan is, where some have no point, or nobody knows whether they are here."""
    unplaced, total, perhaps = asked["unplaced"], asked["schools"], asked.get("perhaps", 0)
    said = []
    if unplaced:
        said.append(f"{unplaced} of the {schools(total)} have no point on the map, so they cannot be in the plan.")
    if perhaps:
        said.append(f"{schools(perhaps)} more may be here: only the authority is known, and it lies partly here.")
    if too_many_unplaced(unplaced, total, perhaps):
        return f"Of the placed: {' '.join(said)} Nothing of this is published."
    return " ".join(said)


def journeys_in_words(asked: dict[str, Any]) -> str:
    """Say by what journeys were measured: tables of travel times know none from school to school."""
    between = "Journeys between schools are straight lines"
    if not asked.get("travel"):
        return f"{between}, and so are those from schools to organisations."
    return f"{between}; those from schools to organisations are minutes by {asked['travel']}."


def schools(number: int) -> str:
    return f"{number} school{'s' if number != 1 else ''}"


def percent(share: float) -> str:
    return f"{100 * share:.1f} %" if share < 0.1 else f"{100 * share:.0f} %"


def tracking_in_words(tracking: Tracking, ends_on: date) -> str:
    """Say how far an adopted plan is."""
    if not tracking.missing:
        return f"Returns tell of all {schools(tracking.total)} of the plan."
    over = "ended" if tracking.is_over else "ends"
    told = f"Returns tell of {tracking.reached} of the {schools(tracking.total)} of the plan"
    return f"{told}, which {over} on {ends_on:%-d %B %Y}."
