"""What returns hold about a person by their address, and how it is forgotten."""

from maypole.accounts.models import Person
from maypole.accounts.personal import PersonalData, Row
from maypole.outcomes.models import Confirmation, Expected


def asked_of(person: Person) -> list[Row]:
    """Return where the person's address is one that rounds and schools' messages go to."""
    expected = Expected.objects.filter(email__iexact=person.email).values(
        "round__title", "organisation__name", "asked_at"
    )
    schools = Confirmation.objects.filter(email__iexact=person.email).values("school__name", "sent_at")
    return [dict(row) for row in (*expected, *schools)]


def forget_addresses(person: Person) -> None:
    Expected.objects.filter(email__iexact=person.email).update(email="")
    Confirmation.objects.filter(email__iexact=person.email).update(email="")


HOLDINGS = [PersonalData("addresses that returns ask at", asked_of, forget_addresses)]
