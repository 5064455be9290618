"""What the directory needs of a coordinator this week, or of an owner."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from maypole.accounts.models import Person
from maypole.accounts.permissions import has_any_role
from maypole.accounts.queries import name_of
from maypole.accounts.roles import ADMINISTRATOR, COORDINATOR
from maypole.core.week import WeekButton, WeekItem
from maypole.directory.models import Candidate, SourceRecord
from maypole.directory.queries.bodies import key_of, kind_of
from maypole.directory.queries.waiting import (
    claims_waiting,
    feedback_unread,
    listings_going_pale,
    photos_ending,
    proposals_waiting,
)

SOON = timedelta(days=14)


def pictures(person: Person) -> Iterator[WeekItem]:
    for photo in photos_ending(person, timezone.localdate() + SOON):
        body = photo.listing.school or photo.listing.organisation
        if body is None or photo.consent is None:
            continue
        take_down = reverse("listing_take_down", args=[kind_of(body), key_of(body), photo.pk])
        yield WeekItem(
            rank=5,
            title=f"A picture’s consent ends on {photo.consent.expires_on:%-d %B %Y}",
            text=f"“{photo.alt}”, of {body.name}. If nobody renews it, it comes down everywhere on that day.",
            minutes=1,
            buttons=(WeekButton("Take it down now", take_down),),
        )


def claims(person: Person) -> Iterator[WeekItem]:
    for claim in claims_waiting(person):
        path = reverse("claim", args=[claim.pk])
        yield WeekItem(
            rank=15,
            title=f"Does {claim.school or claim.organisation} belong to {name_of(claim.person)}?",
            text=claim.message,
            minutes=2,
            buttons=(WeekButton("Yes, it is theirs", path, (("answer", "accept"),)),),
            more_label="Decide, with a reason",
            more_path=path,
        )


def proposals(person: Person) -> Iterator[WeekItem]:
    for proposal in proposals_waiting(person):
        path = reverse("proposal", args=[proposal.pk])
        fields = ", ".join(proposal.changes) or proposal.note[:120]
        yield WeekItem(
            rank=30,
            title=f"Somebody proposes a change to {proposal.school or proposal.organisation}",
            text=f"It is about: {fields}.",
            minutes=2,
            more_label="See it side by side",
            more_path=path,
        )


def told(person: Person) -> Iterator[WeekItem]:
    """Say of which listings somebody said how it was, and nobody has read it."""
    unread = Counter(each.school or each.organisation for each in feedback_unread(person))
    for body, count in unread.items():
        if body is None:
            continue
        yield WeekItem(
            rank=40,
            title=f"Somebody says how it was with {body.name}"
            if count == 1
            else f"{count} people say how it was with {body.name}",
            text="The owner and the coordinator read it. It is not published.",
            minutes=min(10, count),
            more_label="Read it",
            more_path=reverse("listing_feedback", args=[kind_of(body), key_of(body)]),
        )


def pairs(person: Person) -> Iterator[WeekItem]:
    """Say how many pairs of records wait, and show the likeliest."""
    if not has_any_role(person, COORDINATOR, ADMINISTRATOR):
        return
    waiting = SourceRecord.objects.filter(state=SourceRecord.State.QUEUED)
    count = waiting.count()
    best = Candidate.objects.filter(record__in=waiting).select_related("record", "school", "organisation").first()
    if not count or best is None:
        return
    other = best.school or best.organisation
    yield WeekItem(
        rank=25,
        title="Is this one or two?" if count == 1 else f"Are these one or two? {count} pairs wait",
        text="Two lists give different names.",
        minutes=min(20, count),
        more_label="Go through them",
        more_path=reverse("matching"),
        pair=(
            (str(best.record.dataset), (best.record.name, best.record.postcode)),
            ("In the directory", (str(other), other.postcode if other else "")),
        ),
    )


def pale(person: Person) -> Iterator[WeekItem]:
    listings = listings_going_pale(person, timezone.now(), SOON)
    if not listings:
        return
    names = ", ".join(str(listing.school or listing.organisation) for listing in listings[:3])
    rest = f" and {len(listings) - 3} more" if len(listings) > 3 else ""
    yield WeekItem(
        rank=70,
        title="A listing is going pale" if len(listings) == 1 else f"{len(listings)} listings are going pale",
        text=f"Nobody has confirmed {names}{rest} in time. What the official lists say stays.",
        minutes=1,
        buttons=(WeekButton("Ask them to confirm", reverse("ask_to_confirm")),),
    )


ITEMS = [pictures, claims, pairs, proposals, told, pale]
