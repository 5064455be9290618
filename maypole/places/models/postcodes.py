"""Postcodes that a file brought in; the offline gazetteer answers for all others."""

from django.db import models

from maypole.core.models import Dataset


class Postcode(models.Model):
    """A postcode unit in its compact form, "NG14AB"."""

    code = models.CharField(primary_key=True, max_length=7)
    latitude = models.FloatField()
    longitude = models.FloatField()
    district_code = models.CharField(max_length=9, db_index=True)
    lsoa21_code = models.CharField(max_length=9, blank=True)
    terminated_on = models.DateField(null=True, blank=True)
    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="postcodes")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code[:-3]} {self.code[-3:]}"
