"""Find partnerships: all, by district, by person."""

from maypole.accounts.models import Person
from maypole.accounts.permissions import is_administrator, scopes_of
from maypole.accounts.roles import COORDINATOR, SUPPORT
from maypole.partnerships.models import Partnership
from maypole.places.models import Place


def partnerships_with_territories() -> list[Partnership]:
    """Return all that have not ended."""
    return list(Partnership.objects.exclude(status="ended").select_related("territory", "lead"))


def partnership_of_district(code: str) -> Partnership | None:
    """Return the partnership whose territory holds this district, or None where there is none."""
    return (
        Partnership.objects.exclude(status="ended")
        .filter(territory__holds__inner__code=code, territory__holds__inner__kind=Place.Kind.DISTRICT)
        .select_related("territory")
        .first()
    )


def partnerships_kept_by(person: Person) -> list[Partnership]:
    """Return those that the person coordinates; an administrator keeps all."""
    found = Partnership.objects.exclude(status="ended").select_related("territory")
    if not is_administrator(person):
        found = found.filter(territory__scope_id__in=scopes_of(person, COORDINATOR))
    return list(found)


def partnerships_supported_by(person: Person) -> list[Partnership]:
    """Return those that agreed to be seen by the person's support organisations."""
    return list(
        Partnership.objects.filter(
            support_agreements__ended_on__isnull=True,
            support_agreements__organisation__scope_id__in=scopes_of(person, SUPPORT),
        )
        .select_related("territory")
        .distinct()
    )
