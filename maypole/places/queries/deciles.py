"""The decile of deprivation of each neighbourhood, by one list."""

from collections.abc import Collection

from maypole.places.models import IndicatorValue

MANY = 900


def deciles_of(codes: Collection[str], indicator: str) -> dict[str, int]:
    """Return the decile of each neighbourhood of which the list tells one; 1 is the most deprived tenth."""
    values = IndicatorValue.objects.filter(indicator_id=indicator, decile__isnull=False)
    if len(codes) <= MANY:
        values = values.filter(place__code__in=codes)
    return {code: int(decile) for code, decile in values.values_list("place__code", "decile") if decile is not None}
