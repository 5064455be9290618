"""A release: figures made safe, frozen, hashed and dated; and the files that show the same figures."""

import uuid

from django.db import models
from django.db.models import Q


class Release(models.Model):
    """An edition of what a period adds up to. `truth` holds what was withheld, for later audits; no page reads it."""

    class State(models.TextChoices):
        CHECKING = "checking", "Being checked"
        CHECKED = "checked", "Checked, not published"
        REFUSED = "refused", "Could not be made safe"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    period_key = models.CharField(max_length=20)
    edition = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State, default=State.CHECKING)
    area_codes = models.JSONField(
        default=list, help_text="The partnerships that it is about, by slug; all where empty."
    )
    note = models.TextField(blank=True, help_text="What a new edition puts right.")
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True, blank=True)
    audit = models.JSONField(default=dict, blank=True, help_text="What was withheld and why, who attacked, and when.")
    facts = models.JSONField(default=dict, blank=True, help_text="Completeness, the share confirmed, dates of inputs.")
    truth = models.BinaryField(default=bytes, editable=False)
    sha256 = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.UUIDField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.UUIDField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(fields=["period_key", "edition"], name="release_edition_once"),
            models.CheckConstraint(
                condition=~Q(state="published") | (Q(published_at__isnull=False) & ~Q(sha256="")),
                name="release_published_is_frozen",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
                name="release_withdrawn_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, edition {self.edition}"

    def get_absolute_url(self) -> str:
        return f"/releases/{self.period_key}/{self.edition}/"


class ReleaseFigure(models.Model):
    """One figure as readers see it. A symbol stands where there is no number."""

    class Symbol(models.TextChoices):
        NONE = "", "A number"
        WITHHELD = "c", "Withheld"
        UNAVAILABLE = "x", "Not available"
        NOT_APPLICABLE = "z", "Does not apply"

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="figures")
    position = models.PositiveIntegerField()
    area_kind = models.CharField(max_length=12)
    area_code = models.CharField(max_length=60)
    area_name = models.CharField(max_length=200)
    table = models.SlugField(max_length=40)
    breakdown = models.CharField(max_length=40, blank=True)
    category = models.CharField(max_length=60, blank=True)
    measure = models.CharField(max_length=40)
    value = models.FloatField(null=True, blank=True)
    symbol = models.CharField(max_length=1, choices=Symbol, blank=True, default=Symbol.NONE)

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["release", "table", "area_code"])]
        constraints = [
            models.UniqueConstraint(fields=["release", "position"], name="releasefigure_position_once"),
            models.CheckConstraint(
                condition=Q(value__isnull=False, symbol="") | (Q(value__isnull=True) & ~Q(symbol="")),
                name="releasefigure_number_or_symbol",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table}, {self.area_name}, {self.category or 'all'}, {self.measure}"


class ReleaseFile(models.Model):
    """A file of a release, kept with it so that it is frozen, backed up and withdrawn with it."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=80)
    content_type = models.CharField(max_length=80)
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["release", "name"], name="releasefile_once")]

    def __str__(self) -> str:
        return self.name
