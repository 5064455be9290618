"""What a hub's projects add up to, asked of every room that has a `hub_facts.py`."""

from collections.abc import Iterator, Sequence
from datetime import date
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps


def facts_of(school_urns: Sequence[int], today: date) -> Iterator[tuple[str, str]]:
    """Yield each (label, words) that a room above tells of these schools together."""
    for app in apps.get_app_configs():
        if app.name.startswith("maypole.") and app.name != "maypole.programme" and find_spec(f"{app.name}.hub_facts"):
            yield from import_module(f"{app.name}.hub_facts").facts_of(school_urns, today)
