"""What the rooms above ask of the core."""

from maypole.core.models import Installation, Job

HOLDS = "holds"
EMPTY, SAMPLE, REAL = "empty", "sample", "real"


def what_it_holds() -> str:
    """Return "sample" where the data are invented, "real" after the first ingest, "empty" before either."""
    found = Installation.objects.filter(key=HOLDS).values_list("value", flat=True).first()
    return found or EMPTY


def holds_sample() -> bool:
    return what_it_holds() == SAMPLE


def prepared_digest() -> str:
    """Return the digest of the code that last prepared this database, or an empty string."""
    return Installation.objects.filter(key="prepared").values_list("value", flat=True).first() or ""


def unfinished_jobs() -> list[Job]:
    return list(Job.objects.filter(state__in=[Job.State.WAITING, Job.State.RUNNING]))
