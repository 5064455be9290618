"""What the rooms above have the core write."""

from django.db import transaction

from maypole.core.models import Installation
from maypole.core.queries import HOLDS


@transaction.atomic
def set_what_it_holds(value: str) -> None:
    Installation.objects.update_or_create(key=HOLDS, defaults={"value": value})


@transaction.atomic
def set_prepared(digest: str) -> None:
    Installation.objects.update_or_create(key="prepared", defaults={"value": digest})
