"""Data sets that were taken in, and each run that did it, with every row it refused."""

import uuid

from django.db import models
from django.db.models import Q


class Dataset(models.Model):
    """A publisher's list: who publishes it, under which licence, of which date."""

    slug = models.SlugField(primary_key=True, max_length=40)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200)
    licence = models.CharField(max_length=200, blank=True)
    licence_url = models.URLField(blank=True)
    address = models.URLField(blank=True)
    may_pass_on = models.BooleanField(default=False)
    vintage = models.CharField(max_length=40, blank=True, help_text="The date or period that the list is of.")
    ingested_at = models.DateTimeField(null=True, blank=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class IngestRun(models.Model):
    """One reading of one file: what it counted, or why it stopped."""

    class State(models.TextChoices):
        PREVIEW = "preview", "Previewed"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"
        STOPPED = "stopped", "Stopped"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="runs")
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    actor = models.UUIDField(null=True, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    read = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    placed = models.PositiveIntegerField(default=0)
    unplaced = models.PositiveIntegerField(default=0)
    queued = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=models.F("started_at")),
                name="ingestrun_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.dataset_id} {self.started_at:%Y-%m-%d %H:%M}"


class RefusedRow(models.Model):
    """A row that was not taken in, with the line it stands on and why."""

    run = models.ForeignKey(IngestRun, on_delete=models.CASCADE, related_name="refusals")
    line = models.PositiveIntegerField()
    reason = models.CharField(max_length=400)
    text = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["line", "id"]

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"
