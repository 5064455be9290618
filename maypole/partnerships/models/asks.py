"""A log of who asked which school to take part, and what it said."""

from django.db import models
from django.db.models import F, Q

from maypole.directory.models import Offer, School
from maypole.partnerships.models.partnerships import Partnership


class Ask(models.Model):
    """A school was asked. No answer is not a refusal; a later ask does not undo an earlier one."""

    class Answer(models.TextChoices):
        NONE = "none", "No answer yet"
        YES = "yes", "Yes"
        LATER = "later", "Later"
        DECLINED = "declined", "Declined"

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="asks")
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="asks")
    asked_on = models.DateField()
    asked_by = models.CharField(max_length=120, help_text="An organisation or a role, never a person's name.")
    about = models.CharField(max_length=300)
    offer = models.ForeignKey(Offer, null=True, blank=True, on_delete=models.SET_NULL, related_name="asks")
    answer = models.CharField(max_length=8, choices=Answer, default=Answer.NONE)
    reason = models.CharField(max_length=300, blank=True)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="none", answered_on__isnull=True)
                | (~Q(answer="none") & Q(answered_on__isnull=False)),
                name="ask_answered_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("asked_on")),
                name="ask_answered_after_it_was_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} asked on {self.asked_on}"
