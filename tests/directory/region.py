"""The East Midlands lists taken in once for all tests of a file, and taken out again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.db import transaction
from django.test import override_settings

from maypole.core.bulk import count_afresh
from maypole.core.ingest.registry import source_named
from maypole.core.ingest.report import Report
from maypole.core.ingest.runs import Request, ingest
from maypole.web.census import census
from maypole.web.ingesting import make_real

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PLACES = {
    "districts": ["boundaries/lad_2024_east_midlands.geojson"],
    "counties": ["boundaries/utla_2021_uk.geojson"],
    "lookups": ["boundaries/lookup_ltla23_utla23.csv", "boundaries/lookup_ltla24_region24.csv"],
    "postcodes": ["postcodes/postcodes_east_midlands.csv.gz"],
}
SCHOOLS = "schools/gias_east_midlands.csv"
LISTS = {
    "artsmark": "arts_education/artsmark_settings_2024-01-15_east_midlands.csv",
    "arts_award": "arts_education/arts_award_centres_east_midlands.csv",
    "museums": "museums/mapping_museums_2025-07-28_east_midlands.csv",
    "portfolio": "arts_education/ace_investment_programme_2023-26_east_midlands.csv",
    "libraries": "museums/libraries_2016_east_midlands.csv",
    "partnerships": "lcep/lcep_east_midlands.csv",
}


def take_in(slug: str, path: Path, **asked) -> Report:
    _, report = ingest(Request(source_named(slug), path, before=make_real, **asked), clock=lambda: NOW)
    return report


@contextmanager
def taken_in(data: Path) -> Iterator[dict[str, dict[str, int]]]:
    """Take everything in, yield the census after the schools alone and after it all, and undo it."""
    with transaction.atomic():
        for slug, files in PLACES.items():
            for file in files:
                take_in(slug, data / file)
        with override_settings(GAZETTEER=False):
            take_in("gias", data / SCHOOLS)
            found = {"postcodes only": census()}
        with override_settings(GAZETTEER=True):
            take_in("gias", data / SCHOOLS)
            for slug, file in LISTS.items():
                take_in(slug, data / file)
        found["whole"] = census()
        count_afresh()
        yield found
        transaction.set_rollback(True)
