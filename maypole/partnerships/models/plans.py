"""Plans of where to go next: drafts, the one that is adopted, and those before it."""

import uuid

from django.db import models
from django.db.models import Q

from maypole.directory.models import Organisation, School
from maypole.partnerships.models.partnerships import Partnership


class Plan(models.Model):
    """An answer to "with so many projects, which schools?", kept with what was asked and what was certified."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        ADOPTED = "adopted", "Adopted"
        SUPERSEDED = "superseded", "Replaced by a later plan"

    class Aim(models.TextChoices):
        NEED = "need", "Most pupils in need"
        JOURNEY = "journey", "Shortest worst journey"
        FAIR = "fair", "Fair shares"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="plans")
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    aim = models.CharField(max_length=8, choices=Aim)
    projects = models.PositiveIntegerField(null=True, blank=True, help_text="At most so many schools.")
    budget_pounds = models.PositiveIntegerField(null=True, blank=True)
    project_pounds = models.PositiveIntegerField(null=True, blank=True, help_text="What one project costs.")
    asked = models.JSONField(default=dict, help_text="Everything that was asked, so that it can be asked again.")
    value = models.FloatField(help_text="What the plan achieves: pupils, or km.")
    bound = models.FloatField(help_text="No plan is better than this.")
    gap = models.FloatField(help_text="How far the two are apart, as a share of the value; 0 is certified best.")
    status = models.CharField(max_length=20)
    inequality_before = models.FloatField(null=True, blank=True)
    inequality_after = models.FloatField(null=True, blank=True)
    inequality_words = models.CharField(max_length=300, blank=True, help_text="Why a figure is missing.")
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True, blank=True)
    starts_on = models.DateField(help_text="Work from this day on counts for the plan.")
    ends_on = models.DateField(help_text="By when its schools are to be reached.")
    adopted_on = models.DateField(null=True, blank=True)
    adopted_by = models.UUIDField(null=True, blank=True)
    superseded_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership"], condition=Q(state="adopted"), name="plan_one_adopted_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", adopted_on__isnull=True) | (~Q(state="draft") & Q(adopted_on__isnull=False)),
                name="plan_adopted_has_a_day",
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="plan_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(projects__isnull=False) | Q(budget_pounds__isnull=False, project_pounds__isnull=False),
                name="plan_has_a_number_or_a_budget",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/partnerships/{self.partnership_id}/plans/{self.pk}/"


class PlanSchool(models.Model):
    """A school that a plan chose, or left out, and why."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="schools")
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="plans")
    is_in = models.BooleanField()
    why = models.CharField(max_length=300)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="planned_schools",
        help_text="Who is matched with the school.",
    )  # fmt: skip
    match_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-is_in", "id"]
        constraints = [models.UniqueConstraint(fields=["plan", "school"], name="planschool_once")]

    def __str__(self) -> str:
        return f"{self.school} {'in' if self.is_in else 'not in'} {self.plan}"
