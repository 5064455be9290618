"""Take a publisher's list in: `manage.py ingest SOURCE PATH`, or `--list` for what there is."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console

from maypole.core.ingest.errors import UnableToIngest
from maypole.core.ingest.progress import InTerminal, bars
from maypole.core.ingest.registry import source_named
from maypole.core.ingest.runs import Request, ingest
from maypole.core.queries import holds_sample
from maypole.web.ingesting import make_real, request_for
from maypole.web.terminal import print_report, print_sources

UNUSABLE = 2
QUESTION = "What stands here is the invented sample. It goes before real data come in. Remove it? [y/N] "


class Command(BaseCommand):
    """`manage.py ingest [--list] [SOURCE PATH] [--preview] [--yes] [--vintage DATE]`."""

    help = "Take in a publisher's list, in one transaction, with a report."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", nargs="?", help="which list; see --list")
        parser.add_argument("path", nargs="?", type=Path, help="its file, or the folder that holds it")
        parser.add_argument("--list", action="store_true", help="list the sources, in the order to ingest them in")
        parser.add_argument("--preview", action="store_true", help="report what would change, and change nothing")
        parser.add_argument("--yes", action="store_true", help="remove the invented sample without asking")
        parser.add_argument("--vintage", default="", help="the date that the list is of, where its name does not tell")
        parser.add_argument("--mapping", default="", help="for local: the name of the mapping made on its page")

    def handle(self, *args: Any, **options: Any) -> None:
        stream: Any = self.stdout._out
        out = Console(file=stream, highlight=False, soft_wrap=True)
        if options["list"]:
            print_sources(out)
            return
        if not options["source"] or not options["path"]:
            raise CommandError("Name a source and a path, or --list.", returncode=UNUSABLE)
        try:
            self.ingest(out, options)
        except UnableToIngest as error:
            raise CommandError(str(error), returncode=UNUSABLE) from error

    def ingest(self, out: Console, options: dict[str, Any]) -> None:
        source = source_named(options["source"])
        if source.holds_data and not options["preview"]:
            self.agree_to_remove_sample(yes=options["yes"])
        with bars(Console(stderr=True)) as shown:
            request = request_for(
                Request(
                    source,
                    options["path"],
                    is_preview=options["preview"],
                    vintage=options["vintage"],
                    before=make_real,
                    progress=InTerminal(shown),
                ),
                mapping=options["mapping"],
            )
            run, report = ingest(request, clock=timezone.now)
        print_report(out, run, report)

    def agree_to_remove_sample(self, *, yes: bool) -> None:
        """Ask before the sample goes; where nobody can answer, stop and say which word is wanted."""
        if yes or not holds_sample():
            return
        if not sys.stdin.isatty():
            raise CommandError(
                "What stands here is the invented sample, and it would be removed. Say --yes to agree.",
                returncode=UNUSABLE,
            )
        if input(QUESTION).strip().lower() not in ("y", "yes"):
            raise CommandError("Nothing was changed.", returncode=UNUSABLE)
