"""What a school would like: the other side of an offer."""

import uuid

from django.db import models
from simple_history.models import HistoricalRecords

from maypole.directory.models.schools import School


class Want(models.Model):
    """Posted by a school for those of its partnership's area; for everybody only if the school says so."""

    class State(models.TextChoices):
        OPEN = "open", "Still wanted"
        MET = "met", "Met"
        WITHDRAWN = "withdrawn", "Withdrawn"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="wants")
    text = models.CharField(max_length=300)
    artforms = models.JSONField(default=list, blank=True, help_text="Slugs of directory.artforms; none means any.")
    key_stages = models.JSONField(default=list, blank=True, help_text="Slugs of directory.key_stages; none means all.")
    wanted_when = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    is_public = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    is_invented = models.BooleanField(default=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["-created_at", "id"]
        constraints = [models.CheckConstraint(condition=~models.Q(text=""), name="want_says_something")]

    def __str__(self) -> str:
        return self.text
