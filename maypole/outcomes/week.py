"""What returns need this week: of an organisation that is asked for one, of a coordinator or reviewer."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from maypole.accounts.models import Person
from maypole.core.week import Coming, WeekButton, WeekItem
from maypole.outcomes.models import Confirmation, Line, Return, Round
from maypole.outcomes.queries.rounds import partnerships_reviewed_by, returns_owed_by, rounds_seen_by
from maypole.outcomes.terms import inside_a_sentence

NOT_SENT = {
    "": ("{organisation} is asked for its return", "Begin", 10),
    Return.State.DRAFT: ("The return of {organisation} is begun and not sent", "Go on with it", 10),
    Return.State.QUERIED: ("There is a question about the return of {organisation}", "Answer it", 3),
}


def returns_owed(person: Person) -> Iterator[WeekItem]:
    for expected, begun in returns_owed_by(person):
        of, due = expected.round, f"{expected.due_on:%-d %B %Y}"
        title, doing, minutes = NOT_SENT[begun.state if begun else ""]
        yield WeekItem(
            rank=20 if expected.due_on < timezone.localdate() else 32,
            title=title.format(organisation=expected.organisation),
            text=f"{title_with_term(of)}. It is due on {due}; what comes later still counts.",
            minutes=minutes,
            more_label=doing,
            more_path=begun.get_absolute_url() if begun else expected.begin_path,
        )


def title_with_term(of: Round) -> str:
    """Return a round's title, with its term where the title does not say it."""
    term = inside_a_sentence(of.term.title)
    return of.title if term.lower() in of.title.lower() else f"{of.title}, {term}"


def returns_to_review(person: Person) -> Iterator[WeekItem]:
    open_lines = Line.objects.filter(
        project__return_of=OuterRef("pk"), partnership__in=partnerships_reviewed_by(person), state=Line.State.OPEN
    )
    waiting = Return.objects.filter(Exists(open_lines), state=Return.State.SENT).select_related("organisation", "round")
    for one in waiting.order_by("sent_at")[:10]:
        yield WeekItem(
            rank=30,
            title=f"{one.organisation} has sent its return",
            text=f"For {one.round.term.title}. What looks odd stands first.",
            minutes=5,
            more_label="Look through it",
            more_path=reverse("review", args=[one.pk]),
        )


def addresses_to_approve(person: Person) -> Iterator[WeekItem]:
    lines = Line.objects.filter(partnership__in=partnerships_reviewed_by(person)).exclude(
        project__return_of__state=Return.State.DRAFT
    )
    waiting = Confirmation.objects.filter(
        Q(school__in=lines.values("school")), approved_at__isnull=True, round__closed_at__isnull=True
    ).exclude(email="")
    for one in waiting.select_related("school", "round")[:5]:
        yield WeekItem(
            rank=35,
            title=f"Is this the right address for {one.school}?",
            text=f"{one.email}. If it is, the school is asked whether its projects are right.",
            minutes=1,
            buttons=(
                WeekButton(
                    "Yes, ask them",
                    reverse("round_ask_school", args=[one.round_id, one.school_id]),
                    (("email", one.email),),
                ),
            ),
            more_label="All schools",
            more_path=reverse("round_schools", args=[one.round_id]),
        )


def returns_due(person: Person) -> Iterator[Coming]:
    today = timezone.localdate()
    for one in rounds_seen_by(person):
        if one.is_open and one.due_on >= today:
            yield Coming(one.due_on, f"{one.title}: returns are due", "", one.get_absolute_url())


def rounds_past_their_day(person: Person) -> Iterator[WeekItem]:
    for one in rounds_seen_by(person):
        if one.is_open and one.due_on < timezone.localdate():
            yield WeekItem(
                rank=50,
                title=f"“{one.title}” is past its day",
                text=f"Returns were due on {one.due_on:%-d %B %Y}. Late ones still count until you close it.",
                minutes=2,
                more_label="See who is missing",
                more_path=one.get_absolute_url(),
            )


ITEMS = [returns_owed, returns_to_review, addresses_to_approve, rounds_past_their_day]
COMING = [returns_due]
