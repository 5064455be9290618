"""Claim a listing: by a code sent to an address already held, or by a coordinator's recorded decision."""

import secrets
import uuid
from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from maypole.accounts.actions.grants import grant_role
from maypole.accounts.models import Person
from maypole.accounts.roles import ORGANISATION, SCHOOL
from maypole.core.audit import record
from maypole.directory.actions.scopes import scope_of
from maypole.directory.actions.telling import tell
from maypole.directory.models import Claim, School
from maypole.directory.queries.bodies import Body, address_held, holder, key_of, kind_of

CODE_LASTS = timedelta(minutes=30)
MOST_ATTEMPTS = 5
State = Claim.State


class NoAddressHeld(Exception):
    """Nobody told us an address to send a code to."""


class WrongCode(Exception):
    """The code is not the one sent, too old, or was tried too often."""


@transaction.atomic
def send_code(*, body: Body, person: Person) -> Claim:
    """Send a six-digit code to the address held. Raises NoAddressHeld."""
    address = address_held(body)
    if not address:
        raise NoAddressHeld
    code = f"{secrets.randbelow(10**6):06d}"
    now = timezone.now()
    claim = Claim.objects.create(
        person=person.id,
        state=State.CODE_SENT,
        code_hash=make_password(code),
        code_sent_at=now,
        created_at=now,
        **holder(body),
    )
    record("send code", kind=kind_of(body), subject=key_of(body), by=person.id)
    transaction.on_commit(lambda: mail_code(body, address, code))
    return claim


def mail_code(body: Body, address: str, code: str) -> None:
    send_mail(
        subject=f"{code} is the code for {body.name} on Maypole",
        message=(
            f"Somebody with a Maypole account says that they keep the listing of {body.name}.\n\n"
            f"If that is you, or somebody you know, the code is\n\n    {code}\n\n"
            "It works for 30 minutes. If you know nothing of it, you need do nothing: without the code nothing happens."
        ),
        from_email=None,
        recipient_list=[address],
    )


def give_code(*, claim: Claim, person: Person, code: str) -> None:
    """Accept a claim by its code. Raises WrongCode; an attempt counts even so."""
    with transaction.atomic():
        claim.attempts += 1
        claim.save(update_fields=["attempts"])
    too_late = claim.code_sent_at is None or timezone.now() - claim.code_sent_at > CODE_LASTS
    is_theirs = claim.person == person.id and claim.state == State.CODE_SENT
    if not is_theirs or too_late or claim.attempts > MOST_ATTEMPTS or not check_password(code.strip(), claim.code_hash):
        raise WrongCode
    accept_claim(claim=claim, person=person, reason="by code", by=person.id)


@transaction.atomic
def ask_coordinator(*, body: Body, person: Person, message: str) -> Claim:
    """Ask whoever coordinates the partnership to decide."""
    claim = Claim.objects.create(
        person=person.id, state=State.WAITING, message=message, created_at=timezone.now(), **holder(body)
    )
    record("claim", kind=kind_of(body), subject=key_of(body), by=person.id)
    return claim


def claimed_body(claim: Claim) -> Body:
    """Return what a claim is for; the database lets none be for nothing."""
    body: Body | None = claim.school or claim.organisation
    if body is None:
        raise ValueError(f"Claim {claim.pk} is for nothing.")
    return body


@transaction.atomic
def accept_claim(*, claim: Claim, person: Person, reason: str, by: uuid.UUID) -> None:
    """Give the claimant the listing, and record who decided and why."""
    body = claimed_body(claim)
    role = SCHOOL if isinstance(body, School) else ORGANISATION
    grant_role(person=person, role=role, scope_id=scope_of(body), of_what=body.name, by=by)
    decide(claim, State.ACCEPTED, reason, by)


@transaction.atomic
def refuse_claim(*, claim: Claim, reason: str, by: uuid.UUID) -> None:
    decide(claim, State.REFUSED, reason, by)


def decide(claim: Claim, state: str, reason: str, by: uuid.UUID) -> None:
    """Write the decision on the claim, and tell the claimant where somebody else took it."""
    claim.state, claim.reason, claim.decided_by, claim.decided_at = state, reason, by, timezone.now()
    claim.save()
    record(f"claim {state}", kind="claim", subject=claim.pk, by=by, reason=reason)
    claimant = Person.objects.filter(pk=claim.person).first()
    if claimant is not None and claimant.id != by:
        tell_claimant(claim, claimant)


def tell_claimant(claim: Claim, claimant: Person) -> None:
    body = claimed_body(claim)
    why = f" The reason given: {claim.reason}" if claim.reason else ""
    if claim.state == State.ACCEPTED:
        subject, message = (
            f"You keep {body.name} on Maypole now",
            "Read what stands there, and put right what is wrong:",
        )
    else:
        subject, message = f"Your claim of {body.name} on Maypole", f"The coordinator did not accept it.{why}"
    tell(claimant.email, subject=subject, message=message, path=body.get_absolute_url())
