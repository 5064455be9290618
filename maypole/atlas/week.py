"""What evidence asks of a coordinator this week: the schools that nobody told of and nobody asked."""

from collections.abc import Iterator

from django.utils import timezone

from maypole.accounts.models import Person
from maypole.atlas.queries.missing import Order, Show, look_at
from maypole.atlas.queries.reach import last_terms
from maypole.core.week import WeekItem
from maypole.partnerships.queries.asks import latest_asks_of
from maypole.partnerships.queries.partnerships import partnerships_kept_by

SHOWN = 3
MOST_PARTNERSHIPS = 3


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


ITEMS = [whom_nobody_asked]
