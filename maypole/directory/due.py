"""What the clock does in the directory."""

from datetime import datetime, timedelta

from maypole.core.clock import DueWork, Every
from maypole.directory.actions.confirmations import ask_whoever_is_due
from maypole.directory.actions.entries import rebuild_entries
from maypole.directory.actions.photos import remove_photo
from maypole.directory.queries.photos import photos_without_consent


def ask_owners(now: datetime) -> str:
    return f"asked {ask_whoever_is_due(now=now)} owners to confirm"


def take_down_photos(now: datetime) -> str:
    photos = photos_without_consent(now.date())
    for photo in photos:
        remove_photo(photo=photo, by=None)
    return f"took down {len(photos)} pictures whose consent ended"


def fade(now: datetime) -> str:
    rebuild_entries()
    return "went through what is pale"


WORK = [
    DueWork("directory: ask owners to confirm", Every(timedelta(days=1)), ask_owners),
    DueWork("directory: take down pictures whose consent ended", Every(timedelta(hours=1)), take_down_photos),
    DueWork("directory: fade what nobody confirmed", Every(timedelta(days=1)), fade),
]
