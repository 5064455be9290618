"""Hubs in words: lists, one hub, peer pairs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from maypole.directory.queries.inside import too_many_unplaced
from maypole.programme.models import HubPlan, HubSchool
from maypole.programme.presenters.words import TONES, count, stage_in_words
from maypole.programme.queries.hubs import Compactness, HubGroup, HubGroups
from maypole.programme.queries.journeys import SchoolJourney
from maypole.programme.queries.pairs import Pairs, PeerPair


@dataclass(frozen=True)
class HubSchoolLine:
    urn: int
    name: str
    phase: str
    district: str
    stage: str
    tone: str
    is_lead: bool
    is_moved: bool
    has_point: bool


@dataclass(frozen=True)
class HubBlock:
    """A hub with its schools in words."""

    number: int
    name: str
    lead: str
    contact: str
    contact_path: str
    size: str
    compact: str
    schools: tuple[HubSchoolLine, ...]


@dataclass(frozen=True)
class PlanLine:
    path: str
    title: str
    state: str
    tone: str
    text: str


@dataclass(frozen=True)
class PlanPage:
    """A plan with its hubs, the schools that wait, and whether most have a point."""

    id: int
    path: str
    title: str
    state: str
    is_proposed: bool
    is_kept: bool
    is_past: bool
    wish: str
    unplaced: int
    total: int
    perhaps: int
    is_of_the_placed: bool
    hubs: tuple[HubBlock, ...]
    waiting: tuple[HubSchoolLine, ...]


@dataclass(frozen=True)
class PairLine:
    starting: str
    starting_urn: int
    starting_stage: str
    leading: str
    leading_urn: int
    leading_stage: str
    reasons: str


def plan_line(plan: HubPlan) -> PlanLine:
    """Return a plan whose hubs and schools are at hand."""
    tones = {HubPlan.State.KEPT: "good", HubPlan.State.PROPOSED: "look", HubPlan.State.PAST: "plain"}
    return PlanLine(
        path=plan.get_absolute_url(),
        title=f"{count(len(plan.hubs.all()), 'hub')} of {plan.smallest} to {plan.largest}",
        state=plan.get_state_display(),
        tone=tones[HubPlan.State(plan.state)],
        text=f"{count(len(plan.schools.all()), 'school')}, {mixed_in_words(plan)}. Made on {plan.made_at:%-d %B %Y}.",
    )


def mixed_in_words(plan: HubPlan) -> str:
    return "phases together" if plan.is_mixed else "phases apart"


def plan_page(groups: HubGroups, journeys: Mapping[int, SchoolJourney], perhaps: int = 0) -> PlanPage:
    """Return a plan with its hubs; `perhaps` schools more may be in the area, for all that anybody knows."""
    plan = groups.plan
    unplaced = sum(not one.school.is_placed for one in groups.schools)
    return PlanPage(
        id=plan.pk,
        path=plan.get_absolute_url(),
        title=f"{count(len(groups.groups), 'hub')} of {plan.smallest} to {plan.largest} schools",
        state=plan.get_state_display(),
        is_proposed=plan.state == HubPlan.State.PROPOSED,
        is_kept=plan.state == HubPlan.State.KEPT,
        is_past=plan.state == HubPlan.State.PAST,
        wish=mixed_in_words(plan),
        unplaced=unplaced,
        total=len(groups.schools),
        perhaps=perhaps,
        is_of_the_placed=too_many_unplaced(unplaced, len(groups.schools), perhaps),
        hubs=tuple(hub_block(group, plan, journeys) for group in groups.groups),
        waiting=tuple(school_lines(groups.waiting, None, journeys)),
    )


def hub_block(group: HubGroup, plan: HubPlan, journeys: Mapping[int, SchoolJourney]) -> HubBlock:
    hub = group.hub
    return HubBlock(
        number=hub.number,
        name=hub.name,
        lead=hub.lead_school.name if hub.lead_school else "",
        contact=hub.contact.today.name if hub.contact else "",
        contact_path=hub.contact.today.get_absolute_url() if hub.contact else "",
        size=size_in_words(len(group.schools), plan),
        compact=compact_in_words(group.compactness),
        schools=tuple(school_lines(group.schools, hub.lead_school_id, journeys)),
    )


def size_in_words(size: int, plan: HubPlan) -> str:
    """Return the number of schools; one outside what was asked for says so, and is kept."""
    if size > plan.largest:
        return f"{count(size, 'school')}, more than the {plan.largest} that you asked for"
    if size < plan.smallest:
        return f"{count(size, 'school')}, fewer than the {plan.smallest} that you asked for"
    return count(size, "school")


def compact_in_words(compact: Compactness | None) -> str:
    if compact is None:
        return "How far apart is not known"
    return f"{compact.mean_km:.1f} km from its middle on average; the two farthest are {compact.widest_km:.1f} km apart"


def school_lines(
    schools: Iterable[HubSchool], lead_urn: int | None, journeys: Mapping[int, SchoolJourney]
) -> list[HubSchoolLine]:
    """Return schools with how far each is with Artsmark."""
    return [
        HubSchoolLine(
            urn=one.school.urn,
            name=one.school.name,
            phase=one.school.get_phase_display(),
            district=one.school.district.name if one.school.district else "district not known",
            stage=stage_in_words((journey := journeys[one.school.urn]).outlook, journey.scheme),
            tone=TONES.get(journey.stage, "plain"),
            is_lead=one.school.urn == lead_urn,
            is_moved=one.is_moved,
            has_point=one.school.is_placed,
        )
        for one in schools
    ]


def pair_lines(pairs: Pairs) -> list[PairLine]:
    return [pair_line(pair) for pair in pairs.pairs]


def pair_line(pair: PeerPair) -> PairLine:
    starting, leading = pair.starting, pair.leading
    return PairLine(
        starting=starting.school.name,
        starting_urn=starting.school.urn,
        starting_stage=stage_in_words(starting.outlook, starting.scheme),
        leading=leading.school.name,
        leading_urn=leading.school.urn,
        leading_stage=stage_in_words(leading.outlook, leading.scheme),
        reasons=", ".join(pair.reasons),
    )


def alone_in_words(pairs: Pairs) -> str:
    """Return who has no partner, and why."""
    if not pairs.alone:
        return ""
    names = ", ".join(one.school.name for one in pairs.alone)
    if not pairs.leading:
        return f"No school here holds Gold or Platinum, as far as anybody told. On their way: {names}."
    return f"Without a partner: {names}. Each school that leads takes one, and none is near enough or free."
