"""Write everything into one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from maypole.web.backup import write_backup


class Command(BaseCommand):
    """`manage.py backup [FILE]`."""

    help = "Write database and uploads into one file; others may go on working meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="maypole-DATE.tar.gz in this folder where not given")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        path = options["file"] or Path(f"maypole-{timezone.localtime(now):%Y-%m-%d-%H%M}.tar.gz")
        size = write_backup(path, now=now)
        self.stdout.write(f"Wrote {path}, {size / 1e6:.1f} MB. Keep it where only you can read it.")
