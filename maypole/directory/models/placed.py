"""Where something is, and how we know."""

from django.db import models
from django.db.models import Q

from maypole.places.models import Place


class Placed(models.Model):
    """An address with a point. The district stands even where there is no point."""

    class PlacedBy(models.TextChoices):
        NOBODY = "", "Not placed"
        LIST = "list", "The list's own point"
        POSTCODE = "postcode", "Its postcode"
        OWNER = "owner", "Its owner"

    address = models.CharField(max_length=300, blank=True)
    town = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=8, blank=True, db_index=True, help_text="With its space, or empty.")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    district = models.ForeignKey(Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    lsoa21_code = models.CharField(max_length=9, blank=True, db_index=True)
    placed_by = models.CharField(max_length=8, choices=PlacedBy, blank=True, default=PlacedBy.NOBODY)
    place_flag = models.CharField(max_length=200, blank=True, help_text="What is doubtful about the point, in words.")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(49, 61.5), longitude__range=(-9, 3)),
                name="%(class)s_point_in_uk",
            )
        ]

    @property
    def is_placed(self) -> bool:
        return self.latitude is not None
