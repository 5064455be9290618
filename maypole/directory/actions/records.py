"""Join the rows of a list to schools and organisations: by identifier, then by name and place, else by a person.

What was joined stays joined at the next run, what a person decided stays decided, and a row that nobody is sure of
waits in the matching queue with those that it may be.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from maypole.core.ingest.report import Report
from maypole.core.models import Dataset
from maypole.directory.actions.bodies import apply_record, made_organisation
from maypole.directory.matching.index import MOST_CANDIDATES, Index, the_one
from maypole.directory.matching.names import name_of
from maypole.directory.matching.scoring import Known, Verdict
from maypole.directory.models import Accreditation, Candidate, Organisation, School, SourceRecord
from maypole.directory.placing import Placement
from maypole.directory.queries.known import (
    bodies_by_identifier,
    county_of_districts,
    known_organisations,
    known_schools,
)
from maypole.places.postcode_text import compact

State = SourceRecord.State
LEAST_SHARE_TO_MARK_GONE = 0.5


@dataclass(frozen=True)
class Incoming:
    """A row of a list, in one form whatever list it is from."""

    line: int
    key: str
    name: str
    placement: Placement
    aliases: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    organisation: dict[str, Any] = field(default_factory=dict)
    venue: dict[str, Any] = field(default_factory=dict)
    accreditation: dict[str, Any] = field(default_factory=dict)
    service: tuple[str, str] = ("", "")
    may_be_school: bool = False
    may_be_organisation: bool = True

    @property
    def fields(self) -> dict[str, Any]:
        """Return what is kept of the row, so that a decision taken later can still act on it."""
        place = self.placement
        return {
            "identifiers": [list(pair) for pair in self.identifiers],
            "organisation": self.organisation,
            "venue": self.venue,
            "accreditation": self.accreditation,
            "service": list(self.service),
            "may_be_organisation": self.may_be_organisation,
            "place": {
                "postcode": place.postcode,
                "latitude": place.latitude,
                "longitude": place.longitude,
                "district": place.district.code if place.district else "",
                "lsoa21_code": place.lsoa21_code,
                "placed_by": str(place.placed_by),
                "place_flag": place.flag,
            },
        }


@transaction.atomic
def put_records(
    *, rows: Sequence[Incoming], dataset: Dataset, report: Report, now: datetime, may_repeat: bool = False
) -> None:
    """Join every row, write what it says on its body, and note which rows of the last edition are gone.

    With `may_repeat`, two rows of one name and postcode are one body; else a list never names a body twice.
    """
    joiner = Joiner(dataset, report, may_repeat)
    for row in rows:
        joiner.put(row)
    mark_gone(dataset, {row.key for row in rows}, report, now)


class Joiner:
    """One run over one list: what is known, and what this list has joined already."""

    def __init__(self, dataset: Dataset, report: Report, may_repeat: bool) -> None:
        self.dataset, self.report, self.may_repeat = dataset, report, may_repeat
        records = SourceRecord.objects.filter(dataset=dataset).select_related("school", "organisation", "venue")
        self.records = {record.key: record for record in records}
        self.schools, self.organisations = Index(known_schools()), Index(known_organisations())
        self.by_identifier = bodies_by_identifier()
        self.counties = county_of_districts()
        self.taken = {
            f"organisation:{record.organisation_id}": (record.name, record.postcode)
            for record in self.records.values()
            if record.organisation_id
        }

    def put(self, row: Incoming) -> None:
        """Take in one row; a row that says what it said last time changes nothing."""
        record = self.records.get(row.key)
        digest = digest_of(row)
        if record and record.digest == digest and record.gone_at is None:
            self.report.count(is_new=False, is_changed=False)
        else:
            self.report.count(is_new=record is None, is_changed=True)
            record = self.written(row, digest, record)
        self.report.queued += record.state == State.QUEUED
        self.report.count_place(is_placed=is_placed(record))

    def written(self, row: Incoming, digest: str, record: SourceRecord | None) -> SourceRecord:
        """Write the record, join it if it is not joined yet, and write what it says on its body."""
        is_joined = record is not None and record.state != State.QUEUED
        record = record or SourceRecord(dataset=self.dataset, key=row.key, state=State.QUEUED)
        record.digest, record.name, record.postcode = digest, row.name[:200], row.placement.postcode
        record.fields, record.gone_at = row.fields, None
        verdicts = [] if is_joined else self.join(row, record)
        record.save()
        record.candidates.all().delete()
        Candidate.objects.bulk_create([candidate_of(record, verdict) for verdict in verdicts[:MOST_CANDIDATES]])
        apply_record(record)
        if record.organisation_id:
            self.remember(row, record.organisation_id)
        return record

    def join(self, row: Incoming, record: SourceRecord) -> list[Verdict]:
        """Decide what a row is about, and return the candidates of one that a person must decide."""
        if row.service[0]:
            record.state = State.MADE
            return []
        if ref := self.identified(row):
            record.state, record.score = State.IDENTIFIED, None
            point_to(record, ref)
            return []
        verdicts = self.verdicts(row)
        if one := the_one(verdicts):
            record.state, record.score = State.MATCHED, min(one.score, 1.0)
            point_to(record, one.ref)
            return []
        may_be_school = any(verdict.ref.startswith("school") for verdict in verdicts)
        record.score = min(verdicts[0].score, 1.0) if verdicts else None
        record.state = State.QUEUED if verdicts or not row.may_be_organisation else State.MADE
        if row.may_be_organisation and not may_be_school and record.organisation is None:
            record.organisation = made_organisation(record)
        return verdicts

    def identified(self, row: Incoming) -> str:
        return next((ref for pair in row.identifiers if (ref := self.by_identifier.get(pair))), "")

    def verdicts(self, row: Incoming) -> list[Verdict]:
        """Compare a row under each of its names; what is sure of a school goes before what is sure of a company."""
        found: dict[str, Verdict] = {}
        for name in (row.name, *row.aliases):
            wanted = self.wanted(row, name)
            compared = self.schools.verdicts(wanted) if row.may_be_school else []
            if row.may_be_organisation:
                compared += self.organisations.verdicts(wanted, leave_out=self.named_already(row))
            for verdict in compared:
                held = found.get(verdict.ref)
                if held is None or (verdict.sure, verdict.score) > (held.sure, held.score):
                    found[verdict.ref] = verdict
        return sorted(found.values(), key=lambda one: (-one.sure, -one.score, one.ref))

    def wanted(self, row: Incoming, name: str) -> Known:
        place = row.placement
        district = place.district.pk if place.district else None
        return Known(
            ref="",
            name=name_of(name),
            postcode=compact(place.postcode),
            latitude=place.latitude,
            longitude=place.longitude,
            district=district,
            county=self.counties.get(district) if district else None,
        )

    def named_already(self, row: Incoming) -> frozenset[str]:
        """Return the organisations that this list named in other rows, for it does not name one twice."""
        same = (name_of(row.name).text, row.placement.postcode)
        return frozenset(
            ref
            for ref, (name, postcode) in self.taken.items()
            if not (self.may_repeat and (name_of(name).text, postcode) == same)
        )

    def remember(self, row: Incoming, pk: UUID) -> None:
        """Let later rows of the run know what this one made or was joined to."""
        ref = f"organisation:{pk}"
        if ref not in self.taken:
            self.taken[ref] = (row.name, row.placement.postcode)
            self.organisations.add(
                Known(**{**{name: getattr(self.wanted(row, row.name), name) for name in Known.__slots__}, "ref": ref})
            )


def digest_of(row: Incoming) -> str:
    """Return the digest of everything that is read of a row."""
    told = json.dumps([row.name, row.aliases, row.fields], sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()


def point_to(record: SourceRecord, ref: str) -> None:
    """Join a record to a body by its reference."""
    kind, _, key = ref.partition(":")
    if kind == "school":
        record.school = School.objects.get(pk=int(key))
    else:
        record.organisation = Organisation.objects.get(pk=key)


def candidate_of(record: SourceRecord, verdict: Verdict) -> Candidate:
    kind, _, key = verdict.ref.partition(":")
    return Candidate(
        record=record,
        school_id=int(key) if kind == "school" else None,
        organisation_id=UUID(key) if kind == "organisation" else None,
        score=verdict.score,
        agrees=list(verdict.agrees),
    )


def is_placed(record: SourceRecord) -> bool:
    """Return whether what a record is about has a point."""
    body = record.venue or record.organisation or record.school
    return body.is_placed if body else record.fields["place"]["latitude"] is not None


def mark_gone(dataset: Dataset, keys: set[str], report: Report, now: datetime) -> None:
    """Note the rows that the list no longer has, unless it is another cut of the list altogether."""
    standing = SourceRecord.objects.filter(dataset=dataset, gone_at=None)
    gone = [pk for pk, key in standing.values_list("pk", "key") if key not in keys]
    if not gone:
        return
    if len(gone) > LEAST_SHARE_TO_MARK_GONE * standing.count():
        report.note(f"{len(gone):,} rows of the last edition are not in this file; they were left as they stand.")
        return
    records = SourceRecord.objects.filter(pk__in=gone)
    Accreditation.objects.filter(dataset=dataset, source_key__in=records.values("key")).update(
        status=Accreditation.Status.ENDED
    )
    records.update(gone_at=now)
    report.note(f"{len(gone):,} rows of the last edition are gone from this one; what they told is kept as ended.")
