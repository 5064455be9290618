"""Plans as pages read them: what was asked, what is certified, why each school, what it does to inequality."""

from collections.abc import Sequence
from dataclasses import dataclass

from maypole.atlas.planning.question import Question
from maypole.atlas.presenters.plan_words import (
    certified,
    headline,
    index_in_words,
    inequality_in_words,
    journeys_in_words,
    limits_in_words,
    of_the_placed,
    schools,
    shares_in_words,
)
from maypole.atlas.presenters.rests_on import OF_PLANS, Basis, rests_on
from maypole.atlas.queries.tracking import Tracking
from maypole.partnerships.models import Plan, PlanSchool


@dataclass(frozen=True)
class SchoolLine:
    """A school of a plan, in words."""

    urn: int
    name: str
    path: str
    district: str
    why: str
    partner: str
    partner_path: str
    match_why: str
    told: str
    is_reached: bool


@dataclass(frozen=True)
class PlanPage:
    """A plan with everything that was kept of it."""

    id: str
    path: str
    title: str
    state: str
    is_draft: bool
    is_adopted: bool
    aim: str
    limits: tuple[str, ...]
    headline: str
    certified: str
    journeys: str
    rests_on: tuple[Basis, ...]
    shares: str
    before: str
    after: str
    inequality: str
    ins: tuple[SchoolLine, ...]
    outs: tuple[SchoolLine, ...]
    unmatched: int
    period: str
    made: str
    adopted: str
    tracking: Tracking | None
    banner: str

    @property
    def chosen(self) -> int:
        return len(self.ins)


def plan_page(plan: Plan, rows: Sequence[PlanSchool], tracking: Tracking | None) -> PlanPage:
    """Return a plan for its page; `tracking` is None for a draft."""
    question = Question.from_json(plan.asked["question"])
    lines = [(one, school_line(one, tracking)) for one in rows]
    ins = tuple(line for one, line in lines if one.is_in)
    return PlanPage(
        id=str(plan.pk),
        path=plan.get_absolute_url(),
        title=plan.title,
        state=plan.get_state_display(),
        is_draft=plan.state == Plan.State.DRAFT,
        is_adopted=plan.state == Plan.State.ADOPTED,
        aim=plan.get_aim_display(),
        limits=tuple(limits_in_words(question, plan.asked)),
        headline=headline(plan, question, len(ins)),
        certified=certified(plan, question, len(ins)),
        journeys=journeys_in_words(plan.asked),
        rests_on=rests_on(OF_PLANS[question.measure], plan.asked.get("lists", {})),
        shares=shares_in_words(plan, question),
        before=index_in_words(plan.inequality_before),
        after=index_in_words(plan.inequality_after),
        inequality=inequality_in_words(plan),
        ins=ins,
        outs=tuple(line for one, line in lines if not one.is_in),
        unmatched=sum(not line.partner for line in ins),
        period=f"{plan.starts_on:%-d %B %Y} to {plan.ends_on:%-d %B %Y}",
        made=f"{plan.made_at:%-d %B %Y}",
        adopted=f"{plan.adopted_on:%-d %B %Y}" if plan.adopted_on else "",
        tracking=tracking,
        banner=of_the_placed(plan.asked),
    )


def school_line(one: PlanSchool, tracking: Tracking | None) -> SchoolLine:
    tracked = tracking.schools.get(one.school_id) if tracking and one.is_in else None
    told = ""
    if tracked is not None:
        told = f"Returns tell of it: {', '.join(tracked.terms)}" if tracked.is_reached else "No return tells of it yet"
    return SchoolLine(
        urn=one.school_id,
        name=one.school.name,
        path=one.school.get_absolute_url(),
        district=one.school.district.name if one.school.district else "",
        why=one.why,
        partner=one.organisation.today.name if one.organisation else "",
        partner_path=one.organisation.today.get_absolute_url() if one.organisation else "",
        match_why=one.match_why,
        told=told,
        is_reached=tracked is not None and tracked.is_reached,
    )


@dataclass(frozen=True)
class PlanLine:
    """A plan in a list."""

    id: str
    path: str
    title: str
    state: str
    tone: str
    words: str
    is_draft: bool


TONES = {Plan.State.DRAFT: "", Plan.State.ADOPTED: "good", Plan.State.SUPERSEDED: "note"}


def plan_line(plan: Plan, chosen: int) -> PlanLine:
    words = f"{plan.get_aim_display()}, {schools(chosen)}, made on {plan.made_at:%-d %B %Y}"
    if plan.adopted_on:
        words += f", adopted on {plan.adopted_on:%-d %B %Y}"
    return PlanLine(
        str(plan.pk), plan.get_absolute_url(), plan.title, plan.get_state_display(), TONES[Plan.State(plan.state)], words,
        plan.state == Plan.State.DRAFT,
    )  # fmt: skip


def csv_rows(page: PlanPage) -> list[tuple[str, ...]]:
    """Return the schools in and left out, a row each, with a head."""
    head = ("urn", "school", "district", "in", "why", "organisation", "why_matched", "told")
    rows = [(line, "yes") for line in page.ins] + [(line, "no") for line in page.outs]
    return [
        head,
        *((str(o.urn), o.name, o.district, is_in, o.why, o.partner, o.match_why, o.told) for o, is_in in rows),
    ]
