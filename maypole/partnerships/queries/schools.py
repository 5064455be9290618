"""The schools of a partnership's area, and the offers that its schools could be asked about."""

from django.db.models import QuerySet

from maypole.directory.models import Offer, School
from maypole.directory.queries.inside import schools_inside, schools_perhaps_inside
from maypole.partnerships.models import Member, Partnership


def schools_of(partnership: Partnership) -> QuerySet[School]:
    """Return the open schools that one may ask: those of its area, and those that may be in it for all that anybody knows."""
    places = [partnership.territory]
    return (schools_inside(places) | schools_perhaps_inside(places)).order_by("name", "urn")


def offers_of_members(partnership: Partnership) -> QuerySet[Offer]:
    """Return the open offers of its members."""
    members = partnership.members.filter(state=Member.State.MEMBER, organisation__isnull=False)
    found = Offer.objects.filter(organisation_id__in=members.values("organisation_id"), state=Offer.State.OPEN)
    return found.select_related("organisation")
