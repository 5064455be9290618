"""What a partnership needs of its coordinator this week."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from maypole.accounts.models import Person
from maypole.core.week import Coming, WeekButton, WeekItem
from maypole.partnerships.models import Action, Meeting
from maypole.partnerships.queries.asks import asks_unanswered
from maypole.partnerships.queries.members import waiting_to_join
from maypole.partnerships.queries.partnerships import partnerships_kept_by


def who_asks_to_join(person: Person) -> Iterator[WeekItem]:
    for partnership in partnerships_kept_by(person):
        for member in waiting_to_join(partnership):
            body = member.organisation or member.school
            path = reverse("partnership_decide", args=[partnership.slug, member.pk])
            yield WeekItem(
                rank=20,
                title=f"{body} asks to join",
                text=f"It brings: {member.contributes}." if member.contributes else "It does not say what it brings.",
                minutes=1,
                buttons=(
                    WeekButton("Admit", path, (("answer", "admit"),)),
                    WeekButton("Not now", path, (("answer", "refuse"),)),
                ),
                more_label="Read its listing",
                more_path=body.get_absolute_url() if body else "",
            )


def what_is_late(person: Person) -> Iterator[WeekItem]:
    today = timezone.localdate()
    actions = Action.objects.filter(
        meeting__partnership__in=partnerships_kept_by(person), done_at__isnull=True, due_on__lt=today
    ).select_related("meeting")
    for action in actions:
        path = reverse("partnership_tick", args=[action.meeting.partnership_id, action.pk])
        yield WeekItem(
            rank=60,
            title=f"Was this done? {action.text}",
            text=f"{action.who} said so at “{action.meeting.title}”, by {action.due_on:%-d %B %Y}.",
            minutes=1,
            buttons=(WeekButton("Yes, done", path, (("done", "yes"),)),),
            more_label="Open the meeting",
            more_path=reverse("partnership_meeting", args=[action.meeting.partnership_id, action.meeting_id]),
        )


def who_has_no_safeguarding_lead(person: Person) -> Iterator[WeekItem]:
    for partnership in partnerships_kept_by(person):
        if not partnership.safeguarding_email and not partnership.safeguarding_telephone:
            yield WeekItem(
                rank=10,
                title=f"{partnership} names no safeguarding lead",
                text="Somebody who worries about a child has nobody to tell.",
                minutes=2,
                more_label="Name one",
                more_path=reverse("partnership_edit", args=[partnership.slug]),
            )


def who_has_not_answered(person: Person) -> Iterator[WeekItem]:
    today = timezone.localdate()
    for ask in asks_unanswered(partnerships_kept_by(person), today)[:5]:
        path = reverse("partnership_ask", args=[ask.partnership_id, ask.pk])
        weeks = (today - ask.asked_on).days // 7
        said = (("on", today.isoformat()), ("reason", ""))
        yield WeekItem(
            rank=45,
            title=f"{ask.school} has not answered for {weeks} weeks",
            text=f"{ask.asked_by} asked on {ask.asked_on:%-d %B %Y} about {ask.about}. Ask once more, by another way?",
            minutes=2,
            buttons=(
                WeekButton("It said yes", path, (("answer", "yes"), *said)),
                WeekButton("Later", path, (("answer", "later"), *said)),
            ),
            more_label="Note what it said",
            more_path=path,
        )


def meetings_to_come(person: Person) -> Iterator[Coming]:
    now = timezone.now()
    meetings = Meeting.objects.filter(
        partnership__in=partnerships_kept_by(person), starts_at__range=(now, now + timedelta(days=90))
    ).order_by("starts_at")
    for meeting in meetings[:5]:
        path = reverse("partnership_meeting", args=[meeting.partnership_id, meeting.pk])
        yield Coming(timezone.localdate(meeting.starts_at), meeting.title, meeting.place, path)


ITEMS = [who_has_no_safeguarding_lead, who_asks_to_join, who_has_not_answered, what_is_late]
COMING = [meetings_to_come]
