"""Keep the rows of the map and the list up to date."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from maypole.core.bulk import insert
from maypole.core.models import Installation
from maypole.directory.models import Entry, Organisation, School
from maypole.directory.queries.entries import STAMP
from maypole.directory.queries.entry_rows import organisation_rows, school_rows, surroundings

KEPT_FIELDS = [each.attname for each in Entry._meta.concrete_fields if each.attname not in ("id", "ref")]
UPDATED = [each.name for each in Entry._meta.concrete_fields if each.name not in ("id", "ref")]
AT_ONCE = 500


@dataclass(frozen=True)
class Rebuilt:
    """What a rebuild did to the rows."""

    new: int
    changed: int
    unchanged: int
    gone: int


@transaction.atomic
def rebuild_entries(
    *,
    now: datetime | None = None,
    urns: Collection[int] | None = None,
    organisations: Collection[UUID] | None = None,
) -> Rebuilt:
    """Derive the rows again: of everybody, or only of these schools and organisations.

    A row that would not change is not written.
    """
    around = surroundings(now=now or timezone.now())
    is_whole = urns is None and organisations is None
    rows = {
        row.ref: row
        for row in (
            *school_rows(around, None if is_whole else urns or ()),
            *organisation_rows(around, None if is_whole else organisations or ()),
        )
    }
    scope = Q() if is_whole else Q(school__in=urns or ()) | Q(organisation__in=organisations or ())
    return write(rows, scope)


def rebuild_entries_of(body: School | Organisation) -> Rebuilt:
    """Derive the rows of one school or organisation again, after what stands behind them changed."""
    if isinstance(body, School):
        return rebuild_entries(urns=[body.urn])
    return rebuild_entries(organisations=[body.id])


def write(rows: Mapping[str, Entry], scope: Q) -> Rebuilt:
    """Write what differs from the rows in scope, and take away those that nothing stands behind any more."""
    before = {ref: kept for ref, *kept in Entry.objects.filter(scope).values_list("ref", *KEPT_FIELDS)}
    new = [row for ref, row in rows.items() if ref not in before]
    changed = [row for ref, row in rows.items() if ref in before and before[ref] != values(row)]
    gone = before.keys() - rows.keys()
    forget(gone)
    Entry.objects.bulk_create(
        changed, batch_size=AT_ONCE, update_conflicts=True, unique_fields=["ref"], update_fields=UPDATED
    )
    insert(new)
    if new or changed or gone:
        mark_changed()
    return Rebuilt(len(new), len(changed), len(rows) - len(new) - len(changed), len(gone))


def mark_changed() -> None:
    """Say that a row changed, so that what is made of all rows is made again."""
    Installation.objects.update_or_create(key=STAMP, defaults={"value": uuid4().hex})


def values(row: Entry) -> list[object]:
    return [getattr(row, name) for name in KEPT_FIELDS]


def forget(refs: Iterable[str]) -> None:
    doomed = list(refs)
    for start in range(0, len(doomed), AT_ONCE):
        Entry.objects.filter(ref__in=doomed[start : start + AT_ONCE]).delete()
