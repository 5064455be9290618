"""What evidence needs of a coordinator this week: a plan whose time is nearly up, with schools that nobody reached."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from maypole.accounts.models import Person
from maypole.atlas.presenters.plan_words import tracking_in_words
from maypole.atlas.queries.tracking import tracking_of
from maypole.core.week import WeekItem
from maypole.partnerships.queries.plans import adopted_plans_kept_by

SOON = timedelta(days=14)


def plans_behind(person: Person) -> Iterator[WeekItem]:
    today = timezone.localdate()
    for plan in adopted_plans_kept_by(person):
        if plan.ends_on - SOON > today:
            continue
        tracking = tracking_of(plan, today)
        if not tracking.missing:
            continue
        yield WeekItem(
            rank=40,
            title=f"“{plan.title}”: of {tracking.missing} of its schools no return tells yet",
            text=f"{tracking_in_words(tracking, plan.ends_on)} Ask them, or plan again with what you know now.",
            minutes=5,
            more_label="See which schools",
            more_path=plan.get_absolute_url(),
        )


ITEMS = [plans_behind]
