"""Change, confirm and restore what an owner says in a listing."""

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from maypole.core.audit import record
from maypole.directory.actions.entries import rebuild_entries_of
from maypole.directory.models import ConfirmationPeriod, Listing
from maypole.directory.queries.bodies import Body, holder, key_of, kind_of
from maypole.places.models import Place

OWNED = (
    "summary",
    "description",
    "contact_role",
    "email",
    "telephone",
    "website",
    "opening",
    "access",
    "travel",
    "is_public_venue",
    "closed_from",
    "closed_until",
    "closed_reason",
    "safeguarding_declared_on",
)


def listing_made_for(body: Body) -> Listing:
    """Return the listing of a body, made if need be."""
    keys: dict[str, Any] = {**holder(body)}
    return Listing.objects.get_or_create(**keys)[0]


@transaction.atomic
def change_listing(*, body: Body, changes: dict[str, Any], by: uuid.UUID) -> Listing:
    """Change what the owner says; whoever changes it confirms it too."""
    listing = listing_made_for(body)
    before = {name: str(getattr(listing, name)) for name in changes if getattr(listing, name) != changes[name]}
    for name, value in changes.items():
        setattr(listing, name, value)
    listing.confirmed_at, listing.confirmed_by = timezone.now(), by
    listing.save()
    rebuild_entries_of(body)
    record("change", kind=kind_of(body), subject=key_of(body), by=by, fields=sorted(before))
    return listing


@transaction.atomic
def confirm_listing(*, body: Body, by: uuid.UUID | None) -> None:
    """Say that everything is still right; `by` is None where somebody pressed the button in a mail."""
    listing = listing_made_for(body)
    listing.confirmed_at, listing.confirmed_by = timezone.now(), by
    listing.save()
    rebuild_entries_of(body)
    record("confirm", kind=kind_of(body), subject=key_of(body), by=by)


@transaction.atomic
def restore_listing(*, body: Body, version: int, by: uuid.UUID) -> None:
    """Put back what the listing said in an earlier version; that too becomes a version."""
    listing = listing_made_for(body)
    earlier = listing.history.get(history_id=version)
    for name in OWNED:
        setattr(listing, name, getattr(earlier, name))
    listing.save()
    rebuild_entries_of(body)
    record("restore", kind=kind_of(body), subject=key_of(body), by=by, version=version)


@transaction.atomic
def note_safeguarding_seen(*, body: Body, seen_by: str, by: uuid.UUID) -> None:
    """Record that a partnership saw the safeguarding policy today. It says seen, never approved."""
    listing = listing_made_for(body)
    listing.safeguarding_seen_by, listing.safeguarding_seen_on = seen_by, timezone.localdate()
    listing.save()
    record("see safeguarding", kind=kind_of(body), subject=key_of(body), by=by, seen_by=seen_by)


@transaction.atomic
def set_confirmation_period(*, territory: Place, months: int, by: uuid.UUID) -> None:
    ConfirmationPeriod.objects.update_or_create(territory=territory, defaults={"months": months})
    record("set confirmation period", kind="place", subject=territory.code, by=by, months=months)
