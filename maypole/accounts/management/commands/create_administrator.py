"""Make the first administrator, who signs in by a code sent to that address."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from maypole.accounts.actions.grants import make_administrator


class Command(BaseCommand):
    """`manage.py create_administrator EMAIL`."""

    help = "Make an administrator, or make somebody with an account one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
        except ValidationError as error:
            raise CommandError(f'"{options["email"]}" is not an email address.', returncode=2) from error
        person = make_administrator(email=options["email"], by=None)
        self.stdout.write(f"{person.email} is an administrator. They sign in by a code sent to that address.")
