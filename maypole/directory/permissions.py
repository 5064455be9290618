"""Who may do what with a listing: bare predicates."""

import uuid

from django.contrib.auth.models import AnonymousUser

from maypole.accounts.models import Person
from maypole.accounts.permissions import covers, scopes_of
from maypole.accounts.roles import COORDINATOR, ORGANISATION, SCHOOL
from maypole.directory.models import Organisation, School
from maypole.places.models import Place
from maypole.places.queries.areas import districts_around, territories_with_all_of

Somebody = Person | AnonymousUser
Body = School | Organisation


def coordinator_scopes(body: Body) -> set[uuid.UUID]:
    """Return the scopes of the partnerships in whose territory a body stands.

    A school of no known district counts where it counts in every figure: where all of its authority does.
    """
    if body.district_id is None:
        authority = body.authority_id if isinstance(body, School) else None
        territories = territories_with_all_of(authority) if authority else Place.objects.none()
        return set(territories.filter(scope__isnull=False).values_list("scope_id", flat=True))
    found = Place.objects.filter(kind=Place.Kind.PARTNERSHIP, holds__inner_id=body.district_id, scope__isnull=False)
    return set(found.values_list("scope_id", flat=True))


def owns(person: Somebody, body: Body) -> bool:
    """Whoever holds the listing itself; not its coordinator."""
    role = SCHOOL if isinstance(body, School) else ORGANISATION
    return body.scope_id is not None and covers(person, {body.scope_id}, role)


def may_decide(person: Somebody, body: Body) -> bool:
    """The coordinator of where it stands, or an administrator."""
    return covers(person, coordinator_scopes(body), COORDINATOR)


def may_keep(person: Somebody, body: Body) -> bool:
    """Its owner or its coordinator."""
    return owns(person, body) or may_decide(person, body)


def may_see_wants(person: Somebody, school: School) -> bool:
    """Whoever keeps the school, and whoever keeps a school or organisation in an area of a partnership that holds it."""
    if may_keep(person, school):
        return True
    if not isinstance(person, Person) or school.district_id is None:
        return False
    around = districts_around(school.district_id)
    organisations = Organisation.objects.filter(scope_id__in=scopes_of(person, ORGANISATION), district_id__in=around)
    schools = School.objects.filter(scope_id__in=scopes_of(person, SCHOOL), district_id__in=around)
    return organisations.exists() or schools.exists()
