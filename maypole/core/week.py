"""This week: what needs a person, asked of every room that has a `week.py`."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps


@dataclass(frozen=True)
class WeekButton:
    """A press that finishes the thing: where it posts to, and what."""

    label: str
    path: str
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class WeekItem:
    """One thing that needs somebody; the lowest rank comes first."""

    rank: int
    title: str
    text: str
    minutes: int
    buttons: tuple[WeekButton, ...] = ()
    more_label: str = ""
    more_path: str = ""
    pair: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())


@dataclass(frozen=True)
class Coming:
    """Something with a date."""

    day: Any
    title: str
    note: str
    path: str


def asked_of_rooms(what: str, person: Any) -> Iterator[Any]:
    """Yield what the functions in the list `what` of each room's `week.py` return for a person."""
    for app in apps.get_app_configs():
        if app.name.startswith("maypole.") and app.name != "maypole.core" and find_spec(f"{app.name}.week"):
            functions: Iterable[Callable[[Any], Iterable[Any]]] = getattr(import_module(f"{app.name}.week"), what, ())
            for function in functions:
                yield from function(person)
