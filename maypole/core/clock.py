"""The clock's due list: what a room's `due.py` declares, and which of it is to be done now."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.utils import timezone

from maypole.core.models import Due

MODULE = "due"


@dataclass(frozen=True)
class Every:
    """Due again when this much time has gone by."""

    interval: timedelta

    def is_due(self, last: datetime | None, now: datetime) -> bool:
        return last is None or now - last >= self.interval


@dataclass(frozen=True)
class Weekly:
    """Due once a week from this weekday (0 is Monday) and hour on, local time; late rather than never."""

    weekday: int
    hour: int

    def is_due(self, last: datetime | None, now: datetime) -> bool:
        return last is None or last < self.latest_before(now)

    def latest_before(self, now: datetime) -> datetime:
        local = timezone.localtime(now)
        moment = local.replace(hour=self.hour, minute=0, second=0, microsecond=0)
        moment -= timedelta(days=(local.weekday() - self.weekday) % 7)
        return moment if moment <= local else moment - timedelta(days=7)


@dataclass(frozen=True)
class DueWork:
    """Something done by the clock; `run` takes the time and returns what it did, in a sentence."""

    name: str
    schedule: Every | Weekly
    run: Callable[[datetime], str]


def declared_work() -> Iterator[DueWork]:
    """Yield what each room declares in the list WORK of its `due.py`."""
    for app in apps.get_app_configs():
        if app.name.startswith("maypole.") and find_spec(f"{app.name}.{MODULE}"):
            yield from import_module(f"{app.name}.{MODULE}").WORK


def run_due(now: datetime) -> list[Due]:
    """Run whatever is due, note what it said, and return the lines that ran. One failure stops no other work."""
    ran = []
    for work in declared_work():
        line, _ = Due.objects.get_or_create(name=work.name)
        if work.schedule.is_due(line.last_run_at, now):
            line.last_result, line.last_run_at = outcome(work, now), now
            line.save()
            ran.append(line)
    return ran


def outcome(work: DueWork, now: datetime) -> str:
    """Return what the work said it did, or the error that stopped it."""
    try:
        return work.run(now)[:400]
    except Exception as error:
        return f"Failed: {type(error).__name__}: {error}"[:400]
