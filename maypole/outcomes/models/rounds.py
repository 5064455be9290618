"""A round asks the organisations of some partnerships about one term."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q

from maypole.directory.models import Organisation
from maypole.outcomes.terms import Term, term_of
from maypole.partnerships.models import Partnership


class Round(models.Model):
    """Opened by a partnership for itself, or by a support organisation for the partnerships that agreed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=120)
    term_key = models.CharField(max_length=12, db_index=True, help_text="Such as 2026-autumn.")
    framework_key = models.CharField(max_length=60, help_text="The version that its returns are made of.")
    grid_key = models.CharField(
        max_length=60, blank=True, help_text="The before-and-after framework, if one is offered."
    )
    extra_questions = models.JSONField(
        default=dict, blank=True, help_text="What the partnership asks besides, by part, as in a framework file."
    )
    opened_by = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="rounds_opened",
        help_text="The support organisation, where one opened it.",
    )  # fmt: skip
    message = models.TextField(blank=True, help_text="What the opening mail says besides.")
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    made_by = models.UUIDField(null=True, blank=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["-due_on", "title"]

    def __str__(self) -> str:
        return self.title

    @property
    def term(self) -> Term:
        return term_of(self.term_key)

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def get_absolute_url(self) -> str:
        return f"/rounds/{self.id}/"


class RoundPartnership(models.Model):
    """A partnership takes part in one round a term, so that no organisation is asked twice for the same work."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="taking_part")
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="rounds_taken")
    term_key = models.CharField(max_length=12)

    class Meta:
        ordering = ["partnership__name"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "term_key"], name="roundpartnership_one_round_a_term"),
            models.UniqueConstraint(fields=["round", "partnership"], name="roundpartnership_once"),
        ]

    def __str__(self) -> str:
        return f"{self.partnership} in {self.round}"


class Expected(models.Model):
    """An organisation that the round asks for a return."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="expected")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="expected_in")
    partnership = models.ForeignKey(
        Partnership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", help_text="Who expects it."
    )
    email = models.EmailField(blank=True, help_text="The role address that is asked; never shown.")
    asked_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    extended_to = models.DateField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True, help_text="Somebody pressed “Stop these emails”.")

    class Meta:
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(fields=["round", "organisation"], name="expected_once"),
            models.CheckConstraint(
                condition=Q(reminders=0) | Q(reminded_at__isnull=False), name="expected_reminders_have_a_date"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} in {self.round}"

    @property
    def due_on(self) -> date:
        """The day of the round, or the later one that this organisation was given."""
        return self.extended_to or self.round.due_on

    @property
    def begin_path(self) -> str:
        """Where the organisation begins its return."""
        return f"/rounds/{self.round_id}/begin/{self.organisation_id}/"
