"""Bring the database up to date and load the invented sample once: what ./run calls before it serves."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from maypole.core.actions import set_prepared
from maypole.core.queries import EMPTY, what_it_holds
from maypole.web.sample.load import load_sample
from scripts.is_prepared import code_digest


class Command(BaseCommand):
    """`manage.py prepare [--empty]`."""

    help = "Migrate, and load the invented sample into a database that holds nothing yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--empty", action="store_true", help="leave out the invented sample")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("Preparing the database")
        call_command("migrate", verbosity=0)
        if what_it_holds() == EMPTY and not options["empty"]:
            self.stdout.write("Making the invented sample")
            load_sample(on_progress=lambda message: self.stdout.write(f"  {message}"))
        if not options["empty"]:
            set_prepared(code_digest())
