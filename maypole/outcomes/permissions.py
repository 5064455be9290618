"""Who may do what with rounds, returns and releases: bare predicates."""

from django.contrib.auth.models import AnonymousUser

from maypole.accounts.models import Person
from maypole.accounts.permissions import covers, is_administrator
from maypole.accounts.roles import COORDINATOR, ORGANISATION, REVIEWER
from maypole.directory.models import Organisation
from maypole.outcomes.models import Confirmation, Line, Release, Return, Round
from maypole.partnerships.models import Partnership
from maypole.partnerships.permissions import may_see_inside

Somebody = Person | AnonymousUser


def fills(person: Somebody, organisation: Organisation) -> bool:
    """Whoever keeps the organisation. Not its coordinator: nobody fills in a return for somebody else."""
    return organisation.scope_id is not None and covers(person, {organisation.scope_id}, ORGANISATION)


def may_fill(person: Somebody, return_of: Return) -> bool:
    return fills(person, return_of.organisation)


def reviews(person: Somebody, partnership: Partnership) -> bool:
    """The coordinator or a reviewer of the partnership."""
    scope_id = partnership.territory.scope_id
    return scope_id is not None and covers(person, {scope_id}, COORDINATOR, REVIEWER)


def may_review_line(person: Somebody, line: Line) -> bool:
    """A line belongs to the partnership that holds its schools; where none does, only an administrator reviews it."""
    return reviews(person, line.partnership) if line.partnership else is_administrator(person)


def keeps_round(person: Somebody, of: Round) -> bool:
    """Whoever keeps every partnership that takes part, or supports them by agreement."""
    taking_part = [one.partnership for one in of.taking_part.select_related("partnership__territory")]
    return bool(taking_part) and all(may_see_inside(person, partnership) for partnership in taking_part)


def sees_round(person: Somebody, of: Round) -> bool:
    """Whoever reviews for, keeps or supports one of its partnerships."""
    return any(
        reviews(person, one.partnership) or may_see_inside(person, one.partnership)
        for one in of.taking_part.select_related("partnership__territory")
    )


def may_approve(person: Somebody, confirmation: Confirmation) -> bool:
    """A reviewer of a partnership that has a line about the school in this round."""
    lines = Line.objects.filter(project__return_of__round=confirmation.round, school=confirmation.school)
    return any(may_review_line(person, line) for line in lines.select_related("partnership__territory"))


def may_release(person: Somebody, release: Release) -> bool:
    """Whoever keeps or supports every partnership that the release is about; a whole region's is an administrator's."""
    partnerships = Partnership.objects.filter(slug__in=release.area_codes).select_related("territory")
    if not release.area_codes:
        return is_administrator(person)
    return bool(partnerships) and all(may_see_inside(person, one) for one in partnerships)
