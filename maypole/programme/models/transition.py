"""The September transition project: counts by school, never a pupil; and which school sends to which."""

from django.db import models
from django.db.models import F, Q

from maypole.directory.models import School
from maypole.partnerships.models import Partnership


class TransitionCount(models.Model):
    """What one school tells of one September. An empty count is not known, zero is nobody."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="transition_counts")
    year = models.PositiveSmallIntegerField(help_text="The year of the September between year 6 and year 7.")
    started = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Pupils of year 6 who started.")
    continued = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Pupils of year 7 who went on.")
    awards = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Pupils who gained an award.")
    told_at = models.DateTimeField()
    told_by = models.UUIDField(null=True, blank=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["-year", "school__name"]
        constraints = [
            models.UniqueConstraint(fields=["school", "year"], name="transitioncount_once"),
            models.CheckConstraint(condition=Q(year__range=(2015, 2100)), name="transitioncount_year"),
        ]

    def __str__(self) -> str:
        return f"{self.school}, September {self.year}"


class TransitionPair(models.Model):
    """A primary and a secondary school that carry the project together."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="transition_pairs")
    year = models.PositiveSmallIntegerField()
    primary = models.ForeignKey(School, on_delete=models.CASCADE, related_name="transition_to")
    secondary = models.ForeignKey(School, on_delete=models.CASCADE, related_name="transition_from")
    made_by = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["secondary__name", "primary__name"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "year", "primary", "secondary"], name="transitionpair_once"),
            models.CheckConstraint(condition=~Q(primary=F("secondary")), name="transitionpair_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.primary} to {self.secondary}, September {self.year}"
