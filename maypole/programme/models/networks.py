"""Networks of schools that get better together: who leads, who belongs, what changed."""

from django.db import models
from django.db.models import F, Q

from maypole.directory.models import Organisation, School
from maypole.partnerships.models import Partnership


class Network(models.Model):
    """A network within a partnership. Its lead is a school, an organisation of the directory, or a role in words."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="networks")
    name = models.CharField(max_length=120)
    focus = models.CharField(max_length=300, help_text="What it works on.")
    lead_school = models.ForeignKey(
        School, null=True, blank=True, on_delete=models.SET_NULL, related_name="networks_led"
    )
    lead_organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="networks_led"
    )
    lead_role = models.CharField(max_length=120, blank=True, help_text="A role or body that is in no list.")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    is_public = models.BooleanField(default=False)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["ended_on", "name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="network_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class NetworkSchool(models.Model):
    """A school in a network, since when, and until when."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="schools")
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="in_networks")
    since_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["school__name", "since_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "school"], condition=Q(left_on__isnull=True), name="networkschool_once"
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("since_on")), name="networkschool_leaves_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} in {self.network}"


class NetworkNote(models.Model):
    """What changed, on which day, and who says so."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="notes")
    on = models.DateField()
    text = models.TextField()
    source = models.CharField(max_length=200, help_text="Who or what says so, such as “Visit report, March 2026”.")
    is_public = models.BooleanField(default=False)
    by = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="networknote_has_a_source"),
        ]

    def __str__(self) -> str:
        return self.text
