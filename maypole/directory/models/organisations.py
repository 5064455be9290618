"""Organisations that make or keep culture, their venues, and the identifiers that join lists."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q

from maypole.core.models import Dataset, Scope
from maypole.directory.models.placed import Placed
from maypole.directory.models.schools import School


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def distinct_bodies(self) -> Self:
        """Leave out those that were merged into another."""
        return self.filter(merged_into__isnull=True)

    def open(self) -> Self:
        return self.distinct_bodies().filter(closed_on__isnull=True, is_closed=False)


class Organisation(Placed):
    """A body: a museum's, a company, a library service, an artist working alone."""

    id = models.UUIDField(primary_key=True, editable=False, help_text="uuid5 of the first source id.")
    name = models.CharField(max_length=200)
    also_known_as = models.CharField(max_length=300, blank=True)
    artforms = models.JSONField(default=list, blank=True, help_text="Slugs of directory.artforms.")
    website = models.URLField(max_length=300, blank=True)
    email = models.EmailField(blank=True, help_text="A role address that a list gives, never a person's.")
    is_sole_practitioner = models.BooleanField(default=False)
    is_support_organisation = models.BooleanField(default=False)
    is_closed = models.BooleanField(default=False)
    closed_on = models.DateField(null=True, blank=True)
    dataset = models.ForeignKey(Dataset, null=True, blank=True, on_delete=models.SET_NULL, related_name="organisations")
    scope = models.OneToOneField(Scope, null=True, blank=True, on_delete=models.PROTECT, related_name="organisation")
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="absorbed")
    is_invented = models.BooleanField(default=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            *Placed.Meta.constraints,
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("id")),
                name="organisation_not_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/organisations/{self.id}/"

    @property
    def today(self) -> "Organisation":
        """The organisation that this record tells of: itself, or the one that it was merged into, until that is undone."""
        return self.merged_into or self


def organisation_id(source_key: str) -> uuid.UUID:
    """Return the public id of an organisation first met under this source key, such as `museums:mm.ace.1152`."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"maypole:{source_key}")


class Venue(Placed):
    """A building or place that the public or schools can visit. Museums and libraries are venues."""

    class Kind(models.TextChoices):
        MUSEUM = "museum", "Museum"
        LIBRARY = "library", "Library"
        THEATRE = "theatre", "Theatre or concert hall"
        GALLERY = "gallery", "Gallery or arts centre"
        STUDIO = "studio", "Studio or workshop"
        OTHER = "other", "Other place"

    id = models.UUIDField(primary_key=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="venues")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=200)
    is_closed = models.BooleanField(default=False)
    opened_year = models.PositiveSmallIntegerField(null=True, blank=True)
    closed_year = models.PositiveSmallIntegerField(null=True, blank=True)
    subject = models.CharField(max_length=200, blank=True, help_text="What a museum collects.")
    dataset = models.ForeignKey(Dataset, null=True, blank=True, on_delete=models.SET_NULL, related_name="venues")
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "id"]
        constraints = [*Placed.Meta.constraints]

    def __str__(self) -> str:
        return self.name


class Identifier(models.Model):
    """A number by which a register knows a body: a charity's, a company's, a place id of an award."""

    scheme = models.CharField(max_length=30, help_text="An org-id list code, such as GB-CHC, or a source's slug.")
    value = models.CharField(max_length=80)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="identifiers"
    )
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.CASCADE, related_name="identifiers")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "value"], name="identifier_once"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=True) ^ Q(school__isnull=True), name="identifier_of_one_body"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}-{self.value}"
