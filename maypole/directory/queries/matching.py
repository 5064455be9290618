"""The matching queue and the merges, as their pages read them."""

from django.db.models import F, Q, QuerySet

from maypole.directory.models import Merge, SourceRecord

BATCH = 10


def queue() -> QuerySet[SourceRecord]:
    """Return the records that wait for a person: those nobody looked at first, then the surest."""
    return (
        SourceRecord.objects.filter(state=SourceRecord.State.QUEUED, gone_at=None)
        .select_related("dataset", "organisation")
        .prefetch_related("candidates__school__authority", "candidates__school__district")
        .prefetch_related("candidates__organisation__district", "candidates__organisation__dataset")
        .order_by(F("decided_at").asc(nulls_first=True), F("score").desc(nulls_last=True), "name")
    )


def batch(list_slug: str = "") -> list[SourceRecord]:
    """Return the next ten records that wait, of one list or of all."""
    waiting = queue().filter(dataset_id=list_slug) if list_slug else queue()
    return list(waiting[:BATCH])


def waiting_by_list() -> list[tuple[str, str, int]]:
    """Return each list that has records waiting: its slug, its title, how many."""
    counts: dict[tuple[str, str], int] = {}
    for slug, title in queue().order_by().values_list("dataset_id", "dataset__title"):
        counts[slug, title] = counts.get((slug, title), 0) + 1
    return [(slug, title, count) for (slug, title), count in sorted(counts.items())]


def decided_lately() -> list[SourceRecord]:
    """Return the last twenty records that a person decided."""
    decided = SourceRecord.objects.filter(
        Q(state=SourceRecord.State.DECIDED) | Q(state=SourceRecord.State.SEPARATE), decided_at__isnull=False
    )
    return list(decided.select_related("dataset", "school", "organisation").order_by("-decided_at")[:20])


def merges() -> list[Merge]:
    """Return the merges, the latest first, those that were undone too."""
    return list(Merge.objects.select_related("kept", "absorbed")[:200])
