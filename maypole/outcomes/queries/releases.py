"""Find releases and their figures; what a release is made from."""

from collections.abc import Iterable

import polars as pl
from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, Q, QuerySet

from maypole.accounts.models import Person
from maypole.directory.models import School
from maypole.outcomes.answers import whole_of
from maypole.outcomes.models import AcceptedLine, OutcomeGrid, PupilCounts, Release, ReleaseFigure, Return, Round
from maypole.outcomes.terms import Period, period_of
from maypole.partnerships.models import Partnership

NEEDS = ("send_plan", "send_support", "pupil_premium", "eal")
READERS_HAVE = (Release.State.PUBLISHED, Release.State.WITHDRAWN)


def lines_in_period(period: Period, partnerships: Iterable[Partnership]) -> QuerySet[AcceptedLine]:
    """Return the accepted lines of a period; of these partnerships, or all where there are none."""
    lines = AcceptedLine.objects.filter(term_key__in=[term.key for term in period.terms])
    chosen = list(partnerships)
    if chosen:
        lines = lines.filter(partnership__in=chosen)
    return lines.select_related("school")


def pupils_told(period: Period, partnerships: Iterable[Partnership]) -> pl.DataFrame:
    """Return `partnership, organisation, category, children` of accepted returns, for what is asked once."""
    chosen = [one.pk for one in partnerships]
    counts = PupilCounts.objects.filter(
        return_of__round__term_key__in=[term.key for term in period.terms],
        return_of__state__in=[Return.State.ACCEPTED, Return.State.LOCKED],
        partnership__isnull=False,
    )
    if chosen:
        counts = counts.filter(partnership__in=chosen)
    rows = [
        (one.partnership_id, str(one.return_of.organisation_id), slug, children)
        for one in counts.select_related("return_of")
        for slug in NEEDS
        if (children := whole_of(one.answers, slug)) is not None
    ]
    schema = {"partnership": pl.String, "organisation": pl.String, "category": pl.String, "children": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def grids_told(period: Period, partnerships: Iterable[Partnership]) -> pl.DataFrame:
    """Return `partnership, organisation, statement, before, after, children` of accepted returns' paired grids.

    A grid counts in the partnership that holds all schools of its project, else in none.
    """
    chosen = {one.pk for one in partnerships}
    grids = OutcomeGrid.objects.filter(
        is_paired=True,
        project__return_of__round__term_key__in=[term.key for term in period.terms],
        project__return_of__state__in=[Return.State.ACCEPTED, Return.State.LOCKED],
    ).select_related("project__return_of")
    rows = []
    for grid in grids.prefetch_related("project__lines"):
        held_by = {line.partnership_id for line in grid.project.lines.all()}
        partnership = held_by.pop() if len(held_by) == 1 else None
        if partnership is not None and (not chosen or partnership in chosen):
            whose = (partnership, str(grid.project.return_of.organisation_id), grid.statement)
            rows += [
                (*whose, before, after, children)
                for before, across in enumerate(grid.counts, start=1)
                for after, children in enumerate(across, start=1)
                if children
            ]
    schema = {
        "partnership": pl.String, "organisation": pl.String, "statement": pl.String, "before": pl.Int64,
        "after": pl.Int64, "children": pl.Int64,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")


def open_schools(partnerships: Iterable[Partnership]) -> QuerySet[School]:
    """Return all open schools of the release's area: denominators are all schools, whether anybody told of them or not."""
    schools = School.objects.exclude(status__in=[School.Status.CLOSED, School.Status.PROPOSED])
    chosen = [one.territory_id for one in partnerships]
    if chosen:
        here = Q(district__held_by__outer_id__in=chosen) | Q(district__isnull=True)
        schools = schools.filter(here).distinct()
    return schools.select_related("authority", "district")


def next_edition(period_key: str) -> int:
    """Return the number of the next edition about a period."""
    last = Release.objects.filter(period_key=period_key).aggregate(last=Max("edition"))["last"]
    return (last or 0) + 1


def newest_releases() -> list[Release]:
    """Return the published releases, latest period first, withdrawn ones too, so that a reader learns why."""
    found = releases_to_read().order_by("-published_at")
    return sorted(found, key=lambda one: period_of(one.period_key).terms[-1].order, reverse=True)


def release_named(period_key: str, edition: int) -> Release | None:
    """Return a release that is out, or was."""
    return releases_to_read().filter(period_key=period_key, edition=edition).first()


def releases_to_read() -> QuerySet[Release]:
    """Return what readers may ask for, without what was withheld: no page reads that, and it is the bulk of a row."""
    return Release.objects.filter(state__in=READERS_HAVE).defer("truth")


def figures_of(release: Release) -> QuerySet[ReleaseFigure]:
    return ReleaseFigure.objects.filter(release=release).order_by("position")


def rounds_of_period(period: Period, partnerships: Iterable[Partnership]) -> list[Round]:
    """Return the rounds whose returns a release is made from."""
    rounds = Round.objects.filter(term_key__in=[term.key for term in period.terms])
    chosen = [one.pk for one in partnerships]
    if chosen:
        rounds = rounds.filter(taking_part__partnership__in=chosen)
    return list(rounds.distinct())


def waiting_releases(person: Person | AnonymousUser) -> list[Release]:
    """Return the releases that a person has checked, or that were refused, and not published yet."""
    states = (Release.State.CHECKING, Release.State.CHECKED, Release.State.REFUSED)
    if not isinstance(person, Person):
        return []
    return list(Release.objects.filter(state__in=states, made_by=person.pk).defer("truth"))
