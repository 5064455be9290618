"""What a school says of the lines about it, from a link with no account."""

import secrets
import uuid

from django.db import models
from django.db.models import Q

from maypole.directory.models import School
from maypole.outcomes.models.returns import Line
from maypole.outcomes.models.rounds import Round


def new_nonce() -> str:
    """Return what makes a link differ from the one before, which it revokes."""
    return secrets.token_urlsafe(12)


class Confirmation(models.Model):
    """One message to one school in one round, to an address that an organisation gave and a coordinator approved."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="confirmations")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="confirmations")
    email = models.EmailField(blank=True)
    suggested_by = models.UUIDField(null=True, blank=True, help_text="The organisation that gave the address.")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.UUIDField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    nonce = models.CharField(max_length=32, default=new_nonce)
    revoked_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    would_do_again = models.CharField(max_length=10, blank=True)
    principles = models.JSONField(default=dict, blank=True, help_text="Statement to point, or not_known.")
    barriers = models.JSONField(default=list, blank=True)
    comment = models.TextField(blank=True)
    own_counts = models.JSONField(default=dict, blank=True, help_text="SEND and pupil premium: for the reviewer only.")

    class Meta:
        ordering = ["school__name"]
        constraints = [
            models.UniqueConstraint(fields=["round", "school"], name="confirmation_once"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(approved_at__isnull=False), name="confirmation_sent_when_approved"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} in {self.round}"


class LineAnswer(models.Model):
    """What the school says of one line. Where it differs, both figures are kept until somebody settles it."""

    class Verdict(models.TextChoices):
        RIGHT = "right", "It is right"
        CORRECTED = "corrected", "It should be otherwise"
        NOT_US = "not_us", "This was not us"

    confirmation = models.ForeignKey(Confirmation, on_delete=models.CASCADE, related_name="answers")
    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="school_answers")
    verdict = models.CharField(max_length=10, choices=Verdict)
    corrections = models.JSONField(default=dict, blank=True, help_text="Question to what the school says.")
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.UUIDField(null=True, blank=True)
    is_taken_over = models.BooleanField(null=True, blank=True, help_text="Whether the school's figures were taken.")

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["confirmation", "line"], name="lineanswer_once")]

    def __str__(self) -> str:
        return f"{self.verdict}: {self.line}"
