"""Keep outgoing mail in the database, where /mail/ shows it in development."""

from collections.abc import Sequence

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage, EmailMultiAlternatives
from django.utils import timezone

from maypole.core.models import OutboxMessage


class OutboxBackend(BaseEmailBackend):
    """Sends nothing anywhere: writes each message to the outbox."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        OutboxMessage.objects.bulk_create(kept(message) for message in email_messages)
        return len(email_messages)


def kept(message: EmailMessage) -> OutboxMessage:
    """Return the outbox row of a message, not saved."""
    html = ""
    if isinstance(message, EmailMultiAlternatives):
        html = next((str(content) for content, mimetype in message.alternatives if mimetype == "text/html"), "")
    return OutboxMessage(
        at=timezone.now(),
        sender=message.from_email,
        recipients=", ".join(message.recipients()),
        subject=str(message.subject),
        text=str(message.body),
        html=html,
        headers=dict(message.extra_headers),
    )
