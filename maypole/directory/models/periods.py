"""How long a confirmation of a listing lasts, chosen for each territory."""

from django.db import models
from django.db.models import Q

from maypole.places.models import Place

DEFAULT_MONTHS = 12


class ConfirmationPeriod(models.Model):
    """The months after which what an owner entered goes pale, within the territory of a partnership."""

    territory = models.OneToOneField(Place, on_delete=models.CASCADE, primary_key=True, related_name="+")
    months = models.PositiveSmallIntegerField(default=DEFAULT_MONTHS)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(months__range=(1, 36)), name="confirmationperiod_within_three_years")
        ]

    def __str__(self) -> str:
        return f"{self.months} months in {self.territory}"
