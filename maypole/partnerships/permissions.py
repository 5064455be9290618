"""Who may do what with a partnership: bare predicates."""

import uuid

from django.contrib.auth.models import AnonymousUser

from maypole.accounts.models import Person
from maypole.accounts.permissions import covers
from maypole.accounts.roles import COORDINATOR, SUPPORT
from maypole.partnerships.models import Partnership, SupportAgreement

Somebody = Person | AnonymousUser


def may_keep(person: Somebody, partnership: Partnership) -> bool:
    """The coordinator, or an administrator."""
    return covers(person, scopes_of_partnership(partnership), COORDINATOR)


def scopes_of_partnership(partnership: Partnership) -> set[uuid.UUID]:
    scope_id = partnership.territory.scope_id
    return {scope_id} if scope_id else set()


def may_see_inside(person: Somebody, partnership: Partnership) -> bool:
    """Whoever keeps it, and the support organisations that it agreed to."""
    if may_keep(person, partnership):
        return True
    agreed = SupportAgreement.objects.filter(partnership=partnership, ended_on__isnull=True)
    scopes = agreed.exclude(organisation__scope=None).values_list("organisation__scope_id", flat=True)
    return covers(person, {scope for scope in scopes if scope}, SUPPORT)
