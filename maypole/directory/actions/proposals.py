"""Propose a change to somebody's listing, and accept or refuse it; its owner and whoever proposed it hear of it."""

import uuid
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from maypole.core.audit import record
from maypole.directory.actions.listings import change_listing
from maypole.directory.actions.telling import tell, tell_keepers
from maypole.directory.models import ChangeProposal, Listing
from maypole.directory.queries.bodies import Body, holder, key_of, kind_of

State = ChangeProposal.State


class NothingProposed(Exception):
    """The proposal says just what the listing says already."""


@transaction.atomic
def propose_change(
    *, body: Body, values: dict[str, str], note: str, proposer_email: str, by: uuid.UUID | None
) -> ChangeProposal:
    """Keep a proposal with each value before and after, and tell the owner of the first that waits.

    Raises NothingProposed.
    """
    listing = Listing.objects.filter(**holder(body)).first() or Listing()
    changes = {
        name: [str(getattr(listing, name)), value]
        for name, value in values.items()
        if str(getattr(listing, name)) != value
    }
    if not changes and not note:
        raise NothingProposed
    others_wait = ChangeProposal.objects.filter(state=State.WAITING, **holder(body)).exists()
    proposal = ChangeProposal.objects.create(
        changes=changes,
        note=note,
        proposer_email=proposer_email,
        proposed_by=by,
        created_at=timezone.now(),
        **holder(body),
    )
    record("propose", kind=kind_of(body), subject=key_of(body), by=by, fields=sorted(changes))
    if not others_wait:
        tell_owner(body, proposal)
    return proposal


def tell_owner(body: Body, proposal: ChangeProposal) -> None:
    tell_keepers(
        body,
        subject=f"Somebody proposes a change to {body.name} on Maypole",
        message="Nothing changes until you or the coordinator accept it. See it side by side, and decide:",
        path=reverse("proposal", args=[proposal.pk]),
    )


@transaction.atomic
def accept_proposal(*, proposal: ChangeProposal, by: uuid.UUID) -> None:
    """Make the listing say what was proposed."""
    changes: dict[str, Any] = {name: after for name, (_, after) in proposal.changes.items()}
    body = proposal.school or proposal.organisation
    if body is not None and changes:
        change_listing(body=body, changes=changes, by=by)
    decide(proposal, State.ACCEPTED, "", by)


@transaction.atomic
def refuse_proposal(*, proposal: ChangeProposal, reason: str, by: uuid.UUID) -> None:
    decide(proposal, State.REFUSED, reason, by)


def decide(proposal: ChangeProposal, state: str, reason: str, by: uuid.UUID) -> None:
    """Write the decision on the proposal, and tell whoever proposed it and asked to hear."""
    proposal.state, proposal.reason = state, reason
    proposal.decided_by, proposal.decided_at = by, timezone.now()
    proposal.save()
    record(f"proposal {state}", kind="proposal", subject=proposal.pk, by=by)
    body = proposal.school or proposal.organisation
    if proposal.proposer_email and body is not None:
        tell(
            proposal.proposer_email,
            subject=f"What became of your proposal for {body.name} on Maypole",
            message=decision_in_words(proposal),
            path=body.get_absolute_url(),
        )


def decision_in_words(proposal: ChangeProposal) -> str:
    if proposal.state == State.ACCEPTED:
        return "It was accepted, with thanks. This is how the listing reads now:"
    why = f" The reason given: {proposal.reason}" if proposal.reason else ""
    return f"It was read and not taken.{why} This is the listing:"
