"""Change or delete one's account."""

import uuid

from django.db import transaction

from maypole.accounts.actions.grants import LastAdministrator
from maypole.accounts.models import Grant, Invitation, Person
from maypole.accounts.personal import rooms_that_hold
from maypole.accounts.roles import ADMINISTRATOR
from maypole.core.audit import record


@transaction.atomic
def change_details(*, person: Person, name: str, wants_weekly_mail: bool) -> None:
    person.name, person.wants_weekly_mail = name, wants_weekly_mail
    person.save(update_fields=["name", "wants_weekly_mail"])


@transaction.atomic
def delete_account(*, person: Person) -> uuid.UUID:
    """Delete the account and return the pseudonym that its history keeps: a number that leads to nobody.

    Raises LastAdministrator.
    """
    others = Grant.objects.filter(role=ADMINISTRATOR.slug).exclude(person=person)
    if person.grants.filter(role=ADMINISTRATOR.slug).exists() and not others.exists():
        raise LastAdministrator
    for room in rooms_that_hold():
        room.forget(person)
    Invitation.objects.filter(email__iexact=person.email).update(email="")
    pseudonym = person.id
    record("delete", kind="account", subject=pseudonym, by=pseudonym)
    person.delete()
    return pseudonym
