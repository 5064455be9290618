"""What is measured about a place, each value with its source and the date it is of."""

from django.db import models
from django.db.models import Q

from maypole.core.models import Dataset
from maypole.places.models.places import Place


class Indicator(models.Model):
    """Something measured, such as the rank of income deprivation affecting children."""

    slug = models.SlugField(primary_key=True, max_length=60)
    title = models.CharField(max_length=200)
    unit = models.CharField(max_length=60)
    is_high_worse = models.BooleanField(default=True)
    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="indicators")

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class IndicatorValue(models.Model):
    """The value for one place and vintage; a flag says in words why it is not the publisher's own."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="values")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="values")
    vintage = models.CharField(max_length=20)
    value = models.FloatField()
    decile = models.PositiveSmallIntegerField(null=True, blank=True)
    flag = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "place", "vintage"], name="indicatorvalue_once"),
            models.CheckConstraint(
                condition=Q(decile__isnull=True) | Q(decile__range=(1, 10)), name="indicatorvalue_decile_1_to_10"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} of {self.place_id}: {self.value}"
