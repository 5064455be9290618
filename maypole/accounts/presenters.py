"""What the pages of an account show."""

from dataclasses import dataclass
from datetime import datetime

from maypole.accounts.models import Person
from maypole.accounts.roles import BY_SLUG, EDITOR


@dataclass(frozen=True)
class RoleHeld:
    """A role that a person holds, in words, and the number by which they can leave it."""

    grant_id: int
    title: str
    meaning: str
    of_what: str
    since: datetime
    is_editor: bool


def roles_held(person: Person) -> list[RoleHeld]:
    """Return the roles of a person with the name of what each is for."""
    return [
        RoleHeld(
            grant_id=grant.pk,
            title=BY_SLUG[grant.role].title,
            meaning=BY_SLUG[grant.role].meaning,
            of_what=grant.of_what,
            since=grant.granted_at,
            is_editor=grant.role == EDITOR.slug,
        )
        for grant in person.grants.all()
    ]
