"""Networks as their pages and the partnership's page show them."""

from dataclasses import dataclass

from maypole.programme.models import Network, NetworkNote
from maypole.programme.presenters.words import count, day


@dataclass(frozen=True)
class NoteLine:
    id: int
    on: str
    text: str
    source: str
    is_public: bool


@dataclass(frozen=True)
class SchoolLine:
    id: int
    urn: int
    name: str
    since: str
    until: str


@dataclass(frozen=True)
class NetworkPage:
    """A network with its schools and what changed, as far as this reader may see."""

    id: int
    slug: str
    name: str
    focus: str
    lead: str
    span: str
    is_public: bool
    is_over: bool
    size: str
    schools: tuple[SchoolLine, ...]
    notes: tuple[NoteLine, ...]


def network_page(network: Network) -> NetworkPage:
    """Return a network whose schools and notes are at hand already."""
    schools = list(network.schools.all())
    now = [one for one in schools if one.left_on is None]
    until = f" to {day(network.ended_on)}" if network.ended_on else ""
    return NetworkPage(
        id=network.pk,
        slug=network.partnership_id,
        name=network.name,
        focus=network.focus,
        lead=str(network.lead_school or network.lead_organisation or network.lead_role),
        span=f"{'From' if until else 'Since'} {day(network.started_on)}{until}",
        is_public=network.is_public,
        is_over=network.ended_on is not None,
        size=count(len(now), "school"),
        schools=tuple(
            SchoolLine(
                one.pk, one.school.urn, one.school.name, day(one.since_on), day(one.left_on) if one.left_on else ""
            )
            for one in schools
        ),
        notes=tuple(note_line(note) for note in network.notes.all()),
    )


def note_line(note: NetworkNote) -> NoteLine:
    return NoteLine(note.pk, day(note.on), note.text, note.source, note.is_public)
