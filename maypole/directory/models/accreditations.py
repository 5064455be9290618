"""What somebody holds or works towards: Artsmark, Arts Award, Museum Accreditation, portfolio funding."""

from django.db import models
from django.db.models import Q

from maypole.core.models import Dataset
from maypole.directory.models.organisations import Organisation, Venue
from maypole.directory.models.schools import School


class Accreditation(models.Model):
    """One scheme held by one school, organisation or venue, as a list says."""

    class Scheme(models.TextChoices):
        ARTSMARK = "artsmark", "Artsmark"
        ARTS_AWARD_CENTRE = "arts_award_centre", "Arts Award centre"
        ARTS_AWARD_SUPPORTER = "arts_award_supporter", "Arts Award supporter"
        MUSEUM = "museum", "Museum Accreditation"
        PORTFOLIO = "portfolio", "Arts Council portfolio"

    class Status(models.TextChoices):
        REGISTERED = "registered", "Registered"
        WORKING_TOWARDS = "working_towards", "Working towards"
        HELD = "held", "Held"
        ENDED = "ended", "Ended"

    scheme = models.CharField(max_length=24, choices=Scheme)
    status = models.CharField(max_length=16, choices=Status)
    level = models.CharField(max_length=40, blank=True, help_text="Silver, Gold or Platinum; NPO or IPSO.")
    history = models.JSONField(default=list, blank=True, help_text="Earlier levels, newest first.")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.CASCADE, related_name="accreditations")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="accreditations"
    )
    venue = models.ForeignKey(Venue, null=True, blank=True, on_delete=models.CASCADE, related_name="accreditations")
    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="accreditations")
    source_key = models.CharField(max_length=120, help_text="The row of the data set that says so.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dataset", "source_key", "scheme"], name="accreditation_once_per_row"),
            models.CheckConstraint(
                condition=Q(school__isnull=False, organisation__isnull=True, venue__isnull=True)
                | Q(school__isnull=True, organisation__isnull=False, venue__isnull=True)
                | Q(school__isnull=True, organisation__isnull=True, venue__isnull=False),
                name="accreditation_of_one_holder",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="accreditation_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.level}".strip()
