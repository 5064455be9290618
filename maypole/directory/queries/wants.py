"""What schools would like: who may read it, and which organisations it fits."""

from dataclasses import dataclass

import numpy as np
from django.db.models import Q

from maypole.directory.key_stages import stages_between
from maypole.directory.models import Offer, Organisation, School, Want
from maypole.places.grid import metres
from maypole.places.queries.areas import districts_around

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


def open_wants(school: School, *, only_public: bool) -> list[Want]:
    """Return what a school would like now; to most readers only what it made public."""
    found = school.wants.filter(state=Want.State.OPEN)
    return list(found.filter(is_public=True) if only_public else found)


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
