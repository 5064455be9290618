"""One model for every kind of area, from a 2011 LSOA to a partnership's territory."""

from typing import Self

from django.db import models
from django.db.models import Q

from maypole.core.models import Dataset, Scope


class PlaceQuerySet(models.QuerySet["Place"]):
    def of_kind(self, *kinds: str) -> Self:
        return self.filter(kind__in=kinds)

    def current(self) -> Self:
        return self.filter(valid_to__isnull=True)

    def inside(self, place: "Place") -> Self:
        """Places that `place` holds directly, such as the districts of a county."""
        return self.filter(held_by__outer=place)


class Place(models.Model):
    """An area with a code. A partnership's territory is one too; its code is the partnership's slug."""

    class Kind(models.TextChoices):
        COUNTRY = "country", "Country"
        REGION = "region", "Region"
        COUNTY = "county", "County or unitary authority"
        DISTRICT = "district", "District"
        LSOA11 = "lsoa11", "Neighbourhood (LSOA 2011)"
        LSOA21 = "lsoa21", "Neighbourhood (LSOA 2021)"
        PARTNERSHIP = "partnership", "Partnership"

    kind = models.CharField(max_length=12, choices=Kind)
    code = models.CharField(max_length=40, help_text="The GSS code; for a partnership, its slug.")
    name = models.CharField(max_length=200)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True, help_text="Of a point well inside.")
    longitude = models.FloatField(null=True, blank=True)
    dataset = models.ForeignKey(Dataset, null=True, blank=True, on_delete=models.SET_NULL, related_name="places")
    scope = models.OneToOneField(Scope, null=True, blank=True, on_delete=models.PROTECT, related_name="place")
    is_invented = models.BooleanField(default=False)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="place_kind_code"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=models.F("valid_from")),
                name="place_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True) | Q(latitude__range=(49, 61.5)), name="place_latitude_in_uk"
            ),
            models.CheckConstraint(
                condition=Q(longitude__isnull=True) | Q(longitude__range=(-9, 3)), name="place_longitude_in_uk"
            ),
        ]
        indexes = [models.Index(fields=["code"])]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/areas/{self.code}/"


class Containment(models.Model):
    """`outer` holds `inner`: a county its districts, a region its counties, a partnership its districts."""

    outer = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="holds")
    inner = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="held_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outer", "inner"], name="containment_once"),
            models.CheckConstraint(condition=~Q(outer=models.F("inner")), name="containment_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.outer} holds {self.inner}"


class Succession(models.Model):
    """An area of which another took the place: E07000150 Corby became part of E06000061."""

    class Change(models.TextChoices):
        SAME = "same", "Same area, new code"
        MERGED = "merged", "Merged with others"
        SPLIT = "split", "Split into several"
        IRREGULAR = "irregular", "Redrawn"

    old = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="successions")
    new = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="predecessions")
    change = models.CharField(max_length=10, choices=Change)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="succession_once"),
            models.CheckConstraint(condition=~Q(old=models.F("new")), name="succession_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.old.code} became {self.new.code}"


class Boundary(models.Model):
    """The outline of a place, as WKB in longitude and latitude."""

    place = models.OneToOneField(Place, on_delete=models.CASCADE, related_name="boundary", primary_key=True)
    wkb = models.BinaryField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    is_approximate = models.BooleanField(
        default=False, help_text="Made from postcode points, not from a boundary file."
    )
    dataset = models.ForeignKey(Dataset, null=True, blank=True, on_delete=models.SET_NULL, related_name="boundaries")

    class Meta:
        verbose_name_plural = "boundaries"

    def __str__(self) -> str:
        return f"outline of {self.place_id}"
