"""Begin a release, and check that it cannot leak."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from maypole.core.audit import record
from maypole.evidence.disclosure import Unprotectable
from maypole.outcomes.actions.gathering import Gathered, gathered
from maypole.outcomes.models import Release, ReleaseFigure
from maypole.outcomes.queries.board import completeness
from maypole.outcomes.queries.comparators import quarters_to_keep
from maypole.outcomes.queries.comparisons import marks_of
from maypole.outcomes.queries.releases import (
    lines_in_period,
    next_edition,
    open_schools,
    rounds_of_period,
)
from maypole.outcomes.release.changes import with_changes
from maypole.outcomes.release.differences import with_differences
from maypole.outcomes.release.editions import packed
from maypole.outcomes.release.protecting import Figure, Made, OnProgress, make_safe
from maypole.outcomes.release.rates import pupils_of, with_shares
from maypole.outcomes.release.refusing import refusal_in_words
from maypole.outcomes.release.tables import declared_tables
from maypole.outcomes.terms import Period, period_of
from maypole.partnerships.models import Partnership

State = Release.State
FIGURES_AT_ONCE = 2_000


class UnableToRelease(Exception):
    """No accepted line is in this period."""


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
    found = gathered(period, partnerships)
    try:
        found, made = _made_safe(release, period, partnerships, found, on_progress)
    except Unprotectable as refusal:
        why = refusal_in_words(refusal, found.inputs.geography)
        Release.objects.filter(pk=release.pk).update(state=State.REFUSED, audit={"refusal": why})
        return
    figures = with_shares(made.figures, pupils_of(found.inputs.geography, open_schools(partnerships)))
    figures = with_differences(with_changes(figures, found.inputs))
    release.audit = {
        "beside": marks_of(one.release for one in found.linked),
        "panels": [one.about for one in found.panels],
        "not_compared": found.not_compared,
    }
    _keep(release, period, partnerships, made, figures, found, now)


def _made_safe(
    release: Release,
    period: Period,
    partnerships: Sequence[Partnership],
    found: Gathered,
    on_progress: OnProgress | None,
) -> tuple[Gathered, Made]:
    """Return the figures, made safe; without a comparison where that makes them unsafe. Raises Unprotectable, Stopped."""
    name = f"{release.period_key} edition {release.edition}"

    def attempt(found: Gathered) -> Made:
        earlier, tables = [one.edition for one in found.linked], list(declared_tables())
        return make_safe(found.inputs, tables, earlier, name=name, beside=found.beside, on_progress=on_progress)

    try:
        return found, attempt(found)
    except Unprotectable:
        if found.compared is None:
            raise
    found = gathered(period, partnerships, without="It would give away figures of a few.")
    return found, attempt(found)


@transaction.atomic
def _keep(
    release: Release,
    period: Period,
    partnerships: Sequence[Partnership],
    made: Made,
    figures: Sequence[Figure],
    found: Gathered,
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
    release.facts["quarters"] = quarters_to_keep(period.key, partnerships or Partnership.objects.all())
    if found.compared is not None:
        release.facts |= {"compared": found.compared.period_key, "compared_edition": found.compared.edition}
    release.truth, release.state = packed(made.edition, found.panels), State.CHECKED
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
