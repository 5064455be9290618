"""The views that a person saved."""

from maypole.accounts.models import Person
from maypole.atlas.models import SavedView
from maypole.partnerships.models import Partnership


def views_of(person: Person, partnership: Partnership) -> list[SavedView]:
    return list(SavedView.objects.filter(person=person, partnership=partnership))
