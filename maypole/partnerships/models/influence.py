"""What a partnership changed beyond its own projects: in curriculum, in policy, in public spaces."""

from django.db import models

from maypole.partnerships.models.partnerships import Partnership


class Influence(models.Model):
    """Something that the partnership did so that somebody else would decide otherwise."""

    class Kind(models.TextChoices):
        CURRICULUM = "curriculum", "Curriculum"
        POLICY = "policy", "Policy"
        SPACE = "space", "Public spaces"

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="influences")
    kind = models.CharField(max_length=10, choices=Kind)
    action = models.CharField(max_length=300, help_text="What the partnership did.")
    decision_maker = models.CharField(max_length=200, help_text="A body or a role, never a person's name.")
    done_on = models.DateField()
    result = models.CharField(max_length=400, blank=True, help_text="What was decided; empty while nobody knows.")
    is_public = models.BooleanField(default=False)

    class Meta:
        ordering = ["-done_on", "-id"]

    def __str__(self) -> str:
        return self.action
