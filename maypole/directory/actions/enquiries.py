"""Pass an enquiry on, and tell an owner what somebody thinks, without showing either address."""

import uuid

from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from maypole.core.audit import record
from maypole.directory.actions.telling import tell_keepers
from maypole.directory.models import Enquiry, Feedback, Offer, School
from maypole.directory.queries.bodies import Body, address_held, holder, key_of, kind_of


class NobodyToAsk(Exception):
    """No role address is held for this body, so there is nobody to pass an enquiry on to."""


@transaction.atomic
def send_enquiry(
    *,
    body: Body,
    sender_name: str,
    sender_email: str,
    message: str,
    by: uuid.UUID | None,
    offer: Offer | None = None,
    asking_school: School | None = None,
) -> Enquiry:
    """Pass a message on; the answer goes straight to the sender. Raises NobodyToAsk.

    A school that asks about an offer is kept with it: the organisation's next return begins from there.
    """
    address = address_held(body)
    if not address:
        raise NobodyToAsk
    enquiry = Enquiry.objects.create(
        sender_name=sender_name,
        sender_email=sender_email,
        message=message,
        sent_at=timezone.now(),
        passed_on_to="owner",
        offer=offer,
        asking_school=asking_school,
        **holder(body),
    )
    record("enquire", kind=kind_of(body), subject=key_of(body), by=by)
    transaction.on_commit(lambda: pass_on(body, enquiry, address))
    return enquiry


def pass_on(body: Body, enquiry: Enquiry, address: str) -> None:
    EmailMessage(
        subject=f"A question to {body.name}, by way of Maypole",
        body=(
            f"{asking(enquiry)}:\n\n{enquiry.message}\n\n"
            "Answer this mail and your answer goes to them. They have not seen your address."
        ),
        to=[address],
        reply_to=[enquiry.sender_email],
    ).send()


def asking(enquiry: Enquiry) -> str:
    """Say who asks, for which school, about what."""
    school = f", {enquiry.asking_school}," if enquiry.asking_school else ""
    return f"{enquiry.sender_name}{school} asks" + (f" about “{enquiry.offer}”" if enquiry.offer else "")


@transaction.atomic
def give_feedback(
    *, body: Body, would_do_again: bool | None, message: str, sender_role: str, by: uuid.UUID | None
) -> Feedback:
    """Tell the owner and the coordinator what somebody thinks; the first unread is mailed. It is never published."""
    others_wait = Feedback.objects.filter(read_at=None, **holder(body)).exists()
    feedback = Feedback.objects.create(
        would_do_again=would_do_again, message=message, sender_role=sender_role, sent_at=timezone.now(), **holder(body)
    )
    record("give feedback", kind=kind_of(body), subject=key_of(body), by=by)
    if not others_wait:
        tell_keepers(
            body,
            subject=f"Somebody says how it was with {body.name}",
            message="You and your partnership's coordinator can read it. It is not published.",
            path=reverse("listing_feedback", args=[kind_of(body), key_of(body)]),
        )
    return feedback


@transaction.atomic
def read_feedback(*, feedback: Feedback, by: uuid.UUID) -> None:
    feedback.read_at = timezone.now()
    feedback.save(update_fields=["read_at"])
    record("read", kind="feedback", subject=feedback.pk, by=by)
