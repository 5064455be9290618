"""Who did what to which record, when. Entries are written by actions and never changed."""

from django.db import models


class AuditEntry(models.Model):
    """The actor is the uuid of a person, so that deleting an account leaves a pseudonym behind."""

    at = models.DateTimeField(db_index=True)
    actor = models.UUIDField(null=True, blank=True, db_index=True)
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=64)
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["subject_kind", "subject_id"])]
        verbose_name_plural = "audit entries"

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind} {self.subject_id}"
