"""What the atlas holds about a person: the views that they saved."""

from maypole.accounts.models import Person
from maypole.accounts.personal import PersonalData, Row
from maypole.atlas.models import SavedView


def views_saved_by(person: Person) -> list[Row]:
    """Return the names of a person's views and what each looks at."""
    return [dict(row) for row in SavedView.objects.filter(person=person).values("name", "query", "saved_at")]


def forget_views(person: Person) -> None:
    SavedView.objects.filter(person=person).delete()


HOLDINGS = [PersonalData("saved views", views_saved_by, forget_views)]
