"""Remind a school, and whoever supports it, of a day that comes near; one press stops it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse

from maypole.core.audit import record
from maypole.directory.models import Organisation, School
from maypole.directory.queries.bodies import address_held
from maypole.programme.models import Journey, JourneyMail
from maypole.programme.queries.journeys import SchoolJourney, listed_of, school_journey
from maypole.programme.stages import PLANS, TITLES, Deadline, Scheme, Stage, Step

SALT = "programme.stop-these-emails"
FIRST, SECOND = timedelta(days=60), timedelta(days=14)
Side = JourneyMail.Side
WORDS = {
    Step.PLAN: "the {plan} is due",
    Step.COMPLETE: "the two years since it registered end",
    Step.RENEW: "the award ends",
}


def remind_all(now: datetime) -> int:
    """Mail both sides of every journey of which a day is near, twice a day at most; returns how many mails went."""
    today = now.date()
    told = 0
    for scheme in Scheme:
        journeys = Journey.objects.filter(scheme=scheme, school__status__in=_OPEN)
        entered = list(journeys.select_related("school", "supporter__merged_into").prefetch_related("past_awards"))
        listed = listed_of([journey.school_id for journey in entered], scheme)
        for journey in entered:
            one = school_journey(journey.school, scheme, journey, listed.get(journey.school_id), today)
            told += _remind(one, journey, now)
    return told


_OPEN = (School.Status.OPEN, School.Status.CLOSING)


def _remind(one: SchoolJourney, journey: Journey, now: datetime) -> int:
    deadline = one.outlook.coming(now.date())
    if one.stage is Stage.LAPSED or deadline is None or deadline.on - now.date() > FIRST:
        return 0
    return sum(_remind_side(one, journey, side, deadline, now) for side in (Side.SCHOOL, Side.SUPPORTER))


def _remind_side(one: SchoolJourney, journey: Journey, side: Side, deadline: Deadline, now: datetime) -> int:
    address = address_of(journey, side)
    mail = JourneyMail.objects.filter(journey=journey, side=side).first() or JourneyMail(journey=journey, side=side)
    if not address or mail.stopped_at or not _is_due(mail, deadline, now):
        return 0
    mail.reminded_at, mail.reminded_for = now, deadline.on
    mail.save()
    _send(one, mail, address, deadline)
    return 1


def _is_due(mail: JourneyMail, deadline: Deadline, now: datetime) -> bool:
    """A day is spoken of once from sixty days before, and once more from a fortnight before."""
    if mail.reminded_at is None or mail.reminded_for != deadline.on:
        return True
    is_last = deadline.on - now.date() <= SECOND
    return is_last and deadline.on - mail.reminded_at.date() > SECOND


def address_of(journey: Journey, side: Side) -> str:
    """Return the role address of a side: as entered, else what its listing holds; empty where nobody gave one."""
    if side == Side.SUPPORTER:
        return _held(journey.supporter.today if journey.supporter else None)
    return journey.email or _held(journey.school)


def _held(body: School | Organisation | None) -> str:
    return address_held(body) if body else ""


def _send(one: SchoolJourney, mail: JourneyMail, address: str, deadline: Deadline) -> None:
    stop = f"{settings.SITE_URL}{reverse('journey_stop_mail', args=[stop_token(mail)])}"
    page = f"{settings.SITE_URL}{reverse('school_journey', args=[one.school.urn])}"
    what = WORDS[deadline.step].format(plan=PLANS[one.scheme])
    EmailMessage(
        subject=f"{TITLES[one.scheme]} at {one.school}: by {deadline.on:%-d %B %Y}"[:200],
        body=(
            f"On {deadline.on:%-d %B %Y} {what}: {TITLES[one.scheme]} at {one.school}.\n\n"
            f"Is it done, or is the day another one? Say so here:\n{page}\n\n"
            f"Stop these emails: {stop}"
        ),
        to=[address],
        headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    ).send()


def stop_token(mail: JourneyMail) -> str:
    """Return what a “Stop these emails” link says."""
    return signing.dumps(mail.pk, salt=SALT)


def mail_of(token: str) -> JourneyMail:
    """Return whom a link is about. Raises JourneyMail.DoesNotExist for one that is not ours, or is about nobody now."""
    try:
        return JourneyMail.objects.select_related("journey__school").get(pk=signing.loads(token, salt=SALT))
    except signing.BadSignature as error:
        raise JourneyMail.DoesNotExist from error


@transaction.atomic
def stop_reminders(*, mail: JourneyMail, now: datetime) -> None:
    """Send no more reminders of this journey to this side."""
    mail.stopped_at = now
    mail.save(update_fields=["stopped_at"])
    record("stop mail", kind="school", subject=mail.journey.school_id, by=None, side=mail.side)
