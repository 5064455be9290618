"""The log of asks: what was last said, and what has no answer."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef

from maypole.partnerships.models import Ask, Partnership

PATIENCE = timedelta(weeks=3)


def asks_of(partnership: Partnership) -> list[Ask]:
    """Return all asks, those without an answer first, each part newest first."""
    found = partnership.asks.select_related("school", "offer__organisation")
    return sorted(found, key=lambda ask: ask.answer != Ask.Answer.NONE)


def latest_asks_of(partnership: Partnership, urns: Iterable[int]) -> dict[int, Ask]:
    """Return the last ask of each of these schools that was ever asked, in one query."""
    found = partnership.asks.filter(school_id__in=list(urns)).select_related("offer").order_by("asked_on", "id")
    return {ask.school_id: ask for ask in found}


def asks_unanswered(partnerships: Iterable[Partnership], today: date) -> list[Ask]:
    """Return asks that have waited for three weeks or longer, the oldest first, where no later one was answered."""
    since = Ask.objects.filter(
        partnership=OuterRef("partnership"), school=OuterRef("school"), asked_on__gte=OuterRef("asked_on")
    ).exclude(answer=Ask.Answer.NONE)
    waiting = Ask.objects.filter(
        partnership__in=list(partnerships), answer=Ask.Answer.NONE, asked_on__lte=today - PATIENCE
    )
    return list(waiting.exclude(Exists(since)).select_related("school").order_by("asked_on", "id"))
