"""What went wrong: complaints, and breaches of anybody's data."""

import uuid

from django.db import models
from django.db.models import Q


class Complaint(models.Model):
    """What somebody says is wrong, with what was done about it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    about = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    email = models.EmailField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.UUIDField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"complaint of {self.at:%Y-%m-%d}"


class BreachEntry(models.Model):
    """A breach of data: when it was found, what it was, whom it touched, who was told."""

    class Told(models.TextChoices):
        NOT_NEEDED = "not_needed", "Not needed: no risk to anybody"
        NOT_YET = "not_yet", "Not yet"
        TOLD = "told", "Told"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    found_at = models.DateTimeField()
    what = models.TextField()
    whom = models.TextField(help_text="Whose data, and how many people.")
    done = models.TextField(blank=True)
    commissioner = models.CharField(max_length=10, choices=Told, default=Told.NOT_YET)
    people = models.CharField(max_length=10, choices=Told, default=Told.NOT_YET)
    entered_by = models.UUIDField(null=True, blank=True)
    entered_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-found_at"]
        verbose_name_plural = "breach entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(entered_at__gte=models.F("found_at")), name="breachentry_entered_after_it_was_found"
            )
        ]

    def __str__(self) -> str:
        return f"breach found {self.found_at:%Y-%m-%d}"
