"""How the columns of somebody's own list are read, remembered so that its next edition needs no asking."""

from django.db import models
from django.db.models import Q

from maypole.directory.models.organisations import Venue


class Mapping(models.Model):
    """A list of a coordinator's own: which of its columns is which of ours, whose it is, whether it may go on."""

    slug = models.SlugField(primary_key=True, max_length=30)
    title = models.CharField(max_length=100)
    publisher = models.CharField(max_length=100)
    licence = models.CharField(max_length=100, blank=True)
    may_pass_on = models.BooleanField(default=False)
    columns = models.JSONField(help_text="Our name of each column to its title in the file.")
    venue_kind = models.CharField(max_length=10, choices=Venue.Kind, blank=True, help_text="What its places are.")
    may_be_school = models.BooleanField(default=False, help_text="Some of its rows are schools.")
    made_by = models.UUIDField(null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["title"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="mapping_has_title")]

    def __str__(self) -> str:
        return self.title
