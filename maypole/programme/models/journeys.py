"""A school's way to an award: what somebody entered beside what the public list says."""

from django.db import models
from django.db.models import F, Q

from maypole.directory.models import Organisation, School

IS_SCHEME = Q(scheme__in=["artsmark", "arts_award"])


class Journey(models.Model):
    """One school and scheme. An empty date is not known; lists of contact, changes and awards before hang on it."""

    class Scheme(models.TextChoices):
        ARTSMARK = "artsmark", "Artsmark"
        ARTS_AWARD = "arts_award", "Arts Award"

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="journeys")
    scheme = models.CharField(max_length=12, choices=Scheme)
    registered_on = models.DateField(null=True, blank=True)
    plan_due_on = models.DateField(null=True, blank=True, help_text="When the statement or plan has to be in.")
    submitted_on = models.DateField(null=True, blank=True, help_text="When the statement or plan went in.")
    awarded_on = models.DateField(null=True, blank=True)
    level = models.CharField(max_length=12, blank=True)
    ends_on = models.DateField(null=True, blank=True, help_text="The last day of the award, where it was told.")
    supporter = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="journeys_supported"
    )
    supporter_role = models.CharField(max_length=120, blank=True, help_text="A role or body that is in no list.")
    supported_since = models.DateField(null=True, blank=True)
    email = models.EmailField(
        blank=True, help_text="The school's role address that is reminded; never shown in public."
    )
    changed_at = models.DateTimeField()
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["school__name", "scheme"]
        constraints = [
            models.UniqueConstraint(fields=["school", "scheme"], name="journey_once"),
            models.CheckConstraint(condition=IS_SCHEME, name="journey_scheme_is_known"),
            models.CheckConstraint(
                condition=Q(plan_due_on__isnull=True)
                | Q(registered_on__isnull=True)
                | Q(plan_due_on__gte=F("registered_on")),
                name="journey_plan_due_after_registering",
            ),
            models.CheckConstraint(
                condition=Q(submitted_on__isnull=True)
                | Q(registered_on__isnull=True)
                | Q(submitted_on__gte=F("registered_on")),
                name="journey_submitted_after_registering",
            ),
            models.CheckConstraint(
                condition=Q(awarded_on__isnull=True)
                | Q(registered_on__isnull=True)
                | Q(awarded_on__gte=F("registered_on")),
                name="journey_awarded_after_registering",
            ),
            models.CheckConstraint(
                condition=Q(awarded_on__isnull=True)
                | Q(submitted_on__isnull=True)
                | Q(awarded_on__gte=F("submitted_on")),
                name="journey_awarded_after_submitting",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(awarded_on__isnull=True) | Q(ends_on__gte=F("awarded_on")),
                name="journey_ends_after_the_award",
            ),
            models.CheckConstraint(
                condition=~Q(level="") | Q(awarded_on__isnull=True, ends_on__isnull=True),
                name="journey_award_has_a_level",
            ),
            models.CheckConstraint(
                condition=Q(supporter__isnull=True) | Q(supporter_role=""), name="journey_one_supporter"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school}: {self.get_scheme_display()}"


class PastAward(models.Model):
    """An award that a school held before it registered again."""

    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="past_awards")
    level = models.CharField(max_length=12)
    awarded_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-awarded_on", "-id"]

    def __str__(self) -> str:
        return f"{self.level}, {self.awarded_on or 'no date'}"


class Contact(models.Model):
    """A note that somebody spoke with the school about its journey. Roles, not names."""

    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="contacts")
    on = models.DateField()
    text = models.CharField(max_length=400)
    by = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return self.text


class JourneyChange(models.Model):
    """One value that was changed: what it was, what it is, who did it, when."""

    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="changes")
    field = models.CharField(max_length=20)
    before = models.CharField(max_length=200, blank=True)
    after = models.CharField(max_length=200, blank=True)
    by = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.field}: {self.before} to {self.after}"


class JourneyMail(models.Model):
    """To which side of a journey reminders go: when the last went, for which day, and whether they were stopped."""

    class Side(models.TextChoices):
        SCHOOL = "school", "The school"
        SUPPORTER = "supporter", "Whoever supports it"

    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="mails")
    side = models.CharField(max_length=10, choices=Side)
    reminded_at = models.DateTimeField(null=True, blank=True)
    reminded_for = models.DateField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True, help_text="Somebody pressed “Stop these emails”.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["journey", "side"], name="journeymail_once"),
            models.CheckConstraint(
                condition=Q(reminded_at__isnull=True) | Q(reminded_for__isnull=False), name="journeymail_for_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.journey}, {self.side}"
