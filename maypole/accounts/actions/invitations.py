"""Invite somebody by a link; only its hash is kept, so a stolen database opens nothing."""

import hashlib
import secrets
import uuid
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from maypole.accounts.actions.grants import grant_role
from maypole.accounts.models import Grant, Invitation, Person
from maypole.accounts.queries import usable_invitation
from maypole.accounts.roles import BY_SLUG, Role
from maypole.core.audit import record

LASTS = timedelta(days=14)


class UnusableInvitation(Exception):
    """The link was used, has ended, was taken back, or is for somebody else."""


def hash_of(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(
    *, role: Role, scope_id: uuid.UUID | None, to_what: str, email: str, by: uuid.UUID
) -> tuple[Invitation, str]:
    """Make an invitation and its link, and mail the link where an address is given."""
    token = secrets.token_urlsafe(32)
    now = timezone.now()
    invitation = Invitation.objects.create(
        token_hash=hash_of(token),
        email=email.lower(),
        role=role.slug,
        scope_id=scope_id,
        to_what=to_what,
        invited_by=by,
        created_at=now,
        expires_at=now + LASTS,
    )
    record("invite", kind="invitation", subject=invitation.id, by=by, role=role.slug, to=to_what)
    link = f"{settings.SITE_URL}{reverse('invitation', args=[token])}"
    if email:
        transaction.on_commit(lambda: send_invitation(invitation, link))
    return invitation, link


def send_invitation(invitation: Invitation, link: str) -> None:
    """Mail the link."""
    role = BY_SLUG[invitation.role].title.lower()
    send_mail(
        subject=f"You are invited to {invitation.to_what} on Maypole",
        message=(
            f"Somebody who keeps {invitation.to_what} on Maypole invites you as its {role}.\n\n"
            f"Open this link to say yes:\n{link}\n\n"
            f"It works once, until {invitation.expires_at:%-d %B %Y}. If you do not know why you got this, "
            "you need do nothing."
        ),
        from_email=None,
        recipient_list=[invitation.email],
    )


@transaction.atomic
def accept(*, token: str, person: Person) -> Grant:
    """Give the person the role of the invitation. Raises UnusableInvitation."""
    invitation = usable_invitation(hash_of(token), at=timezone.now())
    if invitation is None or (invitation.email and invitation.email != person.email.lower()):
        raise UnusableInvitation
    invitation.accepted_at, invitation.accepted_by = timezone.now(), person
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    record("accept", kind="invitation", subject=invitation.id, by=person.id)
    return grant_role(
        person=person,
        role=BY_SLUG[invitation.role],
        scope_id=invitation.scope_id,
        of_what=invitation.to_what,
        by=invitation.invited_by,
    )


@transaction.atomic
def take_back(*, invitation: Invitation, by: uuid.UUID) -> None:
    """Make the link useless."""
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    record("take back", kind="invitation", subject=invitation.id, by=by)
