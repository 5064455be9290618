"""Make a release, check that it cannot leak, publish it, withdraw it."""

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction

from maypole.core.audit import record
from maypole.core.models import BreachEntry
from maypole.evidence.disclosure import Unprotectable
from maypole.outcomes.models import Release, ReleaseFigure, ReleaseFile, Return
from maypole.outcomes.queries.board import completeness
from maypole.outcomes.queries.releases import (
    figures_of,
    grids_told,
    lines_in_period,
    next_edition,
    open_schools,
    pupils_told,
    release_that_overlaps,
    releases_that_readers_have,
    rounds_of_period,
)
from maypole.outcomes.release.attacking import attack_files
from maypole.outcomes.release.changes import with_changes
from maypole.outcomes.release.editions import packed, unpacked
from maypole.outcomes.release.engine import embedded, lines_in
from maypole.outcomes.release.freezing import csv_of, data_package, sha256
from maypole.outcomes.release.geography import Geography, geography_of
from maypole.outcomes.release.lines import flat_lines
from maypole.outcomes.release.protecting import Figure, Made, OnProgress, make_safe
from maypole.outcomes.release.rates import pupils_of, with_shares
from maypole.outcomes.release.tables import Inputs, ReleaseTable, declared_tables
from maypole.outcomes.terms import Period, period_of
from maypole.partnerships.models import Partnership

State = Release.State
MakeReport = Callable[[Release], bytes]
FIGURES_AT_ONCE = 2_000


class UnableToPublish(Exception):
    """The release is not in a state to be published, or an attacker found something; the message says what."""


class UnableToRelease(Exception):
    """No accepted line is in this period, or a release of an overlapping period is out; the message says which."""


@transaction.atomic
def begin_release(
    *,
    period: Period,
    partnerships: Sequence[Partnership],
    note: str,
    by: uuid.UUID | None,
    now: datetime,
    is_invented: bool = False,
) -> Release:
    """Begin an edition, to be checked by the worker. Raises UnableToRelease."""
    if overlapping := release_that_overlaps(period):
        raise UnableToRelease(
            f"“{overlapping}” is out. With {period.title} beside it, a reader could subtract one from the other."
        )
    if not lines_in_period(period, partnerships).exists():
        raise UnableToRelease(f"No line of {period.title} has been accepted yet. Accept returns first.")
    release = Release.objects.create(
        period_key=period.key,
        edition=next_edition(period.key),
        title=f"What we did together, {period.title}",
        area_codes=[one.pk for one in partnerships],
        note=note,
        made_at=now,
        made_by=by,
        is_invented=is_invented,
    )
    record("begin release", kind="release", subject=release.id, by=by, period=period.key, edition=release.edition)
    return release


def check_release(*, release: Release, now: datetime, on_progress: OnProgress | None = None) -> None:
    """Make the figures safe and keep them, not yet published. Raises Stopped; a refusal is kept on the release."""
    period = period_of(release.period_key)
    partnerships = list(Partnership.objects.filter(slug__in=release.area_codes).select_related("territory"))
    geography, inputs = gathered(period, partnerships)
    beside = releases_that_readers_have(period)
    earlier = [unpacked(one.truth) for one in beside if one.truth]
    tables = list(declared_tables())
    name = f"{release.period_key} edition {release.edition}"
    try:
        made = make_safe(inputs, tables, earlier, name=name, on_progress=on_progress)
    except Unprotectable as refusal:
        Release.objects.filter(pk=release.pk).update(state=State.REFUSED, audit={"refusal": str(refusal)})
        return
    figures = with_shares(made.figures, pupils_of(geography, open_schools(partnerships)))
    figures = with_changes(figures, inputs)
    release.audit = {"beside": sorted(one.edition for one in beside)}
    _keep(release, period, partnerships, made, figures, now)


def gathered(period: Period, partnerships: Sequence[Partnership]) -> tuple[Geography, Inputs]:
    """Return the areas of a release, and its lines in an engine."""
    lines = list(lines_in_period(period, partnerships))
    geography = geography_of(partnerships, lines)
    placed = lines_in(embedded(), flat_lines(lines, geography), geography.above())
    return geography, Inputs(
        placed, geography, {"pupils": pupils_told(period, partnerships), "grids": grids_told(period, partnerships)}
    )


