"""Who may see what the atlas knows of single schools: bare predicates."""

from django.contrib.auth.models import AnonymousUser

from maypole.accounts.models import Person
from maypole.accounts.permissions import scopes_of
from maypole.accounts.roles import ORGANISATION, REVIEWER, SCHOOL
from maypole.partnerships.models import Member, Partnership
from maypole.partnerships.permissions import may_see_inside, scopes_of_partnership

Somebody = Person | AnonymousUser


def is_member(person: Somebody, partnership: Partnership) -> bool:
    """Whoever keeps a school or organisation that belongs to the partnership."""
    scopes = scopes_of(person, ORGANISATION, SCHOOL)
    if not scopes:
        return False
    members = Member.objects.filter(partnership=partnership, state=Member.State.MEMBER)
    return (
        members.filter(organisation__scope_id__in=scopes).exists()
        or members.filter(school__scope_id__in=scopes).exists()
    )


def may_see_schools(person: Somebody, partnership: Partnership) -> bool:
    """Members see of which schools a return tells, and the last term; so do those who keep, review or support it."""
    reviews = bool(scopes_of(person, REVIEWER) & scopes_of_partnership(partnership))
    return reviews or may_see_inside(person, partnership) or is_member(person, partnership)


def may_see_evidence(person: Somebody, partnership: Partnership) -> bool:
    """Curves and clusters are made of single schools: for those who keep or support the partnership only."""
    return may_see_inside(person, partnership)
