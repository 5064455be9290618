"""Schools, known by URN, and the links between a school and the one it came from."""

from django.db import models
from django.db.models import Q

from maypole.core.models import Dataset, Scope
from maypole.directory.models.placed import Placed
from maypole.places.models import Place


class School(Placed):
    """A school as the register has it. What its owner adds stands in its listing."""

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        CLOSING = "closing", "Open, but proposed to close"
        CLOSED = "closed", "Closed"
        PROPOSED = "proposed", "Proposed to open"

    class Phase(models.TextChoices):
        NURSERY = "nursery", "Nursery"
        PRIMARY = "primary", "Primary"
        MIDDLE = "middle", "Middle"
        SECONDARY = "secondary", "Secondary"
        SIXTEEN_PLUS = "16plus", "16 plus"
        ALL_THROUGH = "all_through", "All-through"
        OTHER = "other", "Special or other"
        UNKNOWN = "", "Not known"

    class Rurality(models.TextChoices):
        URBAN = "urban", "Town or city"
        RURAL = "rural", "Village or countryside"
        UNKNOWN = "", "Not known"

    urn = models.PositiveIntegerField(primary_key=True)
    laestab = models.CharField(max_length=7, blank=True, db_index=True, help_text="DfE number, seven digits.")
    ukprn = models.CharField(max_length=8, blank=True, db_index=True)
    name = models.CharField(max_length=200)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    phase = models.CharField(max_length=12, choices=Phase, blank=True, default=Phase.UNKNOWN)
    school_type = models.CharField(max_length=100, blank=True)
    trust = models.CharField(max_length=200, blank=True)
    low_age = models.PositiveSmallIntegerField(null=True, blank=True)
    high_age = models.PositiveSmallIntegerField(null=True, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    website = models.URLField(max_length=300, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    rurality = models.CharField(max_length=5, choices=Rurality, blank=True, default=Rurality.UNKNOWN)
    roll = models.PositiveIntegerField(null=True, blank=True, help_text="Pupils; empty where not known.")
    fsm_percent = models.FloatField(null=True, blank=True, help_text="Pupils eligible for free school meals, per cent.")
    fsm_vintage = models.CharField(max_length=20, blank=True)
    authority = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="schools_of_authority"
    )
    authority_name = models.CharField(max_length=100, blank=True)
    dataset = models.ForeignKey(Dataset, null=True, blank=True, on_delete=models.SET_NULL, related_name="schools")
    scope = models.OneToOneField(Scope, null=True, blank=True, on_delete=models.PROTECT, related_name="school")
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "urn"]
        constraints = [
            *Placed.Meta.constraints,
            models.CheckConstraint(condition=Q(urn__range=(100000, 999999)), name="school_urn_six_digits"),
            models.CheckConstraint(
                condition=Q(fsm_percent__isnull=True) | Q(fsm_percent__range=(0, 100)),
                name="school_fsm_is_a_percentage",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/schools/{self.urn}/"


class SchoolLink(models.Model):
    """A school that took the place of another, such as an academy of the school that it was."""

    predecessor = models.ForeignKey(School, on_delete=models.CASCADE, related_name="successor_links")
    successor = models.ForeignKey(School, on_delete=models.CASCADE, related_name="predecessor_links")
    linked_on = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="schoollink_once"),
            models.CheckConstraint(condition=~Q(predecessor=models.F("successor")), name="schoollink_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} became {self.successor_id}"
