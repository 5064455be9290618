"""Which role a person holds, for what; and the links that offer one."""

import uuid

from django.db import models
from django.db.models import Q

from maypole.accounts.models.people import Person
from maypole.accounts.roles import GRANTABLE
from maypole.core.models import Scope

ROLE_CHOICES = [(role.slug, role.title) for role in GRANTABLE]
HAS_SCOPE = Q(role="administrator", scope__isnull=True) | (~Q(role="administrator") & Q(scope__isnull=False))


class Grant(models.Model):
    """A role held by a person within a scope; an administrator's has none and holds everywhere."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=ROLE_CHOICES)
    scope = models.ForeignKey(Scope, null=True, blank=True, on_delete=models.CASCADE, related_name="grants")
    of_what = models.CharField(max_length=200, blank=True, help_text="The name of what it is for.")
    granted_at = models.DateTimeField()
    granted_by = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["role", "granted_at"]
        constraints = [
            models.CheckConstraint(condition=HAS_SCOPE, name="grant_scope_unless_administrator"),
            models.UniqueConstraint(fields=["person", "role", "scope"], name="grant_once"),
            models.UniqueConstraint(
                fields=["person", "role"], condition=Q(scope__isnull=True), name="grant_everywhere_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role}"


class Invitation(models.Model):
    """A link that gives a role to whoever opens it first and signs in; only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=20, choices=ROLE_CHOICES)
    scope = models.ForeignKey(Scope, null=True, blank=True, on_delete=models.CASCADE, related_name="invitations")
    to_what = models.CharField(max_length=200)
    invited_by = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="accepted_invitations"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=HAS_SCOPE, name="invitation_scope_unless_administrator"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("created_at")), name="invitation_expires_after_created"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.to_what}"
