"""What stands here, counted."""

from django.db.models import Q

from maypole.core.models import IngestRun
from maypole.directory.models import Accreditation, Organisation, School, SourceRecord, Venue
from maypole.partnerships.models import Partnership
from maypole.places.models import Containment, Place


def census() -> dict[str, int]:
    """Return the counts; a list's rows are counted whether they are joined or wait for a person."""
    schools, museums = School.objects.all(), Venue.objects.filter(kind=Venue.Kind.MUSEUM)
    placed = schools.exclude(latitude=None).count()
    return {
        "schools": schools.count(),
        "placed": placed,
        "unplaced": schools.count() - placed,
        "venues": Venue.objects.count(),
        "museums": museums.count(),
        "accredited_open": museums.filter(is_closed=False)
        .filter(holds(Accreditation.Scheme.MUSEUM))
        .distinct()
        .count(),
        "portfolio": rows_of("portfolio") or accredited(Accreditation.Scheme.PORTFOLIO),
        "artsmark": rows_of("artsmark") or accredited(Accreditation.Scheme.ARTSMARK),
        "arts_award": rows_of("arts_award") or accredited(Accreditation.Scheme.ARTS_AWARD_CENTRE),
        "libraries": Venue.objects.filter(kind=Venue.Kind.LIBRARY).count(),
        "partnerships": Partnership.objects.count(),
        "districts_covered": districts_covered(),
        "queued": SourceRecord.objects.filter(state=SourceRecord.State.QUEUED, gone_at=None).count(),
        "refused": refused(),
        "organisations": Organisation.objects.distinct_bodies().count(),
    }


def holds(scheme: str) -> Q:
    return Q(accreditations__scheme=scheme, accreditations__status=Accreditation.Status.HELD)


def rows_of(slug: str) -> int:
    """Return how many rows of a list stand, joined or waiting."""
    return SourceRecord.objects.filter(dataset_id=slug, gone_at=None).count()


def accredited(scheme: str) -> int:
    """Return how many hold an award, where no list but the sample tells of it."""
    return Accreditation.objects.filter(scheme=scheme).exclude(status=Accreditation.Status.ENDED).count()


def districts_covered() -> int:
    """Return how many districts belong to a partnership."""
    held = Containment.objects.filter(outer__kind=Place.Kind.PARTNERSHIP, inner__kind=Place.Kind.DISTRICT)
    return held.values("inner").distinct().count()


def refused() -> int:
    """Return how many rows the last run of each list refused."""
    last: dict[str, int] = {}
    for dataset, count in (
        IngestRun.objects.filter(state=IngestRun.State.DONE).order_by("started_at").values_list("dataset_id", "refused")
    ):
        last[dataset] = count
    return sum(last.values())