@transaction.atomic
def _keep(
    release: Release,
    period: Period,
    partnerships: Sequence[Partnership],
    made: Made,
    figures: Sequence[Figure],
    now: datetime,
) -> None:
    ReleaseFigure.objects.filter(release=release).delete()
    rows = [_row(release, position, figure) for position, figure in enumerate(figures)]
    ReleaseFigure.objects.bulk_create(rows, batch_size=FIGURES_AT_ONCE)
    release.audit |= {
        "reasons": made.reasons,
        "attackers": made.attackers,
        "checked_at": now.isoformat(),
        "figures": len(figures),
        "withheld": sum(figure.symbol == "c" for figure in figures),
    }
    release.facts = facts_of(period, partnerships)
    release.truth, release.state = packed(made.edition), State.CHECKED
    release.save()


def _row(release: Release, position: int, figure: Figure) -> ReleaseFigure:
    return ReleaseFigure(
        release=release,
        position=position,
        area_kind=figure.area.kind,
        area_code=figure.area.code,
        area_name=figure.area.name,
        table=figure.table,
        breakdown=figure.breakdown,
        category=figure.category,
        measure=figure.measure,
        value=figure.value,
        symbol=figure.symbol,
    )


def facts_of(period: Period, partnerships: Sequence[Partnership]) -> dict[str, object]:
    """Return what stands under every figure: completeness, the share confirmed, organisations, dates."""
    complete = [completeness(one) for one in rounds_of_period(period, partnerships)]
    lines = lines_in_period(period, partnerships)
    return {
        "received": sum(one.received for one in complete),
        "expected": sum(one.expected for one in complete),
        "lines": lines.count(),
        "lines_confirmed": lines.filter(is_confirmed=True).count(),
        "lines_without_children": lines.filter(children__isnull=True).count(),
        "organisations": lines.values("organisation").distinct().count(),
        "schools": lines.filter(school__isnull=False).values("school").distinct().count(),
    }


@transaction.atomic
def publish_release(
    *,
    release: Release,
    make_report: MakeReport,
    by: uuid.UUID | None,
    now: datetime,
    make_summary: MakeReport | None = None,
) -> None:
    """Freeze a checked release: write its files, let the attackers try those, hash, date, lock the returns behind it.

    Raises UnableToPublish, and publishes nothing then.
    """
    held = Release.objects.select_for_update().get(pk=release.pk)
    if held.state != State.CHECKED:
        raise UnableToPublish(f"{held} is {held.get_state_display().lower()}. Check it again first.")
    _refuse_unchecked_beside(held)
    figures, tables = list(figures_of(held)), list(declared_tables())
    whole = csv_of(held, figures)
    found = attack_files(whole, unpacked(held.truth), tables)
    if found:
        raise UnableToPublish(f"An attacker could narrow {len(found)} of the figures. Nothing was published.")
    held.sha256, held.state = sha256(whole), State.PUBLISHED
    held.published_at, held.published_by = now, by
    held.save()
    _write_files(held, figures, tables, whole)
    _write(held, "report.pdf", "application/pdf", make_report(held))
    if make_summary is not None:
        _write(held, "summary.pdf", "application/pdf", make_summary(held))
    _lock_returns(held, now)
    record("publish", kind="release", subject=held.id, by=by, sha256=held.sha256)


def _refuse_unchecked_beside(release: Release) -> None:
    """Refuse where readers have got something since the check that this could be subtracted from. Raises UnableToPublish."""
    period = period_of(release.period_key)
    if overlapping := release_that_overlaps(period):
        raise UnableToPublish(f"“{overlapping}” is out, and a reader could subtract one from the other.")
    if sorted(one.edition for one in releases_that_readers_have(period)) != release.audit.get("beside"):
        raise UnableToPublish("Another edition came out after this one was checked. Make it again beside that one.")


def _write_files(
    release: Release, figures: Sequence[ReleaseFigure], tables: Sequence[ReleaseTable], whole: bytes
) -> None:
    _write(release, "figures.csv", "text/csv; charset=utf-8", whole)
    for table in tables:
        body = csv_of(release, [one for one in figures if one.table == table.slug])
        _write(release, f"{table.slug}.csv", "text/csv; charset=utf-8", body)
    _write(release, "data-package.zip", "application/zip", data_package(release, figures, tables))


def _write(release: Release, name: str, content_type: str, body: bytes) -> None:
    ReleaseFile.objects.create(release=release, name=name, content_type=content_type, body=body, sha256=sha256(body))


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
