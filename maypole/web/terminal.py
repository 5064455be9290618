"""How sources and reports look in a terminal."""

from rich.console import Console
from rich.table import Table

from maypole.core.ingest.registry import sources
from maypole.core.ingest.report import COUNTS, Report
from maypole.core.models import Dataset, IngestRun

SHOWN_REFUSALS = 20


def print_sources(out: Console) -> None:
    """Print every source, in the order in which they are best taken in."""
    ingested = {dataset.pk: dataset for dataset in Dataset.objects.exclude(ingested_at=None)}
    table = Table(box=None, pad_edge=False)
    for heading in ("source", "list", "publisher", "fetch", "taken in"):
        table.add_column(heading, overflow="fold")
    for source in sources().values():
        dataset = ingested.get(source.slug)
        when = f"{dataset.ingested_at:%Y-%m-%d}, of {dataset.vintage or 'no stated date'}" if dataset else ""
        table.add_row(source.slug, source.title, source.publisher, "yes" if source.downloads else "no", when)
    out.print(table)


def print_report(out: Console, run: IngestRun, report: Report) -> None:
    """Print what became of the rows, then each row that was refused, and why."""
    done = "Previewed, nothing was changed" if run.state == IngestRun.State.PREVIEW else "Taken in"
    out.print(f"{done}: {run.dataset.title}, from {run.file_name}")
    table = Table(box=None, pad_edge=False, show_header=False)
    for name in COUNTS:
        table.add_row(name, f"{getattr(report, name):,}")
    out.print(table)
    for note in report.notes:
        out.print(note)
    for refusal in report.refusals[:SHOWN_REFUSALS]:
        out.print(f"refused, line {refusal.line}: {refusal.reason} {refusal.text}", markup=False)
    if report.refused > SHOWN_REFUSALS:
        out.print(f"… and {report.refused - SHOWN_REFUSALS:,} more: /sources/{run.dataset_id}/runs/{run.pk}/")
