"""A return: one organisation, one round; its projects, and a line for each school that took part."""

import uuid

from django.db import models
from django.db.models import Q

from maypole.directory.models import Offer, Organisation, School
from maypole.outcomes.models.rounds import Round
from maypole.partnerships.models import Partnership
from maypole.places.models import Place


class Return(models.Model):
    """What an organisation tells of a term. Every change counts `revision` up, so that two tabs cannot undo each other."""

    class State(models.TextChoices):
        DRAFT = "draft", "Started"
        SENT = "sent", "Sent"
        QUERIED = "queried", "Queried"
        ACCEPTED = "accepted", "Accepted"
        LOCKED = "locked", "Locked"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="returns")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="returns")
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=0)
    has_nothing_to_tell = models.BooleanField(default=False, help_text="No work with schools this term: an answer too.")
    begun_at = models.DateTimeField()
    begun_by = models.UUIDField(null=True, blank=True)
    saved_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.UUIDField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(fields=["round", "organisation"], name="return_once"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(sent_at__isnull=False), name="return_sent_has_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="locked") | Q(locked_at__isnull=False), name="return_locked_has_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.round}"

    def get_absolute_url(self) -> str:
        return f"/returns/{self.id}/"


class Project(models.Model):
    """Something that an organisation did with schools. Its lead returns it; those who helped are named, and count nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    return_of = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="projects")
    title = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    answers = models.JSONField(default=dict, blank=True, help_text="Question to answer; no key where not answered.")
    co_deliverers = models.ManyToManyField(Organisation, blank=True, related_name="projects_helped")
    others = models.CharField(max_length=200, blank=True, help_text="Helpers that are in no list.")
    offer = models.ForeignKey(Offer, null=True, blank=True, on_delete=models.SET_NULL, related_name="projects")
    continues = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="continued_by")

    class Meta:
        ordering = ["position", "title", "id"]

    def __str__(self) -> str:
        return self.title


class Line(models.Model):
    """The part of one school in a project; or of a named setting; or of several schools whose figures are not split."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        ACCEPTED = "accepted", "Accepted"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField(default=0)
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.PROTECT, related_name="lines")
    setting = models.CharField(max_length=200, blank=True, help_text="A youth club, a hospital school, a home.")
    covers = models.ManyToManyField(School, blank=True, related_name="joint_lines")
    district = models.ForeignKey(Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    county = models.ForeignKey(Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    partnership = models.ForeignKey(
        Partnership, null=True, blank=True, on_delete=models.SET_NULL, related_name="lines",
        help_text="Whose area holds all of its schools; its coordinator reviews it.",
    )  # fmt: skip
    answers = models.JSONField(default=dict, blank=True, help_text="Question to answer; no key where not answered.")
    explanations = models.JSONField(default=dict, blank=True, help_text="Warning to the words that explain it.")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "school"], condition=Q(school__isnull=False), name="line_school_once"
            ),
            models.CheckConstraint(
                condition=Q(school__isnull=False) ^ ~Q(setting=""), name="line_of_school_or_setting"
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(accepted_at__isnull=False), name="line_accepted_has_a_time"
            ),
        ]

    def __str__(self) -> str:
        return str(self.school or self.setting)


class PupilCounts(models.Model):
    """What is asked once per return and partnership: children with SEND, pupil premium, English as another language."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    return_of = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="pupil_counts")
    partnership = models.ForeignKey(Partnership, null=True, on_delete=models.PROTECT, related_name="pupil_counts")
    answers = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["partnership__name"]
        constraints = [models.UniqueConstraint(fields=["return_of", "partnership"], name="pupilcounts_once")]

    def __str__(self) -> str:
        return f"{self.return_of} in {self.partnership}"


class OutcomeGrid(models.Model):
    """Counts of children by what they said before and after, for one statement and one group; never who said what.

    Paired counts are points x points, before down and after across; unpaired ones are two rows.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="grids")
    statement = models.SlugField(max_length=40)
    is_paired = models.BooleanField()
    counts = models.JSONField()
    only_before = models.PositiveIntegerField(default=0, help_text="Children who answered before only.")
    only_after = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["statement"]
        constraints = [models.UniqueConstraint(fields=["project", "statement"], name="outcomegrid_once")]

    def __str__(self) -> str:
        return f"{self.statement} in {self.project}"


class Upload(models.Model):
    """A file that somebody brought for a return, kept between looking and applying, and for a fortnight after."""

    class Kind(models.TextChoices):
        WORKBOOK = "workbook", "Our workbook"
        LOG = "log", "A log of their own"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    return_of = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="uploads")
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=120)
    body = models.BinaryField()
    at = models.DateTimeField()
    by = models.UUIDField(null=True, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    columns = models.JSONField(default=dict, blank=True, help_text="Of a log: our name of a column to its title.")

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.name
