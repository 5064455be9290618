"""Download a list from its publisher: `manage.py fetch SOURCE`, then `manage.py ingest SOURCE FOLDER`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console

from maypole.core.ingest.errors import UnableToIngest
from maypole.core.ingest.fetching import client, fetch
from maypole.core.ingest.progress import InTerminal, bars
from maypole.core.ingest.registry import source_named
from maypole.web.ingesting import fetched_folder


class Command(BaseCommand):
    """`manage.py fetch SOURCE [--to FOLDER]`."""

    help = "Download a list from its publisher, going on where a broken download stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source")
        parser.add_argument("--to", type=Path, help="the folder to put it in")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            source = source_named(options["source"])
            folder = options["to"] or fetched_folder(source)
            with bars(Console(stderr=True)) as shown, client(settings.SITE_URL) as web:
                fetched = fetch(source, folder, web=web, today=timezone.localdate(), progress=InTerminal(shown))
        except UnableToIngest as error:
            raise CommandError(str(error), returncode=2) from error
        for one in fetched:
            self.stdout.write(f"{one.path}  {one.size:,} bytes  sha256 {one.sha256}")
        self.stdout.write(f"Now: manage.py ingest {source.slug} {folder}")
