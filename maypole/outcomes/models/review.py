"""Every value's history, and what a reviewer asks about one."""

import uuid

from django.db import models
from django.db.models import Q

from maypole.outcomes.models.returns import Line, Project, Return


class ValueChange(models.Model):
    """One answer as it was and as it became: never changed, never deleted while the return stands."""

    class Of(models.TextChoices):
        PROJECT = "project", "Project"
        LINE = "line", "Line"
        PUPILS = "pupils", "Pupils"
        GRID = "grid", "Before and after"

    return_of = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="changes")
    of = models.CharField(max_length=8, choices=Of)
    record = models.UUIDField(db_index=True, help_text="The project, line or counts that it is an answer of.")
    question = models.CharField(max_length=60)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)
    by = models.UUIDField(null=True, blank=True, help_text="Nobody, where a school put it right from its link.")
    at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.question}: {self.before} to {self.after}"


class Query(models.Model):
    """A reviewer asks about a value; the organisation answers; the reviewer closes it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    return_of = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="queries")
    project = models.ForeignKey(Project, null=True, blank=True, on_delete=models.CASCADE, related_name="queries")
    line = models.ForeignKey(Line, null=True, blank=True, on_delete=models.CASCADE, related_name="queries")
    question = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    asked_by = models.UUIDField(null=True, blank=True)
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.UUIDField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at"]
        verbose_name_plural = "queries"
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="query_has_words"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ~Q(answer=""), name="query_answer_has_words"
            ),
        ]

    def __str__(self) -> str:
        return self.text
