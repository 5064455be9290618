"""After any list was taken in, the rows of the map and the list are brought up to date."""

from maypole.directory.actions.entries import rebuild_entries

NOT_SHOWN = frozenset({"iod2019", "iod2025"})


def run(slug: str) -> None:
    if slug not in NOT_SHOWN:
        rebuild_entries()
