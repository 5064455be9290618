"""Fetch a school or organisation by the kind and key of its address."""

import uuid

from django.http import Http404

from maypole.directory.models import Listing, Organisation, School

SCHOOLS, ORGANISATIONS = "schools", "organisations"
Body = School | Organisation


def body_or_404(kind: str, key: str) -> Body:
    """Return the body at /KIND/KEY/; one that was merged away is the one that it was merged into."""
    body = school_of(key) if kind == SCHOOLS else organisation_of(key)
    if body is None:
        raise Http404
    return body


def school_of(key: str) -> School | None:
    return School.objects.select_related("district").filter(urn=int(key)).first() if key.isdigit() else None


def organisation_of(key: str) -> Organisation | None:
    """Return an organisation, following merges."""
    try:
        found = Organisation.objects.select_related("district", "merged_into").filter(pk=uuid.UUID(key)).first()
    except ValueError:
        return None
    while found is not None and found.merged_into is not None:
        found = found.merged_into
    return found


def kind_of(body: Body) -> str:
    return SCHOOLS if isinstance(body, School) else ORGANISATIONS


def key_of(body: Body) -> str:
    return str(body.pk)


def holder(body: Body) -> dict[str, Body]:
    """Return the keyword by which a record about this body is made or found: `school` or `organisation`."""
    return {"school" if isinstance(body, School) else "organisation": body}


def listing_of(body: Body) -> Listing | None:
    return Listing.objects.filter(**holder(body)).first()


def address_held(body: Body) -> str:
    """Return a role address that a list or the owner gave, to which a code or an enquiry can go."""
    listing = listing_of(body)
    from_list = body.email if isinstance(body, Organisation) else ""
    return (listing.email if listing else "") or from_list
