"""What journeys hold about a person by their address, and how it is forgotten."""

from maypole.accounts.models import Person
from maypole.accounts.personal import PersonalData, Row
from maypole.programme.models import Journey


def reminded_at(person: Person) -> list[Row]:
    """Return where the person's address is the one that a school is reminded at."""
    return [dict(row) for row in Journey.objects.filter(email__iexact=person.email).values("school__name", "scheme")]


def forget_addresses(person: Person) -> None:
    Journey.objects.filter(email__iexact=person.email).update(email="")


HOLDINGS = [PersonalData("addresses that journeys remind at", reminded_at, forget_addresses)]
