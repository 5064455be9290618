"""What schools would like: who may read it, and which organisations it fits."""

from dataclasses import dataclass

import numpy as np
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from maypole.accounts.models import Person
from maypole.accounts.permissions import scopes_of
from maypole.accounts.roles import ORGANISATION, SCHOOL
from maypole.directory.key_stages import stages_between
from maypole.directory.models import Offer, Organisation, School, Want
from maypole.directory.permissions import may_keep
from maypole.places.grid import metres
from maypole.places.models import Containment, Place

NEAR_KM = 30.0


@dataclass(frozen=True)
class Fitting:
    """A want beside an organisation: how far the school is, which offers fit, and which art forms they share.

    km   None where one of the two has no point
    """

    want: Want
    km: float | None
    offers: tuple[Offer, ...]
    shared: tuple[str, ...]


def wants_shown(school: School, reader: Person | AnonymousUser) -> list[Want]:
    """Return the open wants of a school that this reader may see."""
    found = school.wants.filter(state=Want.State.OPEN)
    if may_keep(reader, school) or is_neighbour(reader, school):
        return list(found)
    return list(found.filter(is_public=True))


def is_neighbour(reader: Person | AnonymousUser, school: School) -> bool:
    """Return whether the reader keeps a school or organisation in the area of a partnership that holds this school."""
    if not isinstance(reader, Person) or school.district_id is None:
        return False
    districts = districts_around(school.district_id)
    organisations = Organisation.objects.filter(scope_id__in=scopes_of(reader, ORGANISATION), district_id__in=districts)
    schools = School.objects.filter(scope_id__in=scopes_of(reader, SCHOOL), district_id__in=districts)
    return organisations.exists() or schools.exists()


def districts_around(district_id: int) -> list[int]:
    """Return the districts of every partnership that holds this one."""
    territories = Containment.objects.filter(inner_id=district_id, outer__kind=Place.Kind.PARTNERSHIP)
    held = Containment.objects.filter(outer_id__in=territories.values("outer_id"))
    return list(held.values_list("inner_id", flat=True).distinct())


def wants_fitting(organisation: Organisation, *, within_km: float = NEAR_KM) -> list[Fitting]:
    """Return the open wants that an organisation may read and could meet, the nearest first; unplaced schools last."""
    around = districts_around(organisation.district_id) if organisation.district_id else []
    found = Want.objects.filter(Q(is_public=True) | Q(school__district_id__in=around), state=Want.State.OPEN)
    wants = list(found.select_related("school__district"))
    offers = list(organisation.offers.filter(state=Offer.State.OPEN))
    far = km_between(organisation, [want.school for want in wants])
    fitting = [fitting_of(want, km, organisation, offers) for want, km in zip(wants, far, strict=True)]
    near = [one for one in fitting if (one.offers or one.shared) and (one.km is None or one.km <= within_km)]
    return sorted(near, key=lambda one: (one.km is None, one.km or 0.0, one.want.created_at))


def fitting_of(want: Want, km: float | None, organisation: Organisation, offers: list[Offer]) -> Fitting:
    shared = tuple(sorted(set(want.artforms) & set(organisation.artforms)))
    return Fitting(want, km, tuple(offer for offer in offers if fits(want, offer)), shared)


def fits(want: Want, offer: Offer) -> bool:
    """Return whether an offer is of an art form and for a key stage that are wanted; what is not said excludes nothing."""
    stages = set(want.key_stages) or taught(want.school)
    of_form = not want.artforms or not offer.artforms or bool(set(want.artforms) & set(offer.artforms))
    return of_form and (not offer.key_stages or not stages or bool(stages & set(offer.key_stages)))


def taught(school: School) -> set[str]:
    if school.low_age is None or school.high_age is None:
        return set()
    return {stage.value for stage in stages_between(school.low_age, school.high_age)}


def km_between(organisation: Organisation, schools: list[School]) -> list[float | None]:
    """Return how far each school is, in a straight line; None where one has no point."""
    if organisation.latitude is None or organisation.longitude is None or not schools:
        return [None] * len(schools)
    here = metres([organisation.latitude], [organisation.longitude])[0]
    latitudes, longitudes = zip(*((s.latitude, s.longitude) for s in schools), strict=True)
    there = metres(np.array(latitudes, dtype=float), np.array(longitudes, dtype=float))
    far = np.hypot(*(there - here).T) / 1000
    return [None if np.isnan(km) else float(km) for km in far]
