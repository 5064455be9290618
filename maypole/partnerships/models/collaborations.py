"""Collaborations: what several partners set out to change together, and what came of it."""

import uuid

from django.db import models
from django.db.models import F, Q

from maypole.directory.models import Organisation, School
from maypole.partnerships.models.partnerships import Partnership
from maypole.partnerships.models.plans import Plan


class Collaboration(models.Model):
    """Work of several partners with an outcome that was written down before it began. Three a year is the custom."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="collaborations")
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.SET_NULL, related_name="collaborations")
    title = models.CharField(max_length=120)
    organisations = models.ManyToManyField(Organisation, blank=True, related_name="collaborations")
    schools = models.ManyToManyField(School, blank=True, related_name="collaborations")
    others = models.CharField(max_length=200, blank=True, help_text="Partners that are in no list.")
    outcome = models.TextField(help_text="What is meant to be different at the end.")
    measure = models.TextField(help_text="How anybody will know.")
    young_people = models.TextField(help_text="What young people decide or do in it.")
    starts_on = models.DateField()
    ends_on = models.DateField()
    result = models.TextField(blank=True)
    result_on = models.DateField(null=True, blank=True)
    is_public = models.BooleanField(default=False)

    class Meta:
        ordering = ["-starts_on", "title"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="collaboration_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(result="", result_on__isnull=True) | (~Q(result="") & Q(result_on__isnull=False)),
                name="collaboration_result_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/partnerships/{self.partnership_id}/collaborations/{self.pk}/"


class JoinedProject(models.Model):
    """A project of a return that belongs to a collaboration. Returns stand above, so only the project's id is kept."""

    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, related_name="joined")
    project_id = models.UUIDField()
    joined_at = models.DateTimeField()

    class Meta:
        ordering = ["joined_at", "id"]
        constraints = [models.UniqueConstraint(fields=["collaboration", "project_id"], name="joinedproject_once")]

    def __str__(self) -> str:
        return f"{self.project_id} in {self.collaboration}"
