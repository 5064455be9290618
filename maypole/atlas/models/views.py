"""A way of looking at the page that somebody wants to come back to."""

from django.db import models

from maypole.accounts.models import Person
from maypole.partnerships.models import Partnership


class SavedView(models.Model):
    """A query of "Who are we missing?" under a name of the person's own."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="saved_views")
    partnership = models.ForeignKey(
        Partnership, null=True, blank=True, on_delete=models.CASCADE, related_name="saved_views"
    )
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=400, blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "partnership", "name"], nulls_distinct=False, name="savedview_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
