"""Organisations that a form of this room may name: those near a partnership."""

from maypole.directory.models import Organisation
from maypole.partnerships.models import Member, Partnership


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
