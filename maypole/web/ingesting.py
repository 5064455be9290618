"""What the command line and the pages share when they take a list in: the sample that goes, where files stand."""

from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.db import transaction

from maypole.core.actions import set_what_it_holds
from maypole.core.ingest.errors import UnableToIngest
from maypole.core.ingest.runs import Request
from maypole.core.ingest.source import Source
from maypole.core.queries import REAL, holds_sample, what_it_holds
from maypole.directory.sources import local
from maypole.web.sample.remove import remove_sample


@transaction.atomic
def make_real() -> bool:
    """Remove the invented sample, if it stands here, note that what comes now is real, and return whether it was not."""
    if what_it_holds() == REAL:
        return False
    if holds_sample():
        remove_sample()
    set_what_it_holds(REAL)
    return True


def request_for(request: Request, *, mapping: str) -> Request:
    """Return the request with what it needs besides: a mapping for a list of one's own, the sample's removal once."""
    if request.source.slug == local.SOURCE.slug:
        request = replace(request, source=local.source_for(request.path, mapping))
    elif mapping:
        raise UnableToIngest("Only the source local takes a mapping.", remedy="Leave --mapping out.")
    return replace(request, before=None) if what_it_holds() == REAL else request


def fetched_folder(source: Source) -> Path:
    """Return where the files of a source are put when they are fetched."""
    return Path(settings.DATA_DIR) / "fetched" / source.slug
