"""Put a backup in the place of what is there."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from maypole.web.backup import UnusableBackup, restore_backup


class Command(BaseCommand):
    """`manage.py restore FILE [--yes]`."""

    help = "Put a backup in the place of what this installation holds now. Stop ./run first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["yes"]:
            self.ask()
        try:
            manifest = restore_backup(options["file"])
        except UnusableBackup as error:
            raise CommandError(str(error), returncode=2) from error
        call_command("migrate", verbosity=0)
        self.stdout.write(f"Restored what was kept at {manifest['made_at']}.")

    def ask(self) -> None:
        """Ask at a terminal; without one, refuse. Raises CommandError."""
        if not sys.stdin.isatty():
            raise CommandError("This replaces everything. Add --yes if that is what you want.", returncode=2)
        if input("This replaces everything that is here now. Type yes: ").strip() != "yes":
            raise CommandError("Nothing was changed.", returncode=2)
