"""How far each school is with Artsmark and Arts Award, as the public lists have it."""

from collections.abc import Collection

from maypole.atlas.columns.standing import Standing
from maypole.directory.models import Accreditation

MANY = 900
ORDER = (
    Accreditation.Status.ENDED,
    Accreditation.Status.REGISTERED,
    Accreditation.Status.WORKING_TOWARDS,
    Accreditation.Status.HELD,
)


def standing_of(urns: Collection[int], scheme: str) -> Standing:
    """Return how far these schools are in a scheme; a school in no list has no stage."""
    rows = Accreditation.objects.filter(scheme=scheme, school__isnull=False)
    if len(urns) <= MANY:
        rows = rows.filter(school_id__in=urns)
    status: dict[int, str] = {}
    level: dict[int, str] = {}
    for urn, stage, reached in rows.values_list("school_id", "status", "level"):
        if urn is not None and (urn not in status or ORDER.index(stage) > ORDER.index(status[urn])):
            status[urn], level[urn] = stage, reached
    return Standing(status, level)


def standings(urns: Collection[int]) -> dict[str, Standing]:
    """Return both schemes that a school can be in."""
    schemes = (Accreditation.Scheme.ARTSMARK, Accreditation.Scheme.ARTS_AWARD_CENTRE)
    return {str(scheme): standing_of(urns, scheme) for scheme in schemes}
