"""A queued record beside each body that it may be, field by field, with what agrees."""

from dataclasses import dataclass

from maypole.directory.models import Accreditation, Candidate, Organisation, School, SourceRecord
from maypole.directory.queries.matching import batch
from maypole.places.models import Place


@dataclass(frozen=True)
class Line:
    label: str
    value: str
    is_same: bool = False


@dataclass(frozen=True)
class Choice:
    """A body that a record may be."""

    pk: int
    name: str
    path: str
    source: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Question:
    """One record that waits."""

    pk: int
    name: str
    source: str
    was_looked_at: bool
    may_stand_alone: bool
    lines: tuple[Line, ...]
    choices: tuple[Choice, ...]


def questions(list_slug: str = "") -> list[Question]:
    """Return the next batch of the queue."""
    records = batch(list_slug)
    codes = {record.fields["place"]["district"] for record in records}
    districts = dict(Place.objects.of_kind(Place.Kind.DISTRICT).filter(code__in=codes).values_list("code", "name"))
    return [question_of(record, districts) for record in records]


def question_of(record: SourceRecord, districts: dict[str, str]) -> Question:
    place = record.fields["place"]
    award = record.fields["accreditation"]
    told = record.fields["organisation"]
    lines = (
        Line("Postcode", record.postcode),
        Line("District", districts.get(place["district"], "")),
        Line("Town", told.get("town", "")),
        Line("Website", told.get("website", "")),
        Line(
            "Award", f"{Accreditation.Scheme(award['scheme']).label} {award.get('level', '')}".strip() if award else ""
        ),
    )
    return Question(
        pk=record.pk,
        name=record.name,
        source=source_of(record),
        was_looked_at=record.decided_at is not None,
        may_stand_alone=bool(record.fields["may_be_organisation"]),
        lines=tuple(line for line in lines if line.value),
        choices=tuple(choice_of(record, candidate) for candidate in record.candidates.all()),
    )


def source_of(record: SourceRecord) -> str:
    vintage = f", {record.dataset.vintage}" if record.dataset.vintage else ""
    return f"{record.dataset.title}{vintage}"


def choice_of(record: SourceRecord, candidate: Candidate) -> Choice:
    body = candidate.school or candidate.organisation
    assert body is not None
    lines = (
        Line("Postcode", body.postcode, is_same=bool(body.postcode) and body.postcode == record.postcode),
        Line("District", str(body.district or ""), is_same="district" in candidate.agrees),
        Line("Town", body.town),
        Line("Website", body.website),
        Line("Run by", authority_of(body), is_same="county" in candidate.agrees),
    )
    return Choice(
        pk=candidate.pk,
        name=body.name,
        path=body.get_absolute_url(),
        source="School" if isinstance(body, School) else "Organisation",
        lines=tuple(line for line in lines if line.value),
    )


def authority_of(body: School | Organisation) -> str:
    return body.authority_name if isinstance(body, School) else ""
