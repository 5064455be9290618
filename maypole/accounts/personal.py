"""What is held about a person, asked of every room that has a `personal.py`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps

from maypole.accounts.models import Person

Row = dict[str, Any]


@dataclass(frozen=True)
class PersonalData:
    """One kind of record about people: how to list those about one person, and how to forget them."""

    title: str
    held_about: Callable[[Person], list[Row]]
    forget: Callable[[Person], None]


def rooms_that_hold() -> Iterator[PersonalData]:
    """Yield what each room declares in the list HOLDINGS of its `personal.py`."""
    for app in apps.get_app_configs():
        if app.name.startswith("maypole.") and app.name != "maypole.accounts" and find_spec(f"{app.name}.personal"):
            yield from import_module(f"{app.name}.personal").HOLDINGS
