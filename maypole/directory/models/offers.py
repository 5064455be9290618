"""What an organisation offers to schools, young people or families."""

import uuid

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from maypole.directory.models.organisations import Organisation, Venue


class Offer(models.Model):
    """A visit, workshop, residency, loan or course, with its price first."""

    class Audience(models.TextChoices):
        SCHOOLS = "schools", "Schools"
        FAMILIES = "families", "Families"
        YOUNG_PEOPLE = "young_people", "Young people"
        TEACHERS = "teachers", "Teachers"

    class Where(models.TextChoices):
        WITH_US = "with_us", "At our place"
        WITH_YOU = "with_you", "At your school"
        ONLINE = "online", "Online"
        OUTDOORS = "outdoors", "Outdoors"

    class CostUnit(models.TextChoices):
        PUPIL = "pupil", "a pupil"
        CLASS = "class", "a class"
        SESSION = "session", "a session"
        DAY = "day", "a day"
        PROJECT = "project", "a project"

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        OPEN = "open", "Open"
        ENDED = "ended", "Ended"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="offers")
    venue = models.ForeignKey(Venue, null=True, blank=True, on_delete=models.SET_NULL, related_name="offers")
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    audience = models.CharField(max_length=14, choices=Audience, default=Audience.SCHOOLS)
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)
    artforms = models.JSONField(default=list, blank=True, help_text="Slugs of directory.artforms.")
    key_stages = models.JSONField(default=list, blank=True, help_text="Slugs of directory.key_stages.")
    where = models.CharField(max_length=10, choices=Where, default=Where.WITH_US)
    is_send_friendly = models.BooleanField(default=False)
    send_notes = models.TextField(blank=True)
    is_free = models.BooleanField(default=False)
    cost_pounds = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    cost_unit = models.CharField(max_length=8, choices=CostUnit, blank=True)
    places_a_year = models.PositiveIntegerField(
        null=True, blank=True, help_text="Pupils it can take in a year; empty where nobody said."
    )
    travel_notes = models.TextField(blank=True, help_text="What getting there costs, and any help with it.")
    curriculum_links = models.TextField(blank=True)
    how_to_book = models.TextField(blank=True)
    booking_url = models.URLField(max_length=300, blank=True)
    safeguarding_declared_on = models.DateField(null=True, blank=True)
    safeguarding_seen_by = models.CharField(max_length=200, blank=True)
    safeguarding_seen_on = models.DateField(null=True, blank=True)
    insurance_declared_on = models.DateField(null=True, blank=True)
    insurance_ends_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    is_invented = models.BooleanField(default=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_free=True, cost_pounds__isnull=True) | Q(is_free=False), name="offer_free_has_no_price"
            ),
            models.CheckConstraint(
                condition=Q(cost_pounds__isnull=True) | Q(cost_pounds__gt=0), name="offer_price_above_zero"
            ),
            models.CheckConstraint(
                condition=Q(places_a_year__isnull=True) | Q(places_a_year__gt=0), name="offer_has_places_or_none_told"
            ),
        ]

    def __str__(self) -> str:
        return self.title
