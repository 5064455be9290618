"""What an owner says of a school or organisation, and how others ask, propose and tell."""

import uuid

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from maypole.accounts.models import Consent
from maypole.directory.models.offers import Offer
from maypole.directory.models.organisations import Organisation
from maypole.directory.models.schools import School

OF_ONE = Q(school__isnull=True) ^ Q(organisation__isnull=True)


class Listing(models.Model):
    """What the owner entered. It fades when nobody confirms it; what a list says stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.OneToOneField(School, null=True, blank=True, on_delete=models.CASCADE, related_name="listing")
    organisation = models.OneToOneField(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="listing"
    )
    summary = models.CharField(max_length=300, blank=True)
    description = models.TextField(blank=True)
    contact_role = models.CharField(max_length=100, blank=True, help_text="Such as Learning team; never a name.")
    email = models.EmailField(blank=True, help_text="A role address. It is shown to nobody: enquiries are passed on.")
    telephone = models.CharField(max_length=40, blank=True)
    website = models.URLField(max_length=300, blank=True)
    opening = models.TextField(blank=True)
    access = models.TextField(blank=True, help_text="Step-free routes, quiet times, toilets, hearing loops.")
    travel = models.TextField(blank=True)
    is_public_venue = models.BooleanField(default=False)
    closed_from = models.DateField(null=True, blank=True)
    closed_until = models.DateField(null=True, blank=True)
    closed_reason = models.CharField(max_length=200, blank=True)
    safeguarding_declared_on = models.DateField(null=True, blank=True)
    safeguarding_seen_by = models.CharField(max_length=200, blank=True)
    safeguarding_seen_on = models.DateField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.UUIDField(null=True, blank=True)
    asked_to_confirm_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=OF_ONE, name="listing_of_one_body"),
            models.CheckConstraint(
                condition=Q(closed_until__isnull=True) | Q(closed_until__gte=models.F("closed_from")),
                name="listing_reopens_after_it_closes",
            ),
        ]

    def __str__(self) -> str:
        return f"listing of {self.school or self.organisation}"


class Claim(models.Model):
    """Somebody says that a listing is theirs: shown by a code sent to an address held, or decided by a coordinator."""

    class State(models.TextChoices):
        CODE_SENT = "code_sent", "Code sent"
        WAITING = "waiting", "Waits for the coordinator"
        ACCEPTED = "accepted", "Accepted"
        REFUSED = "refused", "Refused"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.CASCADE, related_name="claims")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="claims"
    )
    person = models.UUIDField()
    state = models.CharField(max_length=10, choices=State)
    code_hash = models.CharField(max_length=128, blank=True)
    code_sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    message = models.TextField(blank=True, help_text="How the coordinator can know that it is theirs.")
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.UUIDField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [models.CheckConstraint(condition=OF_ONE, name="claim_of_one_body")]

    def __str__(self) -> str:
        return f"claim of {self.school or self.organisation}"


class ChangeProposal(models.Model):
    """A change that somebody proposes, field by field, for the owner or coordinator to accept."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        ACCEPTED = "accepted", "Accepted"
        REFUSED = "refused", "Refused"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.CASCADE, related_name="proposals")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="proposals"
    )
    changes = models.JSONField(help_text="Field to its value before and after.")
    note = models.TextField(blank=True)
    proposed_by = models.UUIDField(null=True, blank=True)
    proposer_email = models.EmailField(blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.UUIDField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [models.CheckConstraint(condition=OF_ONE, name="changeproposal_of_one_body")]

    def __str__(self) -> str:
        return f"change to {self.school or self.organisation}"


class Photo(models.Model):
    """A picture on a listing. One that shows a recognisable child rests on a consent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="photos")
    image = models.ImageField(upload_to="listings/", width_field="width", height_field="height")
    width = models.PositiveIntegerField(default=0, editable=False)
    height = models.PositiveIntegerField(default=0, editable=False)
    alt = models.CharField(max_length=200)
    credit = models.CharField(max_length=120, blank=True)
    shows_children = models.BooleanField(default=False, help_text="A child in it could be recognised.")
    consent = models.ForeignKey(Consent, null=True, blank=True, on_delete=models.PROTECT, related_name="photos")
    added_at = models.DateTimeField()
    added_by = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["added_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(alt=""), name="photo_has_alt_text"),
            models.CheckConstraint(
                condition=Q(shows_children=False) | Q(consent__isnull=False), name="photo_of_children_has_consent"
            ),
        ]

    def __str__(self) -> str:
        return self.alt


class Enquiry(models.Model):
    """A message passed on to an owner, whose address the sender never sees; a school may ask about one offer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.CASCADE, related_name="enquiries")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="enquiries"
    )
    sender_name = models.CharField(max_length=120)
    sender_email = models.EmailField()
    message = models.TextField()
    sent_at = models.DateTimeField()
    passed_on_to = models.CharField(max_length=20, help_text="owner, list or coordinator: whose address it went to.")
    offer = models.ForeignKey(Offer, null=True, blank=True, on_delete=models.SET_NULL, related_name="enquiries")
    asking_school = models.ForeignKey(
        School, null=True, blank=True, on_delete=models.SET_NULL, related_name="enquiries_made",
        help_text="For which school somebody who keeps it asks.",
    )  # fmt: skip

    class Meta:
        ordering = ["-sent_at"]
        verbose_name_plural = "enquiries"
        constraints = [models.CheckConstraint(condition=OF_ONE, name="enquiry_of_one_body")]

    def __str__(self) -> str:
        return f"enquiry to {self.school or self.organisation}"


class Feedback(models.Model):
    """What somebody tells the owner of a listing; the owner and the coordinator read it, nobody else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.CASCADE, related_name="feedback")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="feedback"
    )
    would_do_again = models.BooleanField(null=True, blank=True)
    message = models.TextField()
    sender_role = models.CharField(max_length=100, blank=True)
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-sent_at"]
        verbose_name_plural = "feedback"
        constraints = [models.CheckConstraint(condition=OF_ONE, name="feedback_of_one_body")]

    def __str__(self) -> str:
        return f"feedback to {self.school or self.organisation}"
