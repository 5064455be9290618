"""Publish a checked release: files made and attacked first, then frozen in one short transaction; or withdraw it."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from maypole.core.audit import record
from maypole.core.models import BreachEntry
from maypole.evidence.disclosure import Finding, Stopped
from maypole.outcomes.models import Release, ReleaseFigure, ReleaseFile, Return
from maypole.outcomes.queries.comparisons import linked_releases, marks_of, periods_near, releases_beside
from maypole.outcomes.queries.releases import figures_of
from maypole.outcomes.release.attacking import attack_files
from maypole.outcomes.release.editions import unpacked
from maypole.outcomes.release.freezing import csv_of, data_package, sha256
from maypole.outcomes.release.linking import View, seen_from
from maypole.outcomes.release.overlaps import ties_between
from maypole.outcomes.release.protecting import OnProgress
from maypole.outcomes.release.tables import ReleaseTable, declared_tables
from maypole.outcomes.terms import period_of

State = Release.State
MakeReport = Callable[[Release], bytes]
STEPS = ("Writing the figures", "Attacking the file", "Typesetting the report", "Typesetting the summary", "Freezing")
CSV = "text/csv; charset=utf-8"


class UnableToPublish(Exception):
    """The release is not in a state to be published, or an attacker found something; the message says what."""


@dataclass(frozen=True)
class _File:
    """A file before it is kept."""

    name: str
    content_type: str
    body: bytes


def publish_release(
    *,
    release: Release,
    make_report: MakeReport,
    by: uuid.UUID | None,
    now: datetime,
    make_summary: MakeReport | None = None,
    on_progress: OnProgress | None = None,
) -> None:
    """Make the files of a checked release, let the attackers try them, then hash, date, freeze and lock the returns.

    Raises UnableToPublish, and Stopped where `on_progress` answers False; nothing is published then.
    """
    held = Release.objects.get(pk=release.pk)
    _refuse_unfit(held)
    held.published_at = now
    files = _files(held, make_report, make_summary, _steps(on_progress))
    _freeze(held, files, by, now)


def _steps(on_progress: OnProgress | None) -> Callable[[int], None]:
    """Return what tells of a step. Raises Stopped there."""

    def tell(step: int) -> None:
        if on_progress is not None and not on_progress(step, len(STEPS), STEPS[step]):
            raise Stopped(STEPS[step])

    return tell


def _refuse_unfit(release: Release) -> None:
    """Refuse what is not checked, or not beside all that readers have now. Raises UnableToPublish."""
    if release.state != State.CHECKED:
        raise UnableToPublish(f"{release} is {release.get_state_display().lower()}. Check it again first.")
    period = period_of(release.period_key)
    if marks_of(releases_beside(period, release.facts.get("compared"))) != release.audit.get("beside"):
        raise UnableToPublish("Another edition came out after this one was checked. Make it again beside that one.")


def _files(
    release: Release,
    make_report: MakeReport,
    make_summary: MakeReport | None,
    tell: Callable[[int], None],
) -> list[_File]:
    """Return every file, attacked. Raises UnableToPublish, Stopped."""
    tell(0)
    figures, tables = list(figures_of(release)), list(declared_tables())
    files = _figure_files(release, figures, tables)
    tell(1)
    if found := _attacked(release, files[0].body, tables):
        raise UnableToPublish(f"An attacker could narrow {len(found)} of the figures. Nothing was published.")
    tell(2)
    files.append(_File("report.pdf", "application/pdf", make_report(release)))
    tell(3)
    if make_summary is not None:
        files.append(_File("summary.pdf", "application/pdf", make_summary(release)))
    tell(4)
    return files


def _attacked(release: Release, body: bytes, tables: Sequence[ReleaseTable]) -> list[Finding]:
    """Return what can be narrowed from a file beside all others that readers have."""
    period, edition = period_of(release.period_key), unpacked(release.truth)
    near = periods_near(period)
    areas = edition.tables[0].dimensions[0]
    view = View(period.key, areas, release.facts.get("compared"), frozenset(one.key for one in near))
    earlier = [(one.file, one.edition) for one in linked_releases(view)]
    own = seen_from(view, edition, period.key)
    return attack_files(body, own, tables, earlier, ties_between(view, [period, *near], own.tables, tables))


def _figure_files(release: Release, figures: Sequence[ReleaseFigure], tables: Sequence[ReleaseTable]) -> list[_File]:
    """Return all figures first, then a file a table that has any, then the package."""
    told = {table.slug: [one for one in figures if one.table == table.slug] for table in tables}
    return [
        _File("figures.csv", CSV, csv_of(release, figures)),
        *(_File(f"{slug}.csv", CSV, csv_of(release, rows)) for slug, rows in told.items() if rows),
        _File("data-package.zip", "application/zip", data_package(release, figures, tables)),
    ]


@transaction.atomic
def _freeze(release: Release, files: Sequence[_File], by: uuid.UUID | None, now: datetime) -> None:
    """Keep the files and publish, one release at a time. Raises UnableToPublish where another came out meanwhile."""
    held = {one.pk: one for one in Release.objects.select_for_update().order_by("pk").defer("truth")}[release.pk]
    _refuse_unfit(held)
    held.sha256, held.state = sha256(files[0].body), State.PUBLISHED
    held.published_at, held.published_by = now, by
    held.save(update_fields=["sha256", "state", "published_at", "published_by"])
    ReleaseFile.objects.bulk_create(
        ReleaseFile(release=held, name=one.name, content_type=one.content_type, body=one.body, sha256=sha256(one.body))
        for one in files
    )
    _lock_returns(held, now)
    record("publish", kind="release", subject=held.id, by=by, sha256=held.sha256)


def _lock_returns(release: Release, now: datetime) -> None:
    terms = [term.key for term in period_of(release.period_key).terms]
    accepted = Return.objects.filter(round__term_key__in=terms, state=Return.State.ACCEPTED)
    if release.area_codes:
        accepted = accepted.filter(round__taking_part__partnership__in=release.area_codes)
    ids = list(accepted.values_list("pk", flat=True))
    Return.objects.filter(pk__in=ids).update(state=Return.State.LOCKED, locked_at=now)


@transaction.atomic
def withdraw_release(*, release: Release, because: str, by: uuid.UUID, now: datetime) -> None:
    """Withdraw a published release at once, and open a breach entry. What was out counts as known from now on."""
    held = Release.objects.select_for_update().get(pk=release.pk)
    if held.state != State.PUBLISHED:
        raise UnableToPublish("Only a published release can be withdrawn.")
    held.state, held.withdrawn_at, held.withdrawn_by, held.withdrawn_because = State.WITHDRAWN, now, by, because
    held.save()
    BreachEntry.objects.create(
        found_at=now,
        entered_at=now,
        entered_by=by,
        what=f"Figures of {held} were withdrawn: {because}",
        whom="To be found out: which figures, and how many children stand behind them.",
    )
    record("withdraw", kind="release", subject=held.id, by=by, because=because)
