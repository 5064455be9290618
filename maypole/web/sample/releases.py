"""Invented releases: what some partnerships did in the last two terms that were accepted."""

from datetime import datetime

from maypole.outcomes.actions.publishing import publish_release
from maypole.outcomes.actions.releases import begin_release, check_release
from maypole.outcomes.report.typeset import pdf_of, summary_pdf_of
from maypole.outcomes.terms import Term, period_of, term_on
from maypole.partnerships.models import Partnership

PARTNERSHIPS_IN_IT = 3


def make_releases(partnerships: list[Partnership], now: datetime) -> None:
    """Publish the last two accepted terms of the first partnerships, through the same checks as real ones."""
    last = term_on(now.date()).before()
    for term in (last.before(), last):
        _publish(term, partnerships, now)


def _publish(term: Term, partnerships: list[Partnership], now: datetime) -> None:
    release = begin_release(
        period=period_of(term.key),
        partnerships=partnerships[:PARTNERSHIPS_IN_IT],
        note="",
        by=None,
        now=now,
        is_invented=True,
    )
    check_release(release=release, now=now)
    publish_release(release=release, make_report=pdf_of, make_summary=summary_pdf_of, by=None, now=now)
