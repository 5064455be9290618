"""Tell the rooms above that somebody's roles changed, so that each may open or close its own doors."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from maypole.accounts.models import Person


def roles_changed(person: Person) -> None:
    """Call what each room lists as ON_ROLES_CHANGED in its `doors.py`."""
    for app in apps.get_app_configs():
        if app.name.startswith("maypole.") and app.name != "maypole.accounts" and find_spec(f"{app.name}.doors"):
            for function in import_module(f"{app.name}.doors").ON_ROLES_CHANGED:
                function(person)
