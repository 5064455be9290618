"""Values of indicators, worked out by the worker: one row a school and one an area, so that a page reads few rows."""

from django.db import models

from maypole.directory.models import School
from maypole.places.models import Place


class Calculation(models.Model):
    """When values were last worked out, from which terms of returns and which lists."""

    made_at = models.DateTimeField()
    as_of = models.DateField(help_text="The day by which the last three terms were counted.")
    terms = models.JSONField(default=list, help_text="Keys of the terms that reach is about, oldest first.")
    dates = models.JSONField(default=dict, help_text="Slug of a data set to its vintage then.")
    engine = models.CharField(max_length=300, blank=True, help_text="Of the travel times that were used.")
    schools = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"values of {self.as_of}"


class SchoolValues(models.Model):
    """The indicators of one school by slug; no key where a value is not known."""

    school = models.OneToOneField(School, on_delete=models.CASCADE, primary_key=True, related_name="indicator_values")
    values = models.JSONField(default=dict)
    reach = models.JSONField(default=dict, help_text="The indicators of reach, apart: they change with every return.")
    stamp = models.CharField(max_length=40, blank=True, help_text="Of the accepted lines that reach was read from.")

    class Meta:
        verbose_name_plural = "school values"

    def __str__(self) -> str:
        return f"values of {self.school_id}"


class AreaValues(models.Model):
    """The indicators of one area: slug to value, how many schools it is of, how many there are, or why there is none."""

    place = models.OneToOneField(Place, on_delete=models.CASCADE, primary_key=True, related_name="indicator_values")
    values = models.JSONField(default=dict)
    schools = models.PositiveIntegerField(default=0)
    unplaced = models.PositiveIntegerField(default=0)
    without_roll = models.PositiveIntegerField(default=0)
    perhaps = models.PositiveIntegerField(
        default=0, help_text="Schools that may be here: of no known district, of an authority that is partly here."
    )

    class Meta:
        verbose_name_plural = "area values"

    def __str__(self) -> str:
        return f"values of {self.place_id}"
