"""The schools of a partnership: those of its districts, and those of no known district whose authority lies wholly inside."""

from django.db.models import QuerySet

from maypole.directory.models import School
from maypole.directory.queries.inside import schools_inside, schools_perhaps_inside
from maypole.partnerships.models import Partnership
from maypole.partnerships.queries.partnerships import partnership_of_district


def partnership_of(school: School) -> Partnership | None:
    """Return the partnership whose schools include this one; many schools belong to none."""
    if school.district:
        return partnership_of_district(school.district.code)
    if school.authority_id is None:
        return None
    held = Partnership.objects.exclude(status=Partnership.Status.ENDED).filter(
        territory__holds__inner__held_by__outer=school.authority_id
    )
    found = held.select_related("territory").distinct()
    return next((one for one in found if schools_of(one).filter(pk=school.pk).exists()), None)


def perhaps_of(partnership: Partnership) -> int:
    """Return how many more schools may be in its area: of no known district, of an authority that is partly there."""
    return schools_perhaps_inside([partnership.territory]).count()


def schools_of(partnership: Partnership) -> QuerySet[School]:
    """Return the open schools of a partnership, by name."""
    return schools_inside([partnership.territory]).order_by("name", "urn")
