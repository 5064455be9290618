"""Finds the sources: each file of a room's `sources` package declares one as SOURCE."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from django.apps import apps

from maypole.core.ingest.errors import UnableToIngest
from maypole.core.ingest.source import Source

AFTER_INGEST = "after_ingest"


@cache
def sources() -> dict[str, Source]:
    """Return every source by slug, the lowest room's first, in the order in which they are best ingested."""
    found = [import_module(module).SOURCE for module in source_modules()]
    return in_order({source.slug: source for source in found})


def source_modules() -> Iterator[str]:
    for app in reversed(list(apps.get_app_configs())):
        package = f"{app.name}.sources"
        if app.name.startswith("maypole.") and find_spec(package):
            names = sorted(
                module.name for module in iter_modules(import_module(package).__path__) if module.name[0] != "_"
            )
            yield from (f"{package}.{name}" for name in names)


def in_order(found: dict[str, Source]) -> dict[str, Source]:
    """Put each source after those that it needs."""
    ordered: dict[str, Source] = {}

    def put(slug: str) -> None:
        if slug in ordered or slug not in found:
            return
        for needed in found[slug].needs:
            put(needed)
        ordered[slug] = found[slug]

    for slug in found:
        put(slug)
    return ordered


def source_named(slug: str) -> Source:
    """Return a source, or say which there are."""
    try:
        return sources()[slug]
    except KeyError:
        known = ", ".join(sources())
        raise UnableToIngest(f'There is no source "{slug}".', remedy=f"There are: {known}.") from None


def run_after_ingest(slug: str) -> None:
    """Let each room bring up to date what it keeps of others' rows: its `after_ingest.py` has one function, `run`."""
    for app in apps.get_app_configs():
        if app.name.startswith("maypole.") and find_spec(f"{app.name}.{AFTER_INGEST}"):
            import_module(f"{app.name}.{AFTER_INGEST}").run(slug)
