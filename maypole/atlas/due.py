"""What the clock does for evidence: figures follow lists and returns by the hour, and are worked out anew each night."""

from datetime import datetime, timedelta

from django.utils import timezone

from maypole.atlas.actions.calculation import calculate_all, refresh_reach
from maypole.atlas.models import Calculation
from maypole.core.clock import DueWork, Every
from maypole.core.models import Dataset

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def work_out(now: datetime) -> str:
    """Work out everything anew; with the day, the last three terms change."""
    made = calculate_all(as_of=timezone.localdate(now), now=now)
    return f"worked out for {made.schools} schools in {made.seconds:.1f} s"


def follow(now: datetime) -> str:
    """Work out everything where a list was taken in since, else reach where returns have changed."""
    last = Calculation.objects.first()
    if last is None or Dataset.objects.filter(ingested_at__gt=last.made_at).exists():
        return work_out(now)
    return f"reach of {refresh_reach(as_of=last.as_of, now=now)} schools followed"


WORK = [
    DueWork("work out the indicators", Every(DAY), work_out),
    DueWork("let figures follow lists and returns", Every(HOUR), follow),
]
