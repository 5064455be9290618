"""After any list was taken in, the rows of the map and the list are brought up to date, some thousands at a time."""

from maypole.directory.actions.entries import rebuild_entries
from maypole.directory.models import Organisation, School

NOT_SHOWN = frozenset({"iod2019", "iod2025"})
OF_SCHOOLS = frozenset({"gias", "gias_links", "fsm", "artsmark"})
AT_ONCE = 5_000


def run(slug: str) -> None:
    if slug in NOT_SHOWN:
        return
    urns = list(School.objects.values_list("urn", flat=True))
    for start in range(0, len(urns), AT_ONCE):
        rebuild_entries(urns=urns[start : start + AT_ONCE])
    if slug not in OF_SCHOOLS:
        rebuild_entries(organisations=list(Organisation.objects.values_list("pk", flat=True)))
