"""Join, be admitted, change what one brings, leave, come back."""

import uuid
from datetime import date

from django.db import transaction
from django.utils import timezone

from maypole.core.audit import record
from maypole.directory.actions.telling import tell_keepers
from maypole.directory.models import Organisation, School
from maypole.partnerships.models import Member, Partnership


class AlreadyMember(Exception):
    """It belongs already, or has asked and waits for an answer."""


@transaction.atomic
def ask_to_join(
    *,
    partnership: Partnership,
    organisation: Organisation | None = None,
    school: School | None = None,
    contributes: str,
    by: uuid.UUID,
) -> Member:
    """Ask for a school or organisation to be admitted. Raises AlreadyMember."""
    standing = partnership.members.filter(
        organisation=organisation, school=school, state__in=[Member.State.ASKED, Member.State.MEMBER]
    )
    if standing.exists():
        raise AlreadyMember
    member = Member.objects.create(
        partnership=partnership,
        organisation=organisation,
        school=school,
        contributes=contributes,
        asked_at=timezone.now(),
    )
    record("ask to join", kind="partnership", subject=partnership.slug, by=by, member=str(member))
    return member


@transaction.atomic
def admit(*, member: Member, on: date, by: uuid.UUID) -> None:
    member.state, member.joined_on, member.decided_by = Member.State.MEMBER, on, by
    member.save()
    record("admit", kind="partnership", subject=member.partnership_id, by=by, member=str(member))
    answer(member, "belongs to it now. What you bring stands on its page:")


@transaction.atomic
def refuse(*, member: Member, by: uuid.UUID) -> None:
    member.state, member.decided_by = Member.State.REFUSED, by
    member.save()
    record("refuse", kind="partnership", subject=member.partnership_id, by=by, member=str(member))
    answer(member, "was not admitted this time. Whom to ask stands on its page:")


def answer(member: Member, what: str) -> None:
    """Mail whoever keeps the school or organisation what the coordinator answered."""
    body = member.organisation or member.school
    if body is not None:
        tell_keepers(
            body,
            subject=f"{member.partnership}: an answer for {body.name}",
            message=f"{body.name} {what}",
            path=member.partnership.get_absolute_url(),
        )


@transaction.atomic
def change_contribution(*, member: Member, contributes: str, by: uuid.UUID) -> None:
    member.contributes = contributes
    member.save(update_fields=["contributes"])
    record("change contribution", kind="partnership", subject=member.partnership_id, by=by, member=str(member))


@transaction.atomic
def leave(*, member: Member, on: date, by: uuid.UUID) -> None:
    """End the membership; what was done together stays."""
    member.state, member.left_on = Member.State.LEFT, on
    member.save(update_fields=["state", "left_on"])
    record("leave", kind="partnership", subject=member.partnership_id, by=by, member=str(member))
