"""Find a school by its name, its postcode or its URN, those near the asker's work first."""

import re

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from maypole.directory.models import School
from maypole.outcomes.models import Round
from maypole.places.models import Containment

MOST = 20
URN = re.compile(r"^[0-9]{6}$")
POSTCODE = re.compile(r"^([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})?$")


def schools_found(words: str, of: Round) -> list[School]:
    """Return open schools by URN, postcode or every word of the name; those of the round's partnerships first."""
    words = " ".join(words.replace("\x00", "").split())
    if not words:
        return []
    found = School.objects.exclude(status__in=[School.Status.CLOSED, School.Status.PROPOSED]).filter(_asked(words))
    districts = Containment.objects.filter(outer__partnership__rounds_taken__round=of).values("inner_id")
    return list(nearest_first(found, districts).select_related("district")[:MOST])


def nearest_first(found: QuerySet[School], districts: object) -> QuerySet[School]:
    here = Case(When(district_id__in=districts, then=Value(0)), default=Value(1), output_field=IntegerField())
    return found.annotate(distance=here).order_by("distance", "name", "urn")


def _asked(words: str) -> Q:
    if URN.match(words):
        return Q(urn=int(words))
    if found := POSTCODE.match(words.upper()):
        outward, inward = found[1], found[2]
        return Q(postcode=f"{outward} {inward}") if inward else Q(postcode__startswith=f"{outward} ")
    asked = Q()
    for word in words.split()[:8]:
        asked &= Q(name__icontains=word)
    return asked
