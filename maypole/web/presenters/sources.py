"""Sources and their runs as their pages show them."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from maypole.core.ingest.layouts import readable
from maypole.core.ingest.registry import sources
from maypole.core.ingest.report import COUNTS
from maypole.core.ingest.source import Source
from maypole.core.models import Dataset, IngestRun
from maypole.directory.models import Mapping, School

MEANINGS = {
    "read": "rows read",
    "new": "new",
    "changed": "changed",
    "unchanged": "as they were",
    "placed": "with a place",
    "unplaced": "without a place",
    "queued": "wait for a person",
    "refused": "refused",
}


@dataclass(frozen=True)
class SourceLine:
    """A list, what is known of it, and when it was last taken in."""

    slug: str
    title: str
    publisher: str
    licence: str
    may_pass_on: bool
    page: str
    can_fetch: bool
    vintage: str = ""
    ingested_at: datetime | None = None
    columns: tuple[tuple[str, bool], ...] = field(default=())
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Count:
    number: int
    means: str


def source_lines() -> list[SourceLine]:
    """Return every list in the order in which they are best taken in; two queries."""
    datasets = Dataset.objects.in_bulk()
    return [source_line(source, datasets.get(source.slug)) for source in sources().values()]


def source_line(source: Source, dataset: Dataset | None) -> SourceLine:
    return SourceLine(
        slug=source.slug,
        title=source.title,
        publisher=source.publisher,
        licence=source.licence,
        may_pass_on=source.may_pass_on,
        page=source.page,
        can_fetch=bool(source.downloads),
        vintage=dataset.vintage if dataset else "",
        ingested_at=dataset.ingested_at if dataset else None,
        columns=columns_of(source),
        needs=tuple(source.needs),
    )


def columns_of(source: Source) -> tuple[tuple[str, bool], ...]:
    """Return the titles of the columns that are read, and whether each must be there."""
    found = {
        readable(titles[0]): name in layout.required
        for layout in source.layouts
        for name, titles in layout.columns.items()
    }
    return tuple(found.items())


def counts_of(run: IngestRun) -> list[Count]:
    """Return what became of the rows, leaving out what does not apply to this list."""
    shown = [Count(getattr(run, name), MEANINGS[name]) for name in COUNTS]
    if not run.placed and not run.unplaced:
        shown = [count for count in shown if "a place" not in count.means]
    return shown


def runs_of(slug: str) -> QuerySet[IngestRun]:
    """Return the runs of a list, the lists of one's own under `local`."""
    if slug == "local":
        return IngestRun.objects.filter(dataset__slug__startswith="local").select_related("dataset")
    return IngestRun.objects.filter(dataset_id=slug).select_related("dataset")


def mappings() -> list[Mapping]:
    return list(Mapping.objects.all())


def unplaced_schools(slug: str) -> QuerySet[School]:
    """Return the schools of the register that have no point, with the reason on each."""
    return School.objects.filter(dataset_id=slug, latitude=None).order_by("authority_name", "name")
