"""What waits for a coordinator in the districts of their partnerships, and for an owner at their own listings."""

from datetime import date, datetime, timedelta

from django.db.models import Q

from maypole.accounts.models import Person
from maypole.accounts.permissions import is_administrator, scopes_of
from maypole.accounts.roles import COORDINATOR, ORGANISATION, SCHOOL
from maypole.directory.models import ChangeProposal, Claim, Feedback, Listing, Photo
from maypole.directory.queries.fading import ends_before, months_by_district
from maypole.directory.queries.inside import counties_inside
from maypole.places.models import Containment, Place


def in_districts_kept_by(person: Person, path: str = "") -> Q:
    """Return the filter for rows whose school or organisation stands where the person coordinates.

    A school of no known district does, where all of its authority does.
    """
    if is_administrator(person):
        return Q()
    links = Containment.objects.filter(
        outer__kind=Place.Kind.PARTNERSHIP, outer__scope_id__in=scopes_of(person, COORDINATOR)
    )
    districts = set(links.values_list("inner_id", flat=True))
    of_authority = {
        f"{path}school__district__isnull": True,
        f"{path}school__authority_id__in": counties_inside(districts),
    }
    here = Q(**{f"{path}school__district_id__in": districts}) | Q(**of_authority)
    return here | Q(**{f"{path}organisation__district_id__in": districts})


def of_theirs(person: Person, path: str = "") -> Q:
    """Return the filter for rows whose school or organisation the person coordinates or owns."""
    if is_administrator(person):
        return Q()
    owned = Q(**{f"{path}school__scope_id__in": scopes_of(person, SCHOOL)})
    owned |= Q(**{f"{path}organisation__scope_id__in": scopes_of(person, ORGANISATION)})
    return in_districts_kept_by(person, path) | owned


def claims_waiting(person: Person) -> list[Claim]:
    found = Claim.objects.filter(in_districts_kept_by(person), state=Claim.State.WAITING)
    return list(found.select_related("school", "organisation")[:20])


def proposals_waiting(person: Person) -> list[ChangeProposal]:
    found = ChangeProposal.objects.filter(of_theirs(person), state=ChangeProposal.State.WAITING)
    return list(found.select_related("school", "organisation")[:20])


def feedback_unread(person: Person) -> list[Feedback]:
    found = Feedback.objects.filter(of_theirs(person), read_at=None)
    return list(found.select_related("school", "organisation")[:100])


def photos_ending(person: Person, by: date) -> list[Photo]:
    """Return the pictures whose consent ends by a day."""
    found = Photo.objects.filter(
        of_theirs(person, "listing__"), consent__expires_on__lte=by, consent__withdrawn_at__isnull=True
    )
    return list(found.select_related("consent", "listing__school", "listing__organisation")[:20])


def listings_going_pale(person: Person, now: datetime, within: timedelta) -> list[Listing]:
    """Return the listings that are pale or will be soon, and whose owners were not asked in the last 30 days."""
    months = months_by_district()
    listings = (
        Listing.objects.filter(in_districts_kept_by(person), confirmed_at__isnull=False)
        .exclude(asked_to_confirm_at__gt=now - timedelta(days=30))
        .select_related("school", "organisation")
    )
    return [listing for listing in listings if ends_before(listing, months, now + within)]
