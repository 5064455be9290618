"""Save a way of looking at the page under a name, and forget it."""

from datetime import datetime

from django.db import transaction

from maypole.accounts.models import Person
from maypole.atlas.models import SavedView
from maypole.partnerships.models import Partnership

MOST = 20


class UnableToSave(Exception):
    """The view cannot be saved; says what to do."""


@transaction.atomic
def save_view(*, name: str, query: str, partnership: Partnership | None, by: Person, now: datetime) -> SavedView:
    """Save a view; the same name again replaces what it was. Raises UnableToSave."""
    name = " ".join(name.split())
    if not name:
        raise UnableToSave("Give the view a name, such as Primaries by need.")
    if len(name) > 80 or len(query) > 400:
        raise UnableToSave("That is too long. A name has at most 80 letters.")
    held = SavedView.objects.filter(person=by)
    if held.count() >= MOST and not held.filter(partnership=partnership, name=name).exists():
        raise UnableToSave(f"You have {MOST} views. Forget one first.")
    view, _ = SavedView.objects.update_or_create(
        person=by, partnership=partnership, name=name, defaults={"query": query, "saved_at": now}
    )
    return view


@transaction.atomic
def forget_view(*, view: SavedView) -> None:
    """Forget a view. Only its own person is ever shown it, so nothing else is to be told."""
    view.delete()
