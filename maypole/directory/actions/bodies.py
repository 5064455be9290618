"""Write what a list's row says on the school or organisation that it is about: venue, award, numbers, gaps filled."""

from typing import Any
from uuid import UUID

from maypole.directory.models import Accreditation, Identifier, Organisation, SourceRecord, Venue
from maypole.directory.models.organisations import organisation_id
from maypole.places.queries.areas import district_of_code


def made_organisation(record: SourceRecord) -> Organisation:
    """Return the organisation that this row is the first to tell of; its id comes from the row's key."""
    pk = organisation_id(f"{record.dataset_id}:{record.key}")
    organisation, _ = Organisation.objects.get_or_create(
        pk=pk, defaults={"name": record.name, "dataset_id": record.dataset_id}
    )
    return organisation


def apply_record(record: SourceRecord) -> None:
    """Write what a joined record says; a record without a body waits."""
    if record.fields["service"][0]:
        record.organisation = put_service(record)
        record.save(update_fields=["organisation"])
    if record.organisation:
        put_identifiers(record)
        fill_organisation(record, record.organisation)
        put_venue(record, record.organisation)
    put_accreditation(record)


def put_service(record: SourceRecord) -> Organisation:
    """Return the organisation that runs several venues of a list, such as a county's libraries."""
    key, name = record.fields["service"]
    pk = organisation_id(f"{record.dataset_id}:{key}")
    service, is_new = Organisation.objects.get_or_create(
        pk=pk, defaults={"name": name[:200], "dataset_id": record.dataset_id}
    )
    if is_new or service.district_id is None:
        service.district = district_of_code(record.fields["place"]["district"])
        service.save(update_fields=["district"])
    return service.merged_into or service


def is_own(record: SourceRecord, organisation: Organisation) -> bool:
    """Return whether this row is the one that the organisation was made from."""
    return organisation.pk == organisation_id(f"{record.dataset_id}:{record.key}")


def fill_organisation(record: SourceRecord, organisation: Organisation) -> None:
    """Let the row that made an organisation change it, and every other row only fill what is blank."""
    told: dict[str, Any] = dict(record.fields["organisation"])
    if record.fields["service"][0]:
        return
    if is_own(record, organisation):
        told["name"] = record.name
    changed = {name for name, value in told.items() if fills(organisation, name, value, is_own(record, organisation))}
    for name in changed:
        setattr(organisation, name, told[name])
    if organisation.placed_by != Organisation.PlacedBy.OWNER and (
        is_own(record, organisation) or not organisation.is_placed
    ):
        changed |= put_place(record, organisation)
    if changed:
        organisation.save(update_fields=sorted(changed))


def fills(organisation: Organisation, name: str, value: Any, may_change: bool) -> bool:
    """Return whether a value should be written."""
    have = getattr(organisation, name)
    return bool(value != have and (may_change or (value and not have and not isinstance(value, bool))))


def put_place(record: SourceRecord, body: Organisation | Venue) -> set[str]:
    """Put the row's place on a body where it has one or the body has none, and return what was written."""
    place = dict(record.fields["place"])
    district = district_of_code(place.pop("district"))
    if place["latitude"] is None and body.is_placed and body.pk != own_id(record):
        return set()
    for name, value in place.items():
        setattr(body, name, value)
    body.district = district or body.district
    return {*place, "district"}


def own_id(record: SourceRecord) -> UUID:
    return organisation_id(f"{record.dataset_id}:{record.key}")


def put_identifiers(record: SourceRecord) -> None:
    """Keep the numbers by which registers know the organisation; a number that another bears is left with it."""
    for scheme, value in record.fields["identifiers"]:
        if scheme != "laestab":
            Identifier.objects.get_or_create(
                scheme=scheme, value=value, defaults={"organisation_id": record.organisation_id}
            )


def put_venue(record: SourceRecord, organisation: Organisation) -> None:
    """Make or change the venue that a row tells of."""
    told = record.fields["venue"]
    if not told:
        return
    pk = organisation_id(f"{record.dataset_id}:{record.key}:venue")
    venue = Venue.objects.filter(pk=pk).first() or Venue(pk=pk, dataset_id=record.dataset_id)
    venue.organisation, venue.name = organisation, record.name
    for name, value in told.items():
        setattr(venue, name, value)
    if venue.placed_by != Venue.PlacedBy.OWNER:
        put_place(record, venue)
    venue.save()
    if record.venue_id != venue.pk:
        record.venue = venue
        record.save(update_fields=["venue"])


def put_accreditation(record: SourceRecord) -> None:
    """Give the award to whom the row is about: the venue if it tells of one, else the school or organisation."""
    told = record.fields["accreditation"]
    key: dict[str, Any] = {"dataset_id": record.dataset_id, "source_key": record.key}
    holder = holder_of(record)
    if not told or not holder:
        Accreditation.objects.filter(**key).delete()
        return
    Accreditation.objects.update_or_create(
        **key,
        scheme=told["scheme"],
        defaults={
            "status": told["status"],
            "level": told.get("level", ""),
            "history": told.get("history", []),
            "starts_on": told.get("starts_on"),
            "ends_on": told.get("ends_on"),
            "school": None,
            "organisation": None,
            "venue": None,
            **holder,
        },
    )


def holder_of(record: SourceRecord) -> dict[str, Any]:
    if record.venue:
        return {"venue": record.venue}
    if record.school:
        return {"school": record.school}
    return {"organisation": record.organisation} if record.organisation else {}
