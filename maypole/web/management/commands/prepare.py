"""Bring the database up to date and load the invented sample once: what ./run calls before it serves."""

import gc
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from maypole.core.actions import set_prepared
from maypole.core.queries import EMPTY, SAMPLE, what_it_holds
from maypole.web.sample.load import load_sample
from scripts.is_prepared import WITHOUT_SAMPLE, code_digest

# Migrations make 23,000 classes that stay until the end: looking them over for rubbish takes an eighth of the time.
SELDOM = (100_000, 20, 100)


class Command(BaseCommand):
    """`manage.py prepare [--empty]`."""

    help = "Migrate, and load the invented sample into a database that holds nothing yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--empty", action="store_true", help="leave out the invented sample")

    def handle(self, *args: Any, **options: Any) -> None:
        gc.set_threshold(*SELDOM)
        self.stdout.write("Preparing the database")
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0)
        if options["empty"]:
            self.without_sample()
        else:
            self.with_sample()

    def with_sample(self) -> None:
        if what_it_holds() == EMPTY:
            self.stdout.write("Making the invented sample")
            load_sample(on_progress=lambda message: self.stdout.write(f"  {message}"))
        set_prepared(code_digest())

    def without_sample(self) -> None:
        if what_it_holds() == SAMPLE:
            self.stdout.write("The invented sample is here already. The first real list takes it away; see README.")
        else:
            set_prepared(code_digest() + WITHOUT_SAMPLE)
