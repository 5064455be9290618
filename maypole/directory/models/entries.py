"""What the map and the list show: one row a symbol, kept up to date by actions, never edited by hand."""

from django.db import models

from maypole.directory.models.organisations import Organisation, Venue
from maypole.directory.models.schools import School
from maypole.places.models import Place


class Entry(models.Model):
    """A school, or a venue of an organisation, or an organisation without one, flattened for search."""

    class Kind(models.TextChoices):
        SCHOOL = "school", "School"
        ARTSMARK = "artsmark", "Artsmark school"
        AWARD = "award", "Arts Award centre or supporter"
        MUSEUM = "museum", "Accredited museum"
        PORTFOLIO = "portfolio", "Arts Council portfolio organisation"
        OTHER = "other", "Other cultural organisation"

    ref = models.CharField(max_length=60, unique=True, help_text="school:URN, venue:UUID or organisation:UUID.")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=200)
    words = models.TextField(blank=True, help_text="What search reads beside the name.")
    detail = models.CharField(max_length=300, blank=True, help_text="The line under the name in the list.")
    path = models.CharField(max_length=80, help_text="Where its listing stands.")
    school = models.OneToOneField(School, null=True, blank=True, on_delete=models.CASCADE, related_name="entry")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="entries"
    )
    venue = models.OneToOneField(Venue, null=True, blank=True, on_delete=models.CASCADE, related_name="entry")
    town = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    is_point_of_district = models.BooleanField(
        default=False, help_text="The point is the district's: somebody who works alone."
    )
    district = models.ForeignKey(Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    county = models.ForeignKey(Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    territory = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", help_text="The partnership's."
    )
    artforms = models.PositiveIntegerField(default=0, help_text="Bits of directory.artforms.")
    key_stages = models.PositiveIntegerField(default=0, help_text="Bits of directory.key_stages.")
    level = models.CharField(max_length=40, blank=True, db_index=True)
    offers = models.PositiveIntegerField(default=0)
    is_pale = models.BooleanField(default=False, help_text="Its owner's details have not been confirmed in time.")
    is_closed = models.BooleanField(default=False)
    may_pass_on = models.BooleanField(default=False, help_text="The licence of what it rests on allows it.")
    source = models.CharField(max_length=200, blank=True, help_text="From which list, of which date.")
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "id"]
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["latitude", "longitude"]),
            models.Index(fields=["name", "id"], condition=models.Q(is_closed=False), name="entry_in_order"),
            models.Index(
                fields=["kind", "artforms", "key_stages", "level", "offers"],
                condition=models.Q(is_closed=False),
                name="entry_for_facets",
            ),
        ]

    def __str__(self) -> str:
        return self.name
