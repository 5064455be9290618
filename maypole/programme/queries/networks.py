"""Networks of a partnership, with their schools and what changed."""

from django.db.models import Prefetch, QuerySet

from maypole.partnerships.models import Partnership
from maypole.programme.models import Network, NetworkNote, NetworkSchool


def networks_of(partnership: Partnership, *, only_public: bool) -> list[Network]:
    """Return networks with schools and notes at hand; for the public only what is marked public of each."""
    notes = NetworkNote.objects.all()
    found = Network.objects.filter(partnership=partnership)
    if only_public:
        notes, found = notes.filter(is_public=True), found.filter(is_public=True)
    return list(_with_rows(found, notes))


def network_of(partnership: Partnership, network_id: int) -> Network | None:
    """Return one network with all that belongs to it."""
    found = Network.objects.filter(partnership=partnership, pk=network_id)
    return _with_rows(found, NetworkNote.objects.all()).first()


def _with_rows(found: QuerySet[Network], notes: QuerySet[NetworkNote]) -> QuerySet[Network]:
    schools = NetworkSchool.objects.select_related("school")
    return found.select_related("lead_school", "lead_organisation").prefetch_related(
        Prefetch("schools", schools), Prefetch("notes", notes)
    )
