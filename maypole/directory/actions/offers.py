"""Add, change, end and restore an offer."""

import uuid
from typing import Any

from django.db import transaction

from maypole.core.audit import record
from maypole.directory.actions.entries import rebuild_entries_of
from maypole.directory.models import Offer, Organisation


@transaction.atomic
def add_offer(*, organisation: Organisation, details: dict[str, Any], by: uuid.UUID) -> Offer:
    offer = Offer.objects.create(organisation=organisation, is_invented=organisation.is_invented, **details)
    rebuild_entries_of(organisation)
    record("add", kind="offer", subject=offer.pk, by=by, title=offer.title)
    return offer


@transaction.atomic
def change_offer(*, offer: Offer, details: dict[str, Any], by: uuid.UUID) -> None:
    for name, value in details.items():
        setattr(offer, name, value)
    offer.save()
    rebuild_entries_of(offer.organisation)
    record("change", kind="offer", subject=offer.pk, by=by, title=offer.title)


@transaction.atomic
def end_offer(*, offer: Offer, by: uuid.UUID) -> None:
    """Show it no longer; its history stays."""
    change_offer(offer=offer, details={"state": Offer.State.ENDED}, by=by)


@transaction.atomic
def restore_offer(*, offer: Offer, version: int, by: uuid.UUID) -> None:
    """Put back an earlier version; that too becomes a version."""
    earlier = offer.history.get(history_id=version).instance
    kept = {"id", "organisation", "created_at", "updated_at", "is_invented"}
    details = {f.name: getattr(earlier, f.name) for f in Offer._meta.concrete_fields if f.name not in kept}
    change_offer(offer=offer, details=details, by=by)
    record("restore", kind="offer", subject=offer.pk, by=by, version=version)
