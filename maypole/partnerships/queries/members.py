"""Who belongs to a partnership, and which of a person's bodies could join."""

from django.db.models import Q

from maypole.accounts.models import Person
from maypole.accounts.permissions import scopes_of
from maypole.accounts.roles import ORGANISATION, SCHOOL
from maypole.directory.models import Organisation, School
from maypole.partnerships.models import Member, Partnership


def members_of(partnership: Partnership) -> list[Member]:
    """Return those who belong now, oldest first."""
    found = partnership.members.filter(state=Member.State.MEMBER).select_related("organisation", "school")
    return list(found)


def waiting_to_join(partnership: Partnership) -> list[Member]:
    """Return those who asked and have no answer."""
    found = partnership.members.filter(state=Member.State.ASKED).select_related("organisation", "school")
    return list(found)


def bodies_kept_by(person: Person) -> list[Organisation | School]:
    """Return the organisations and schools whose listings a person keeps."""
    organisations = Organisation.objects.filter(scope_id__in=scopes_of(person, ORGANISATION))
    schools = School.objects.filter(scope_id__in=scopes_of(person, SCHOOL))
    return [*organisations, *schools]


def memberships_of(bodies: list[Organisation | School]) -> list[Member]:
    """Return where bodies belong now, so that their own people may change what they bring, or leave."""
    organisations = [body for body in bodies if isinstance(body, Organisation)]
    schools = [body for body in bodies if isinstance(body, School)]
    theirs = Q(organisation__in=organisations) | Q(school__in=schools)
    found = Member.objects.filter(theirs, state=Member.State.MEMBER)
    return list(found.select_related("partnership", "organisation", "school"))


def standing_of(partnership: Partnership, body: Organisation | School) -> Member | None:
    """Return the membership that a body holds or has asked for."""
    key = {"school": body} if isinstance(body, School) else {"organisation": body}
    return partnership.members.filter(state__in=[Member.State.ASKED, Member.State.MEMBER], **key).first()
