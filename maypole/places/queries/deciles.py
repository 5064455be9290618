"""The decile of deprivation of each neighbourhood, by one list."""

from collections.abc import Iterable

from maypole.places.models import IndicatorValue

NEWEST_FIRST = ("imd", "imd_rank", "imd-2025", "idaci")


def quintiles_of(codes: Iterable[str]) -> dict[str, str]:
    """Return the deprivation quintile (1 is the most deprived) of each neighbourhood, from the newest list there is."""
    found: dict[str, str] = {}
    values = IndicatorValue.objects.filter(place__code__in=set(codes) - {""}, decile__isnull=False)
    for slug in reversed(NEWEST_FIRST):
        for code, decile in values.filter(indicator_id=slug).values_list("place__code", "decile"):
            found[code] = str(((decile or 0) + 1) // 2)
    return found
