"""Who belongs to a partnership and what they bring; who supports it."""

from django.db import models
from django.db.models import Q

from maypole.directory.models import Organisation, School
from maypole.partnerships.models.partnerships import Partnership


class Member(models.Model):
    """A school or organisation that belongs, did, or asks to. It may leave and come back."""

    class State(models.TextChoices):
        ASKED = "asked", "Asks to join"
        MEMBER = "member", "Member"
        LEFT = "left", "Left"
        REFUSED = "refused", "Not admitted"

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="members")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="memberships"
    )
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.CASCADE, related_name="memberships")
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    contributes = models.CharField(max_length=300, blank=True, help_text="What it brings, when it can.")
    asked_at = models.DateTimeField()
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    decided_by = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["joined_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=True) ^ Q(school__isnull=True), name="member_is_one_body"
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=models.F("joined_on")),
                name="member_leaves_after_joining",
            ),
            models.UniqueConstraint(
                fields=["partnership", "organisation"],
                condition=Q(state__in=["asked", "member"], organisation__isnull=False),
                name="member_organisation_once",
            ),
            models.UniqueConstraint(
                fields=["partnership", "school"],
                condition=Q(state__in=["asked", "member"], school__isnull=False),
                name="member_school_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation or self.school} in {self.partnership}"


class SupportAgreement(models.Model):
    """A partnership lets a support organisation see it, until it says otherwise."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="support_agreements")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="supports")
    agreed_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    agreed_by = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "organisation"],
                condition=Q(ended_on__isnull=True),
                name="supportagreement_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=models.F("agreed_on")),
                name="supportagreement_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} supports {self.partnership}"
