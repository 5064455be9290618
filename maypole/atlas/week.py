"""What evidence needs of a coordinator this week: schools that nobody asked, and a plan with schools not yet reached."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from maypole.accounts.models import Person
from maypole.atlas.presenters.plan_words import tracking_in_words
from maypole.atlas.queries.missing import Order, Show, look_at
from maypole.atlas.queries.reach import last_terms
from maypole.atlas.queries.tracking import tracking_of
from maypole.core.week import WeekItem
from maypole.partnerships.queries.asks import latest_asks_of
from maypole.partnerships.queries.partnerships import partnerships_kept_by
from maypole.partnerships.queries.plans import adopted_plans_kept_by

SHOWN = 3
MOST_PARTNERSHIPS = 3
SOON = timedelta(days=14)


def whom_nobody_asked(person: Person) -> Iterator[WeekItem]:
    """Yield, for each partnership, the schools in most need of which no return tells and that no log has asked."""
    for partnership in partnerships_kept_by(person)[:MOST_PARTNERSHIPS]:
        look = look_at([partnership.territory], last_terms(timezone.localdate()))
        if not look.reach.is_reached.any():
            continue
        missing = look.chosen(Show.MISSING, Order.NEED)
        asked = latest_asks_of(partnership, look.schools.urn[missing].tolist())
        names = [str(look.schools.name[at]) for at in missing if int(look.schools.urn[at]) not in asked]
        if names:
            yield WeekItem(
                rank=70,
                title=f"Ask {names[0]}",
                text=f"No return of the last three terms tells of it, it stands where need is greatest, and nobody has"
                f" asked it as far as the log says. {_others(names)}",
                minutes=10,
                more_label="Who are we missing?",
                more_path=f"/partnerships/{partnership.slug}/missing/",
            )


def _others(names: list[str]) -> str:
    if len(names) == 1:
        return "It is the only one."
    following = " and ".join(names[1:SHOWN])
    return f"Then {following}; {len(names)} in all."


def plans_behind(person: Person) -> Iterator[WeekItem]:
    """Yield the adopted plans whose time is nearly up, or over, with schools of which no return tells."""
    today = timezone.localdate()
    for plan in adopted_plans_kept_by(person):
        if plan.ends_on - SOON > today:
            continue
        tracking = tracking_of(plan, today)
        if tracking.missing:
            yield WeekItem(
                rank=40,
                title=f"“{plan.title}”: of {tracking.missing} of its schools no return tells yet",
                text=f"{tracking_in_words(tracking, plan.ends_on)} Ask them, or plan again with what you know now.",
                minutes=5,
                more_label="See which schools",
                more_path=plan.get_absolute_url(),
            )


ITEMS = [plans_behind, whom_nobody_asked]
