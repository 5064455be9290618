"""Give neighbourhoods of 2021 the values that were published for those of 2011, flagged where they are not the same."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from maypole.places.models import Indicator, IndicatorValue, Place, Succession

AT_ONCE = 5_000
MERGED = "The most deprived of the {count} neighbourhoods of 2011 that it was made from."
SPLIT = "That of the larger neighbourhood of 2011 that it was part of."
REDRAWN = "The most deprived of the neighbourhoods of 2011 that it was redrawn from."
Change = Succession.Change


@dataclass(frozen=True, slots=True)
class Value:
    """A value for one place."""

    value: float
    decile: int | None = None
    flag: str = ""


@transaction.atomic
def put_values(*, indicator: Indicator, vintage: str, values: Mapping[int, Value]) -> tuple[set[int], set[int]]:
    """Write the values that differ, by place, and return which were new and which changed."""
    standing = {
        place: (pk, Value(value, decile, flag))
        for pk, place, value, decile, flag in IndicatorValue.objects.filter(
            indicator=indicator, vintage=vintage
        ).values_list("pk", "place_id", "value", "decile", "flag")
    }
    new = values.keys() - standing.keys()
    changed = {place for place in values.keys() & standing.keys() if standing[place][1] != values[place]}
    IndicatorValue.objects.bulk_create(
        [value_row(indicator, vintage, place, values[place]) for place in sorted(new)], batch_size=AT_ONCE
    )
    rows = [value_row(indicator, vintage, place, values[place], pk=standing[place][0]) for place in sorted(changed)]
    IndicatorValue.objects.bulk_update(rows, ["value", "decile", "flag"], batch_size=1_000)
    return set(new), changed


def value_row(indicator: Indicator, vintage: str, place: int, value: Value, pk: int | None = None) -> IndicatorValue:
    return IndicatorValue(
        pk=pk,
        indicator=indicator,
        vintage=vintage,
        place_id=place,
        value=value.value,
        decile=value.decile,
        flag=value.flag,
    )


@transaction.atomic
def derive_values_of_2021() -> int:
    """Derive, for every indicator of 2011 neighbourhoods, those of 2021; return how many were new or changed."""
    origins = origins_of_2021()
    indicators = Indicator.objects.filter(values__place__kind=Place.Kind.LSOA11).distinct()
    return sum(derive(indicator, origins) for indicator in indicators) if origins else 0


def origins_of_2021() -> dict[int, list[tuple[int, str]]]:
    """Return, for each 2021 neighbourhood, those of 2011 that it comes from and by which change."""
    origins: dict[int, list[tuple[int, str]]] = defaultdict(list)
    links = Succession.objects.filter(old__kind=Place.Kind.LSOA11, new__kind=Place.Kind.LSOA21)
    for old, new, change in links.values_list("old_id", "new_id", "change"):
        origins[new].append((old, change))
    return origins


def derive(indicator: Indicator, origins: Mapping[int, list[tuple[int, str]]]) -> int:
    """Derive one indicator for each of its vintages."""
    written = 0
    old_values = IndicatorValue.objects.filter(indicator=indicator, place__kind=Place.Kind.LSOA11)
    for vintage in old_values.values_list("vintage", flat=True).distinct():
        known = {
            place: Value(value, decile)
            for place, value, decile in old_values.filter(vintage=vintage).values_list("place_id", "value", "decile")
        }
        derived = {
            new: value for new, links in origins.items() if (value := of_origins(links, known, indicator.is_high_worse))
        }
        new, changed = put_values(indicator=indicator, vintage=vintage, values=derived)
        written += len(new) + len(changed)
    return written


def of_origins(links: Iterable[tuple[int, str]], known: Mapping[int, Value], is_high_worse: bool) -> Value | None:
    """Return the value of the most deprived origin, with a flag unless the area stayed the same."""
    have = [(known[old], change) for old, change in links if old in known]
    if not have:
        return None
    worst = (max if is_high_worse else min)((value for value, _ in have), key=lambda value: value.value)
    return Value(worst.value, worst.decile, flag_of([change for _, change in have]))


def flag_of(changes: list[str]) -> str:
    """Return in words why the value is not the publisher's own for this area."""
    if Change.IRREGULAR in changes:
        return REDRAWN
    if len(changes) > 1:
        return MERGED.format(count=len(changes))
    return SPLIT if changes == [Change.SPLIT] else ""
