"""How rows of lists became bodies: what was matched, what waits for a person, what was merged."""

import uuid

from django.db import models
from django.db.models import Q

from maypole.core.models import Dataset
from maypole.directory.models.organisations import Organisation, Venue
from maypole.directory.models.schools import School


class SourceRecord(models.Model):
    """A row of a list as it was last read, and the school, organisation or venue that it is about."""

    class State(models.TextChoices):
        IDENTIFIED = "identified", "Joined by an identifier"
        MATCHED = "matched", "Joined by name and place"
        MADE = "made", "Made a new record"
        QUEUED = "queued", "Waits for a person"
        DECIDED = "decided", "Joined by a person"
        SEPARATE = "separate", "A person said: not the same"

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="records")
    key = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the fields that were read.")
    name = models.CharField(max_length=200)
    postcode = models.CharField(max_length=8, blank=True)
    fields = models.JSONField(default=dict, help_text="The fields that were read, without personal ones.")
    state = models.CharField(max_length=12, choices=State)
    score = models.FloatField(null=True, blank=True)
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.SET_NULL, related_name="records")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="records"
    )
    venue = models.ForeignKey(Venue, null=True, blank=True, on_delete=models.SET_NULL, related_name="records")
    decided_by = models.UUIDField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    gone_at = models.DateTimeField(null=True, blank=True, help_text="When the list first came without it.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dataset", "key"], name="sourcerecord_once"),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__range=(0, 1)), name="sourcerecord_score_0_to_1"
            ),
        ]
        indexes = [models.Index(fields=["state"])]

    def __str__(self) -> str:
        return f"{self.dataset_id}: {self.name}"


class Candidate(models.Model):
    """A school or organisation that a queued record may be, with what agrees."""

    record = models.ForeignKey(SourceRecord, on_delete=models.CASCADE, related_name="candidates")
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField()
    agrees = models.JSONField(default=list, help_text="The fields that agree, such as name and postcode.")

    class Meta:
        ordering = ["-score"]
        constraints = [
            models.CheckConstraint(
                condition=Q(school__isnull=True) ^ Q(organisation__isnull=True), name="candidate_is_one_body"
            )
        ]

    def __str__(self) -> str:
        return f"{self.record} may be {self.school or self.organisation}"


class Merge(models.Model):
    """Two organisations that a person, or an identifier, said are one. Undone, both stand again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kept = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="merges")
    absorbed = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="merged_away")
    moved = models.JSONField(default=dict, help_text="Which rows went over, by table, so that it can be undone.")
    at = models.DateTimeField()
    actor = models.UUIDField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=models.F("absorbed")), name="merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.absorbed} into {self.kept}"
