"""Who agreed to what about a picture or a person, until when."""

from django.db import models
from django.db.models import Q


class Consent(models.Model):
    """A consent that somebody holds on paper or by mail; withdrawing it unpublishes what rests on it."""

    subject = models.CharField(max_length=200, help_text="What was agreed to, in words.")
    holder = models.CharField(max_length=200, help_text="Who keeps the signed form.")
    given_on = models.DateField()
    expires_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["expires_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__gte=models.F("given_on")), name="consent_expires_after_given"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject}, held by {self.holder}"
