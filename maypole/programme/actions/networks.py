"""Found a network, change it, let schools in and out, note what changed."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from maypole.core.audit import record
from maypole.directory.models import School
from maypole.partnerships.models import Partnership
from maypole.programme.actions.journeys import organisation_called
from maypole.programme.dates import WrongDates, has_been
from maypole.programme.models import Network, NetworkNote, NetworkSchool
from maypole.programme.territory import schools_of


class AlreadyInNetwork(Exception):
    """The school belongs already."""


@dataclass(frozen=True)
class NetworkDetails:
    """What somebody says of a network. The lead is a school's or an organisation's name, or a role."""

    name: str
    focus: str
    lead: str
    started_on: date
    ended_on: date | None = None
    is_public: bool = False


@transaction.atomic
def found_network(*, partnership: Partnership, details: NetworkDetails, by: uuid.UUID | None, today: date) -> Network:
    """Make a network. Raises WrongDates."""
    network = _said(Network(partnership=partnership), details, today)
    network.save()
    record("found network", kind="partnership", subject=partnership.slug, by=by, network=network.name)
    return network


@transaction.atomic
def change_network(*, network: Network, details: NetworkDetails, by: uuid.UUID | None, today: date) -> None:
    """Change what is said of a network. Raises WrongDates."""
    _said(network, details, today).save()
    record("change network", kind="partnership", subject=network.partnership_id, by=by, network=network.name)


def _said(network: Network, details: NetworkDetails, today: date) -> Network:
    has_been("started_on", details.started_on, today, "Enter a network when it has begun.")
    if details.ended_on and details.ended_on < details.started_on:
        raise WrongDates("ended_on", "It cannot end before it began. Look at both days.")
    network.name, network.focus, network.is_public = details.name, details.focus, details.is_public
    network.started_on, network.ended_on = details.started_on, details.ended_on
    school = _school_called(details.lead, network.partnership)
    network.lead_school = school
    network.lead_organisation = None if school else organisation_called(details.lead)
    is_named = network.lead_school or network.lead_organisation
    network.lead_role = "" if is_named else details.lead
    return network


def _school_called(name: str, partnership: Partnership) -> School | None:
    found = list(schools_of(partnership).filter(name__iexact=name)[:2]) if name else []
    return found[0] if len(found) == 1 else None


@transaction.atomic
def let_in(*, network: Network, school: School, since: date, by: uuid.UUID | None, today: date) -> NetworkSchool:
    """Let a school in. Raises AlreadyInNetwork and WrongDates."""
    has_been("since", since, today, "Enter it when the school has joined.")
    if since < network.started_on:
        raise WrongDates("since", f"The network began on {network.started_on:%-d %B %Y}. Nobody joined before that.")
    belongs, is_new = NetworkSchool.objects.get_or_create(
        network=network, school=school, left_on=None, defaults={"since_on": since}
    )
    if not is_new:
        raise AlreadyInNetwork(f"{school} belongs already.")
    record("join network", kind="school", subject=school.urn, by=by, network=network.name)
    return belongs


@transaction.atomic
def let_out(*, belongs: NetworkSchool, by: uuid.UUID | None, today: date) -> None:
    """End a school's time in a network from today."""
    belongs.left_on = today
    belongs.save(update_fields=["left_on"])
    record("leave network", kind="school", subject=belongs.school_id, by=by, network=belongs.network.name)


@transaction.atomic
def note_change(
    *, network: Network, on: date, text: str, source: str, is_public: bool, by: uuid.UUID | None, now: datetime
) -> NetworkNote:
    """Note what changed, with who says so. Raises WrongDates."""
    has_been("on", on, now.date(), "Note it when it has happened.")
    noted = NetworkNote.objects.create(
        network=network, on=on, text=text, source=source, is_public=is_public, by=by, at=now
    )
    record("note change", kind="partnership", subject=network.partnership_id, by=by, network=network.name)
    return noted


@transaction.atomic
def take_out_note(*, note: NetworkNote, by: uuid.UUID | None) -> None:
    """Delete a note, such as one that names somebody. What it said is kept nowhere."""
    record("take out note", kind="partnership", subject=note.network.partnership_id, by=by, network=note.network.name)
    note.delete()


@transaction.atomic
def show_note(*, note: NetworkNote, is_public: bool, by: uuid.UUID | None) -> None:
    """Let everybody see a note, or only those inside."""
    note.is_public = is_public
    note.save(update_fields=["is_public"])
    record("show note" if is_public else "hide note", kind="partnership", subject=note.network.partnership_id, by=by)
