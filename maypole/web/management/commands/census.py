"""Count what stands here: `manage.py census [--json]`."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from maypole.web.census import census


class Command(BaseCommand):
    """`manage.py census [--json]`."""

    help = "Count schools, venues, awards, partnerships, and what waits or was refused."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        counts = census()
        if options["json"]:
            self.stdout.write(json.dumps(counts))
            return
        for name, count in counts.items():
            self.stdout.write(f"{name.replace('_', ' '):20} {count:>8,}")
