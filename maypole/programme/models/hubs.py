"""Hubs: a partnership's schools in groups small enough to meet, first proposed, then kept."""

from django.db import models
from django.db.models import F, Q

from maypole.directory.models import Organisation, School
from maypole.partnerships.models import Partnership


class HubPlan(models.Model):
    """One way to group the schools. A partnership keeps one; those before it stay to be looked at."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        KEPT = "kept", "Kept"
        PAST = "past", "Before"

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="hub_plans")
    state = models.CharField(max_length=8, choices=State, default=State.PROPOSED)
    smallest = models.PositiveSmallIntegerField()
    largest = models.PositiveSmallIntegerField()
    is_mixed = models.BooleanField(default=True, help_text="Whether phases stand together.")
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True, blank=True)
    kept_at = models.DateTimeField(null=True, blank=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership"], condition=Q(state="kept"), name="hubplan_one_kept_a_partnership"
            ),
            models.CheckConstraint(
                condition=Q(smallest__gte=1, largest__gte=F("smallest")), name="hubplan_sizes_in_order"
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", kept_at__isnull=True) | ~Q(state="proposed"),
                name="hubplan_proposed_is_not_kept",
            ),
        ]

    def __str__(self) -> str:
        return f"Hubs of {self.partnership}, {self.made_at:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return f"/partnerships/{self.partnership_id}/hubs/{self.pk}/"


class Hub(models.Model):
    """A hub with a school that leads and an organisation to turn to about culture."""

    plan = models.ForeignKey(HubPlan, on_delete=models.CASCADE, related_name="hubs")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    lead_school = models.ForeignKey(School, null=True, blank=True, on_delete=models.SET_NULL, related_name="hubs_led")
    contact = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="hubs_helped"
    )

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="hub_number_once")]

    def __str__(self) -> str:
        return self.name


class HubSchool(models.Model):
    """A school of the plan; one in no hub waits to be put in by hand."""

    plan = models.ForeignKey(HubPlan, on_delete=models.CASCADE, related_name="schools")
    hub = models.ForeignKey(Hub, null=True, blank=True, on_delete=models.SET_NULL, related_name="schools")
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="in_hubs")
    is_moved = models.BooleanField(default=False, help_text="Somebody put it here by hand.")

    class Meta:
        ordering = ["school__name"]
        constraints = [models.UniqueConstraint(fields=["plan", "school"], name="hubschool_once")]

    def __str__(self) -> str:
        return f"{self.school} in {self.hub or 'no hub'}"
