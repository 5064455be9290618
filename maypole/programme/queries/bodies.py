"""Bodies that a form of this room may name: organisations near a partnership, and its schools by number."""

from maypole.directory.models import Organisation, School
from maypole.partnerships.models import Member, Partnership
from maypole.programme.territory import schools_of


class NotOfThisPartnership(Exception):
    """A school that the partnership's districts do not hold, or that is closed; the message says so."""


def organisation_names(partnership: Partnership) -> list[str]:
    """Return the names to suggest: members, those that support the partnership, and those of its districts."""
    districts = partnership.territory.holds.values("inner_id")
    here = Organisation.objects.open().filter(district__in=districts, is_sole_practitioner=False)
    members = Organisation.objects.open().filter(
        memberships__partnership=partnership, memberships__state=Member.State.MEMBER
    )
    support = Organisation.objects.open().filter(supports__partnership=partnership, supports__ended_on__isnull=True)
    names = {name for found in (here, members, support) for name in found.values_list("name", flat=True)}
    return sorted(names)


def school_of_partnership(partnership: Partnership, urn: int) -> School:
    """Return an open school of the partnership by its number. Raises NotOfThisPartnership."""
    found = schools_of(partnership).filter(pk=urn).first()
    if found is None:
        there = School.objects.filter(pk=urn).first()
        name = there.name if there else f"The number {urn}"
        raise NotOfThisPartnership(f"{name} is no open school of {partnership}.")
    return found
