"""A local cultural education partnership, its people and its priorities."""

from django.db import models

from maypole.core.models import Dataset
from maypole.directory.models import Organisation
from maypole.places.models import Place


class Partnership(models.Model):
    """A partnership over a territory of districts. Its scope is that of the territory."""

    class Status(models.TextChoices):
        ACTIVE = "active", "Active"
        EMERGING = "emerging", "Emerging"
        PAUSED = "paused", "Paused"
        ENDED = "ended", "Ended"

    slug = models.SlugField(primary_key=True, max_length=60)
    name = models.CharField(max_length=200)
    territory = models.OneToOneField(Place, on_delete=models.PROTECT, related_name="partnership")
    area_text = models.CharField(max_length=200, blank=True, help_text="The area in the partnership's own words.")
    status = models.CharField(max_length=8, choices=Status, default=Status.ACTIVE)
    lead = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="leads")
    lead_name = models.CharField(max_length=200, blank=True, help_text="The lead body, where it is in no list.")
    contact_role = models.CharField(max_length=100, blank=True)
    contact_email = models.EmailField(blank=True)
    safeguarding_role = models.CharField(max_length=100, blank=True)
    safeguarding_email = models.EmailField(blank=True)
    safeguarding_telephone = models.CharField(max_length=40, blank=True)
    vision = models.TextField(blank=True)
    mission = models.TextField(blank=True)
    story = models.ForeignKey("wagtailcore.Page", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    source_url = models.URLField(max_length=300, blank=True)
    dataset = models.ForeignKey(Dataset, null=True, blank=True, on_delete=models.SET_NULL, related_name="partnerships")
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/partnerships/{self.slug}/"


class Priority(models.Model):
    """Something that a partnership wants to change, in its own order."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="priorities")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = "priorities"

    def __str__(self) -> str:
        return self.title
