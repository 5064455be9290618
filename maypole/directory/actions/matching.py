"""Write down what a person says of a queued record: it is this one, it is neither, or nobody knows yet."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from maypole.core.audit import record as audit
from maypole.directory.actions.bodies import apply_record, is_own, made_organisation
from maypole.directory.actions.entries import rebuild_entries
from maypole.directory.actions.merging import merge_organisations, undo_merge
from maypole.directory.models import Candidate, Merge, Organisation, School, SourceRecord

State = SourceRecord.State


class AlreadyDecided(Exception):
    """Somebody else was quicker."""


@transaction.atomic
def say_same(*, record: SourceRecord, candidate: Candidate, by: UUID, now: datetime) -> SourceRecord:
    """Join a record to a candidate. What the record made for itself meanwhile is merged into it."""
    record = waiting(record)
    school, organisation = candidate.school, candidate.organisation
    made = record.organisation
    if organisation:
        organisation = organisation.merged_into or organisation
        if made and made.pk != organisation.pk:
            merge_organisations(kept=organisation, absorbed=made, by=by, now=now)
    record.refresh_from_db()
    record.school, record.organisation = school, organisation
    settle(record, State.DECIDED, by, now)
    apply_record(record)
    refresh(school, record.organisation)
    return record


@transaction.atomic
def say_two(*, record: SourceRecord, by: UUID, now: datetime) -> SourceRecord:
    """Keep a record apart from all its candidates; it stands for itself where its list may name organisations."""
    record = waiting(record)
    if record.organisation is None and record.fields["may_be_organisation"]:
        record.organisation = made_organisation(record)
    settle(record, State.SEPARATE, by, now)
    apply_record(record)
    refresh(None, record.organisation)
    return record


@transaction.atomic
def say_not_known(*, record: SourceRecord, by: UUID, now: datetime) -> SourceRecord:
    """Leave a record in the queue, behind those that nobody has looked at."""
    record = waiting(record)
    record.decided_at, record.decided_by = now, by
    record.save(update_fields=["decided_at", "decided_by"])
    audit("match not known", kind="source record", subject=record.pk, by=by)
    return record


@transaction.atomic
def reopen(*, record: SourceRecord, by: UUID, now: datetime) -> None:
    """Put a decided record back in the queue, and undo the merge that came of it."""
    if record.state not in (State.DECIDED, State.SEPARATE):
        raise AlreadyDecided("Only what a person decided can be asked again.")
    for merge in Merge.objects.filter(kept=record.organisation, undone_at=None):
        if str(record.pk) in merge.moved["records"]:
            undo_merge(merge=merge, by=by, now=now)
    record.refresh_from_db()
    school = record.school
    if not made_by(record):
        record.organisation = None
    record.state, record.school, record.decided_at, record.decided_by = State.QUEUED, None, None, None
    record.save()
    apply_record(record)
    refresh(school, record.organisation)
    audit("reopen match", kind="source record", subject=record.pk, by=by)


def made_by(record: SourceRecord) -> bool:
    """Return whether the record stands for itself, as the organisation that was made from it."""
    return record.organisation is not None and is_own(record, record.organisation)


def waiting(record: SourceRecord) -> SourceRecord:
    """Return the record locked, if it still waits."""
    locked = SourceRecord.objects.select_for_update().get(pk=record.pk)
    if locked.state != State.QUEUED:
        raise AlreadyDecided(f"{locked.name} was decided already.")
    return locked


def settle(record: SourceRecord, state: str, by: UUID, now: datetime) -> None:
    """Write the decision down. The candidates stay, for whoever asks again."""
    record.state, record.decided_by, record.decided_at = state, by, now
    record.save()
    audit(
        "match",
        kind="source record",
        subject=record.pk,
        by=by,
        state=str(state),
        school=record.school_id,
        organisation=str(record.organisation_id or ""),
    )


def refresh(school: School | None, organisation: Organisation | None) -> None:
    """Bring the rows of the map and the list up to date."""
    rebuild_entries(urns=[school.pk] if school else [], organisations=[organisation.pk] if organisation else [])
