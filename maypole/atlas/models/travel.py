"""Travel times that somebody worked out elsewhere; we import them, we never route."""

from django.db import models
from django.db.models import Q


class TravelTable(models.Model):
    """A table of school, site and minutes as Parquet. One is in use; tables are never mixed, as engines disagree."""

    engine = models.CharField(max_length=60)
    version = models.CharField(max_length=40)
    network_date = models.DateField()
    departure_window = models.CharField(max_length=100, help_text="Such as: a Tuesday in term, 8:00 to 9:00.")
    mode = models.CharField(max_length=40, blank=True, help_text="Such as: bus and walking.")
    rows = models.BinaryField()
    pairs = models.PositiveIntegerField()
    unreachable = models.PositiveIntegerField(default=0)
    unknown = models.PositiveIntegerField(default=0, help_text="Rows left out: their school or site is not here.")
    schools_missing = models.PositiveIntegerField(default=0, help_text="Placed schools of which it says nothing.")
    file_name = models.CharField(max_length=200, blank=True)
    imported_at = models.DateTimeField()
    imported_by = models.UUIDField(null=True, blank=True)
    is_used = models.BooleanField(default=False)

    class Meta:
        ordering = ["-imported_at"]
        constraints = [
            models.UniqueConstraint(fields=["is_used"], condition=Q(is_used=True), name="traveltable_one_used")
        ]

    def __str__(self) -> str:
        return f"{self.engine} {self.version}, network of {self.network_date:%-d %B %Y}, {self.departure_window}"
