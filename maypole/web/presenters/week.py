"""This week: at most ten things that need a person, what they did, what is coming."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from maypole.accounts.models import Person
from maypole.core.models import AuditEntry
from maypole.core.week import Coming, WeekItem, asked_of_rooms

MOST = 10
NUMBERS = ("Nothing", "One thing", "Two things", "Three things", "Four things", "Five things", "Six things",
           "Seven things", "Eight things", "Nine things", "Ten things")  # fmt: skip
RIBBONS = ("poppy", "cornflower", "foxglove", "leaf", "marigold", "sky")
DONE = {
    "admit": "Admitted a member",
    "accept": "Accepted an invitation",
    "change": "Changed {kind}",
    "confirm": "Confirmed a listing",
    "claim accepted": "Gave a listing to its owner",
    "proposal accepted": "Accepted a change",
    "tick": "Ticked off an action",
    "invite": "Invited somebody",
    "plan meeting": "Planned a meeting",
}
KINDS = {"organisations": "a listing", "schools": "a listing", "partnership": "what the partnership says"}


@dataclass(frozen=True)
class Done:
    """Something done this week, in words."""

    title: str
    day: date


@dataclass(frozen=True)
class Week:
    """The page."""

    items: tuple[WeekItem, ...]
    left_out: int
    minutes: int
    done: tuple[Done, ...]
    coming: tuple[Coming, ...]

    @property
    def headline(self) -> str:
        if not self.items:
            return "Nothing needs you this week. You could go home early."
        need = "needs" if len(self.items) == 1 else "need"
        here = " Each can be finished here." if all(item.buttons for item in self.items) else ""
        return f"{NUMBERS[len(self.items)]} {need} you. About {self.minutes} minutes.{here}"

    @property
    def tasks(self) -> list[tuple[str, WeekItem]]:
        """Each item with the ribbon of its number."""
        return [(RIBBONS[number % len(RIBBONS)], item) for number, item in enumerate(self.items)]


def week_of(person: Person) -> Week:
    """Ask every room what needs this person, the most urgent first."""
    items = sorted(asked_of_rooms("ITEMS", person), key=lambda item: item.rank)
    coming = sorted(asked_of_rooms("COMING", person), key=lambda item: item.day)
    shown = tuple(items[:MOST])
    return Week(
        items=shown,
        left_out=len(items) - len(shown),
        minutes=sum(item.minutes for item in shown),
        done=done_by(person),
        coming=tuple(coming[:5]),
    )


def done_by(person: Person) -> tuple[Done, ...]:
    """Return what the person did in the last seven days, newest first, in words."""
    entries = AuditEntry.objects.filter(
        actor=person.id, verb__in=DONE, at__gte=timezone.now() - timedelta(days=7)
    ).order_by("-at")
    return tuple(
        Done(DONE[e.verb].format(kind=KINDS.get(e.subject_kind, e.subject_kind.rstrip("s"))), timezone.localdate(e.at))
        for e in entries[:6]
    )
