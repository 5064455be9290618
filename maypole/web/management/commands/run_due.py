"""Do what the clock's due list says: once, or every minute until stopped."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from maypole.core.clock import run_due


class Command(BaseCommand):
    """`manage.py run_due [--forever]`."""

    help = "Run what is due: weekly mail, confirmations, retention, the end of consents."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--forever", action="store_true", help="look again every minute")

    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            for line in run_due(timezone.now()):
                self.stdout.write(f"{line.name}: {line.last_result}")
            if not options["forever"]:
                return
            close_old_connections()
            time.sleep(60)
