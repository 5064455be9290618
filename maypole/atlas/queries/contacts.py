"""Whom to ask at a school: the role and telephone that its owner gave, else the telephone of the register."""

from collections.abc import Collection

from maypole.directory.models import School


def contacts_of(urns: Collection[int]) -> dict[int, str]:
    """Return whom to ask at each of these schools; nothing where nobody said."""
    rows = School.objects.filter(urn__in=urns).values_list(
        "urn", "telephone", "listing__contact_role", "listing__telephone"
    )
    found = {}
    for urn, registered, role, telephone in rows:
        number = telephone or registered
        words = ", ".join(part for part in (role, number) if part)
        if words:
            found[urn] = words
    return found
