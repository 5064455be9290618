"""The page of a partnership, as this reader may see it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from maypole.accounts.models import Person
from maypole.directory.models import Entry
from maypole.directory.queries.kind_counts import KindCount, counts_by_kind
from maypole.partnerships.models import Meeting, Member, Partnership
from maypole.partnerships.permissions import may_keep, may_see_inside
from maypole.partnerships.presenters.collaborations import (
    CollaborationLine,
    InfluenceLine,
    collaboration_lines,
    influence_line,
)
from maypole.partnerships.queries.collaborations import collaborations_of, influences_of
from maypole.partnerships.queries.members import members_of, waiting_to_join


@dataclass(frozen=True)
class MemberLine:
    """A member with what it brings."""

    id: int
    name: str
    path: str
    kind: str
    contributes: str
    joined_on: date | None


@dataclass(frozen=True)
class MeetingLine:
    """A meeting with its decisions and actions in words."""

    id: int
    title: str
    starts_at: datetime
    place: str
    agenda: str
    is_public: bool
    decisions: tuple[tuple[str, str], ...]
    actions: tuple["ActionLine", ...]


@dataclass(frozen=True)
class ActionLine:
    """Who does what by when, and whether it is done."""

    id: int
    text: str
    who: str
    due_on: date | None
    is_done: bool


@dataclass(frozen=True)
class PartnershipPage:
    """Everything on a partnership's page that this reader may see."""

    slug: str
    name: str
    area: str
    districts: tuple[str, ...]
    status: str
    lead: str
    lead_path: str
    contact_role: str
    has_contact: bool
    safeguarding_role: str
    safeguarding_email: str
    safeguarding_telephone: str
    vision: str
    mission: str
    priorities: tuple[tuple[str, str], ...]
    members: tuple[MemberLine, ...]
    meetings: tuple[MeetingLine, ...]
    counts: tuple[KindCount, ...]
    supported_by: tuple[str, ...]
    story: object | None
    is_invented: bool
    source_url: str
    may_keep: bool
    asking: tuple[MemberLine, ...]
    collaborations: tuple[CollaborationLine, ...]
    influences: tuple[InfluenceLine, ...]

    @property
    def map_path(self) -> str:
        return f"/map/?partnership={self.slug}"


def partnership_page(partnership: Partnership, reader: Person | AnonymousUser) -> PartnershipPage:
    """Return the page for a reader: meetings that are not public only for those who may see inside."""
    inside = may_see_inside(reader, partnership)
    keeps = may_keep(reader, partnership)
    meetings = partnership.meetings.prefetch_related("decisions", "actions")
    if not inside:
        meetings = meetings.filter(is_public=True)
    districts = partnership.territory.holds.order_by("inner__name").values_list("inner__name", flat=True)
    supported = partnership.support_agreements.filter(ended_on__isnull=True)
    story = partnership.story.specific if partnership.story and partnership.story.live else None
    return PartnershipPage(
        slug=partnership.slug,
        name=partnership.name,
        area=partnership.area_text,
        districts=tuple(districts),
        status=partnership.get_status_display(),
        lead=partnership.lead.name if partnership.lead else partnership.lead_name,
        lead_path=partnership.lead.get_absolute_url() if partnership.lead else "",
        contact_role=partnership.contact_role,
        has_contact=bool(partnership.contact_email),
        safeguarding_role=partnership.safeguarding_role,
        safeguarding_email=partnership.safeguarding_email,
        safeguarding_telephone=partnership.safeguarding_telephone,
        vision=partnership.vision,
        mission=partnership.mission,
        priorities=tuple((priority.title, priority.text) for priority in partnership.priorities.all()),
        members=tuple(member_line(member) for member in members_of(partnership)),
        meetings=tuple(meeting_line(meeting) for meeting in meetings),
        counts=counts_by_kind(Entry.objects.filter(territory=partnership.territory)),
        supported_by=tuple(supported.values_list("organisation__name", flat=True)),
        story=story,
        is_invented=partnership.is_invented,
        source_url=partnership.source_url,
        may_keep=keeps,
        asking=tuple(member_line(member) for member in waiting_to_join(partnership)) if keeps else (),
        collaborations=collaboration_lines(collaborations_of(partnership, only_public=True), timezone.localdate()),
        influences=tuple(influence_line(one) for one in influences_of(partnership, only_public=True)),
    )


def member_line(member: Member) -> MemberLine:
    body = member.organisation or member.school
    if body is None:
        raise ValueError(f"Member {member.pk} is neither a school nor an organisation.")
    return MemberLine(
        id=member.pk,
        name=body.name,
        path=body.get_absolute_url(),
        kind="school" if member.school_id else "organisation",
        contributes=member.contributes,
        joined_on=member.joined_on,
    )


def meeting_line(meeting: Meeting) -> MeetingLine:
    return MeetingLine(
        id=meeting.pk,
        title=meeting.title,
        starts_at=meeting.starts_at,
        place=meeting.place,
        agenda=meeting.agenda,
        is_public=meeting.is_public,
        decisions=tuple((decision.text, decision.reason) for decision in meeting.decisions.all()),
        actions=tuple(
            ActionLine(action.pk, action.text, action.who, action.due_on, action.done_at is not None)
            for action in meeting.actions.all()
        ),
    )
