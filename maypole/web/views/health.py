"""Whether the installation is well: for a machine that watches it."""

from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from maypole import __version__
from maypole.core.models import Due
from maypole.core.queries import what_it_holds

CLOCK_MAY_REST_MINUTES = 24 * 60 + 30


def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 where the database answers, 503 where it does not; the rest is told, not judged."""
    try:
        connection.ensure_connection()
        latest = Due.objects.exclude(last_run_at=None).order_by("-last_run_at").first()
        failed = list(Due.objects.filter(last_result__startswith="Failed").values_list("name", flat=True))
        holds = what_it_holds()
    except Exception as error:
        return JsonResponse({"status": "broken", "database": type(error).__name__}, status=503)
    rested = (timezone.now() - latest.last_run_at).total_seconds() / 60 if latest and latest.last_run_at else None
    return JsonResponse(
        {
            "status": "well" if not failed else "look",
            "version": __version__,
            "database": "answers",
            "holds": holds,
            "clock_rested_minutes": None if rested is None else round(rested),
            "clock_is_late": rested is None or rested > CLOCK_MAY_REST_MINUTES,
            "failed": failed,
        }
    )
