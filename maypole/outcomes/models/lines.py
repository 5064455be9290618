"""An accepted line, flat: what releases add up and what the map of need calls reach."""

from django.db import models
from django.db.models import Q

from maypole.directory.models import Organisation, School
from maypole.outcomes.models.returns import Line
from maypole.outcomes.models.rounds import Round
from maypole.partnerships.models import Partnership
from maypole.places.models import Place

KEY_STAGES = ("eyfs", "ks1", "ks2", "ks3", "ks4", "post16")
LEVELS = ("discover", "explore", "bronze", "silver", "gold")


class AcceptedLine(models.Model):
    """Written when a line is accepted, and deleted when it is opened again. Empty means not known, never zero."""

    line = models.OneToOneField(Line, on_delete=models.CASCADE, related_name="accepted", primary_key=True)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="accepted_lines")
    term_key = models.CharField(max_length=12, db_index=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="accepted_lines")
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.PROTECT, related_name="accepted_lines")
    district = models.ForeignKey(Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    county = models.ForeignKey(Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    partnership = models.ForeignKey(
        Partnership, null=True, blank=True, on_delete=models.SET_NULL, related_name="accepted_lines"
    )
    activity = models.CharField(max_length=40, blank=True)
    artform = models.CharField(max_length=40, blank=True)
    children = models.PositiveIntegerField(null=True, blank=True)
    children_eyfs = models.PositiveIntegerField(default=0)
    children_ks1 = models.PositiveIntegerField(default=0)
    children_ks2 = models.PositiveIntegerField(default=0)
    children_ks3 = models.PositiveIntegerField(default=0)
    children_ks4 = models.PositiveIntegerField(default=0)
    children_post16 = models.PositiveIntegerField(default=0)
    children_unknown = models.PositiveIntegerField(default=0, help_text="Children whose key stage nobody told.")
    sessions = models.PositiveIntegerField(null=True, blank=True)
    engagements = models.PositiveIntegerField(null=True, blank=True, help_text="Times a child took part.")
    child_hours = models.PositiveIntegerField(null=True, blank=True, help_text="Hours times children, rounded.")
    teachers = models.PositiveIntegerField(null=True, blank=True)
    new_or_repeat = models.CharField(max_length=10, blank=True)
    awards_discover = models.PositiveIntegerField(default=0)
    awards_explore = models.PositiveIntegerField(default=0)
    awards_bronze = models.PositiveIntegerField(default=0)
    awards_silver = models.PositiveIntegerField(default=0)
    awards_gold = models.PositiveIntegerField(default=0)
    awards_unknown = models.PositiveIntegerField(default=0, help_text="Awards whose level nobody told.")
    is_confirmed = models.BooleanField(default=False, help_text="The school has said that it is right.")
    accepted_at = models.DateTimeField()

    class Meta:
        ordering = ["accepted_at"]
        indexes = [models.Index(fields=["school", "term_key"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(children__isnull=True)
                | Q(
                    children=models.F("children_eyfs")
                    + models.F("children_ks1")
                    + models.F("children_ks2")
                    + models.F("children_ks3")
                    + models.F("children_ks4")
                    + models.F("children_post16")
                    + models.F("children_unknown")
                ),
                name="acceptedline_key_stages_make_the_children",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} with {self.school_id}"
