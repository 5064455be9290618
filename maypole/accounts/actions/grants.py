"""Give and take roles."""

import uuid

from django.db import transaction
from django.utils import timezone

from maypole.accounts.doors import roles_changed
from maypole.accounts.models import Grant, Person
from maypole.accounts.roles import ADMINISTRATOR, EDITOR, Role
from maypole.core.audit import record
from maypole.core.models import Scope


class LastAdministrator(Exception):
    """The only administrator cannot go before there is another."""


@transaction.atomic
def make_administrator(*, email: str, by: uuid.UUID | None) -> Person:
    """Return the person with this address, made if need be, as an administrator."""
    person = Person.objects.filter(email__iexact=email).first() or Person.objects.create_user(email.lower())
    person.is_staff = person.is_superuser = True
    person.save()
    grant_role(person=person, role=ADMINISTRATOR, scope_id=None, of_what="all of Maypole", by=by)
    return person


@transaction.atomic
def grant_role(*, person: Person, role: Role, scope_id: uuid.UUID | None, of_what: str, by: uuid.UUID | None) -> Grant:
    """Give a role within a scope. Giving it twice changes nothing."""
    grant, is_new = Grant.objects.get_or_create(
        person=person,
        role=role.slug,
        scope=Scope.objects.filter(pk=scope_id).first() if scope_id else None,
        defaults={"of_what": of_what, "granted_at": timezone.now(), "granted_by": by},
    )
    if is_new:
        record("grant", kind="grant", subject=person.id, by=by, role=role.slug, scope=str(scope_id or ""))
        open_editors_door(person)
    return grant


@transaction.atomic
def take_role(*, grant: Grant, by: uuid.UUID) -> None:
    """Take a role away, or leave it oneself. Raises LastAdministrator."""
    is_last = not Grant.objects.filter(role=ADMINISTRATOR.slug).exclude(pk=grant.pk).exists()
    if grant.role == ADMINISTRATOR.slug and is_last:
        raise LastAdministrator
    record("take", kind="grant", subject=grant.person_id, by=by, role=grant.role, scope=str(grant.scope_id or ""))
    person = grant.person
    grant.delete()
    open_editors_door(person)


def open_editors_door(person: Person) -> None:
    """Let editors and administrators into Wagtail's admin, and nobody else; then tell the other rooms."""
    roles = set(person.grants.values_list("role", flat=True))
    person.is_superuser = ADMINISTRATOR.slug in roles
    person.is_staff = person.is_superuser or EDITOR.slug in roles
    person.save(update_fields=["is_staff", "is_superuser"])
    roles_changed(person)
