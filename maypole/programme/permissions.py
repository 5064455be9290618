"""Who may see and change journeys, transition counts, networks and hubs: bare predicates."""

from django.contrib.auth.models import AnonymousUser

from maypole.accounts.models import Person
from maypole.accounts.permissions import scopes_of
from maypole.accounts.roles import ORGANISATION, SCHOOL
from maypole.directory.models import School
from maypole.directory.permissions import may_keep as may_keep_body
from maypole.partnerships.models import Member, Partnership
from maypole.partnerships.permissions import may_keep, may_see_inside
from maypole.programme.territory import partnership_of

Somebody = Person | AnonymousUser


def may_tell_of(person: Somebody, school: School) -> bool:
    """The school's own people, and the coordinator of where it stands: they see its journey and counts, and correct them."""
    if may_keep_body(person, school):
        return True
    partnership = None if school.district_id else partnership_of(school)
    return partnership is not None and may_keep(person, partnership)


def belongs(person: Somebody, partnership: Partnership) -> bool:
    """Whoever keeps a school or organisation that is a member now, or may see inside anyway."""
    if may_see_inside(person, partnership):
        return True
    members = Member.objects.filter(partnership=partnership, state=Member.State.MEMBER)
    organisations = members.filter(organisation__scope_id__in=scopes_of(person, ORGANISATION))
    return organisations.exists() or members.filter(school__scope_id__in=scopes_of(person, SCHOOL)).exists()
