"""The clock's due list: what a room's `due.py` declares, and which of it is to be done now."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from maypole.core.models import Due

MODULE = "due"


@dataclass(frozen=True)
class DueWork:
    """Something done every so often; `run` takes the time and returns what it did, in a sentence."""

    name: str
    every: timedelta
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
        if line.last_run_at and now - line.last_run_at < work.every:
            continue
        line.last_result = outcome(work, now)
        line.last_run_at = now
        line.save()
        ran.append(line)
    return ran


def outcome(work: DueWork, now: datetime) -> str:
    """Return what the work said it did, or the error that stopped it."""
    try:
        return work.run(now)[:400]
    except Exception as error:
        return f"Failed: {type(error).__name__}: {error}"[:400]
