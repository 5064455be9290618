"""What rooms above show on a partnership's page, asked of every room that has a `partnership_page.py`."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from maypole.accounts.models import Person
from maypole.partnerships.models import Partnership


@dataclass(frozen=True)
class PagePart:
    """A section of the page: the template that draws it, and the frozen facts that it draws."""

    template: str
    content: object


def parts_of(partnership: Partnership, reader: Person | AnonymousUser) -> Iterator[PagePart]:
    """Yield what the functions in PARTS of each room's `partnership_page.py` return for this reader."""
    for app in apps.get_app_configs():
        if app.name.startswith("maypole.") and find_spec(f"{app.name}.partnership_page"):
            functions: Iterable[Callable[[Partnership, Person | AnonymousUser], Iterable[PagePart]]]
            functions = import_module(f"{app.name}.partnership_page").PARTS
            for function in functions:
                yield from function(partnership, reader)
