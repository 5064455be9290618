"""What other rooms and pages ask about people."""

import uuid
from datetime import datetime
from typing import Any

from maypole.accounts.models import Grant, Invitation, Person
from maypole.accounts.personal import rooms_that_hold
from maypole.core.models import AuditEntry


def usable_invitation(token_hash: str, *, at: datetime) -> Invitation | None:
    """Return the invitation of this hash, unless it was used, ended or taken back."""
    return Invitation.objects.filter(
        token_hash=token_hash, accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at
    ).first()


def holders(scope_id: uuid.UUID, *roles: str) -> list[Grant]:
    """Return the grants of these roles within a scope, with their people."""
    return list(
        Grant.objects.filter(scope_id=scope_id, role__in=roles).select_related("person").order_by("person__email")
    )


def open_invitations(scope_id: uuid.UUID, *, at: datetime) -> list[Invitation]:
    """Return the invitations within a scope that somebody could still accept."""
    return list(
        Invitation.objects.filter(
            scope_id=scope_id, accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at
        )
    )


def name_of(person_id: uuid.UUID | None) -> str:
    """Return the name to show for an actor, or "a former member" where the account is gone."""
    if person_id is None:
        return "Maypole"
    person = Person.objects.filter(pk=person_id).first()
    return str(person) if person else "a former member"


def everything_held_about(person: Person) -> dict[str, Any]:
    """Return all that any room holds about a person, ready to be written as JSON."""
    held: dict[str, Any] = {
        "account": {"email": person.email, "name": person.name, "joined": person.date_joined.isoformat()},
        "roles": list(person.grants.values("role", "granted_at")),
        "invitations": list(Invitation.objects.filter(email__iexact=person.email).values("to_what", "created_at")),
        "history": list(AuditEntry.objects.filter(actor=person.id).values("at", "verb", "subject_kind", "subject_id")),
    }
    for room in rooms_that_hold():
        held[room.title] = room.held_about(person)
    return held
