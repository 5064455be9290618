"""Outgoing mail as it left, kept in development so that it can be read at /mail/."""

from django.db import models


class OutboxMessage(models.Model):
    """One message as a recipient would get it."""

    at = models.DateTimeField()
    sender = models.CharField(max_length=254)
    recipients = models.TextField()
    subject = models.CharField(max_length=400)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.subject} to {self.recipients}"
