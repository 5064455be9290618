"""The schools of a partnership's area, and the offers that its schools could be asked about."""

from django.db.models import Q, QuerySet

from maypole.directory.models import Offer, School
from maypole.partnerships.models import Member, Partnership


def schools_of(partnership: Partnership) -> QuerySet[School]:
    """Return the open schools of its districts; those of no known district where its authority is."""
    districts = partnership.territory.holds.values("inner_id")
    authorities = Q(authority_id__in=districts) | Q(authority__holds__inner_id__in=districts)
    here = Q(district_id__in=districts) | (Q(district__isnull=True) & authorities)
    gone = [School.Status.CLOSED, School.Status.PROPOSED]
    return School.objects.filter(here).exclude(status__in=gone).distinct().order_by("name", "urn")


def offers_of_members(partnership: Partnership) -> QuerySet[Offer]:
    """Return the open offers of its members."""
    members = partnership.members.filter(state=Member.State.MEMBER, organisation__isnull=False)
    found = Offer.objects.filter(organisation_id__in=members.values("organisation_id"), state=Offer.State.OPEN)
    return found.select_related("organisation")
