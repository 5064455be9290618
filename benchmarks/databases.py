"""Run the rest of a benchmark on SQLite and on PostgreSQL, each in a process and a folder of its own."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

START = ". scripts/set-up; . scripts/services; start_postgres >&2 && echo $postgres_folder && echo $POSTGRES_URL"
STOP = ". scripts/set-up; . scripts/services; postgres_folder=$1; stop_postgres"


@contextmanager
def postgres() -> Iterator[str | None]:
    """Start a PostgreSQL of our own and give its address, or None where it cannot be had."""
    started = subprocess.run(["sh", "-c", START], capture_output=True, text=True, check=False)
    if started.returncode:
        yield None
        return
    folder, url = started.stdout.split()
    try:
        yield url
    finally:
        subprocess.run(["sh", "-c", STOP, "stop", folder], check=False)


def run_with(module: str, *arguments: str, database_url: str | None = None) -> int:
    """Run `python -m module arguments` with an empty data folder; return its exit status."""
    with tempfile.TemporaryDirectory() as folder:
        return run_in(folder, module, *arguments, database_url=database_url)


def run_in(folder: str, module: str, *arguments: str, database_url: str | None = None) -> int:
    """Run `python -m module arguments` with this data folder; return its exit status."""
    environment = {**os.environ, "MAYPOLE_DATA": folder, "DJANGO_SETTINGS_MODULE": "maypole.config.settings"}
    if database_url:
        environment["DATABASE_URL"] = database_url
    return subprocess.run([sys.executable, "-m", module, *arguments], env=environment, check=False).returncode


def make_tables() -> None:
    """Make the tables of the models without the migrations, which take half a minute."""
    import django
    from django.core.management import call_command
    from django.test.utils import override_settings

    django.setup()

    class NoMigrations(dict):
        def __contains__(self, _: object) -> bool:
            return True

        def __getitem__(self, _: str) -> None:
            return None

    with override_settings(MIGRATION_MODULES=NoMigrations()):
        call_command("migrate", run_syncdb=True, verbosity=0)
    make_page_roots()


def make_page_roots() -> None:
    """Create what Wagtail's own migrations would have."""
    from wagtail.models import Collection, Locale, Page

    Locale.objects.get_or_create(language_code="en-gb")
    if not Page.objects.exists():
        Page.add_root(title="Root", slug="root")
        Collection.add_root(name="Root")
