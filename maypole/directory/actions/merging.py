"""Make one organisation of two, so that it survives the next ingest, and make two of it again."""

from datetime import datetime
from uuid import UUID

from django.db import models, transaction

from maypole.core.audit import record
from maypole.directory.actions.entries import rebuild_entries
from maypole.directory.models import (
    Accreditation,
    Identifier,
    Merge,
    Offer,
    Organisation,
    SourceRecord,
    Venue,
)

MOVED: dict[str, type[models.Model]] = {
    "records": SourceRecord,
    "venues": Venue,
    "accreditations": Accreditation,
    "identifiers": Identifier,
    "offers": Offer,
}


class UnableToMerge(Exception):
    """The two cannot become one, or not any more be two."""


@transaction.atomic
def merge_organisations(*, kept: Organisation, absorbed: Organisation, by: UUID | None, now: datetime) -> Merge:
    """Move all that lists and owners told of one organisation to another; its address leads there from now on."""
    if kept.pk == absorbed.pk:
        raise UnableToMerge("They are one already.")
    if kept.merged_into_id or absorbed.merged_into_id:
        raise UnableToMerge("One of them was merged already. Undo that first.")
    if hasattr(absorbed, "listing"):
        raise UnableToMerge(
            f"{absorbed.name} has a listing of its owner's. Keep that one, and merge the other into it."
        )
    moved = {name: move(model, absorbed, kept) for name, model in MOVED.items()}
    moved["aliases"] = [kept.also_known_as]
    kept.also_known_as = "; ".join(dict.fromkeys(filter(None, [kept.also_known_as, absorbed.name])))[:300]
    kept.save(update_fields=["also_known_as"])
    absorbed.merged_into = kept
    absorbed.save(update_fields=["merged_into"])
    Organisation.objects.filter(merged_into=absorbed).update(merged_into=kept)
    merge = Merge.objects.create(kept=kept, absorbed=absorbed, moved=moved, at=now, actor=by)
    record("merge", kind="organisation", subject=kept.pk, by=by, absorbed=str(absorbed.pk))
    rebuild_entries(organisations=[kept.pk, absorbed.pk])
    return merge


def move(model: type[models.Model], absorbed: Organisation, kept: Organisation) -> list[str]:
    """Move the rows of a table, and return which."""
    rows = model._default_manager.filter(organisation=absorbed)
    keys = [str(pk) for pk in rows.values_list("pk", flat=True)]
    rows.update(organisation=kept)
    return keys


@transaction.atomic
def undo_merge(*, merge: Merge, by: UUID | None, now: datetime) -> None:
    """Let both stand again, each with the rows it had; records of lists stay apart from now on."""
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at:
        raise UnableToMerge("This was undone already.")
    absorbed, kept = merge.absorbed, merge.kept
    for name, model in MOVED.items():
        model._default_manager.filter(pk__in=merge.moved.get(name, []), organisation=kept).update(organisation=absorbed)
    SourceRecord.objects.filter(pk__in=merge.moved["records"]).update(
        state=SourceRecord.State.SEPARATE, decided_by=by, decided_at=now
    )
    kept.also_known_as = merge.moved["aliases"][0]
    kept.save(update_fields=["also_known_as"])
    absorbed.merged_into = None
    absorbed.save(update_fields=["merged_into"])
    merge.undone_at, merge.undone_by = now, by
    merge.save(update_fields=["undone_at", "undone_by"])
    record("undo merge", kind="organisation", subject=kept.pk, by=by, absorbed=str(absorbed.pk))
    rebuild_entries(organisations=[kept.pk, absorbed.pk])
