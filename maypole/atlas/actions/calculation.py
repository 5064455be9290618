"""Work out every indicator for every school and area, or only reach where returns have changed, and keep the values."""

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

import numpy as np
from django.db import transaction

from maypole.atlas.columns.schools import Bools, Floats, SchoolTable
from maypole.atlas.columns.sites import NO_SITES
from maypole.atlas.indicators import Family, Indicator, all_indicators
from maypole.atlas.measures import MEASURES, Inputs
from maypole.atlas.models import AreaValues, Calculation, SchoolValues
from maypole.atlas.queries.adding import area_values
from maypole.atlas.queries.areas import open_schools
from maypole.atlas.queries.inputs import inputs_of
from maypole.atlas.queries.memberships import Memberships, members_of_areas
from maypole.atlas.queries.reach import last_terms
from maypole.atlas.queries.schools import table_of
from maypole.atlas.queries.stamps import stamps
from maypole.core.models import Dataset
from maypole.directory.models import School
from maypole.places.models import Containment, Place

OnProgress = Callable[[int, int, str], bool]
AT_ONCE = 2_000
ENGLAND = "E92000001"
Kind = Place.Kind
Columns = dict[str, Floats]


class Stopped(Exception):
    """Somebody stopped it; the values that stood before stand still."""


def calculate_all(*, as_of: date, now: datetime, on_progress: OnProgress | None = None) -> Calculation:
    """Work out all indicators of all open schools and areas, in place of what stood before. Raises Stopped."""
    began = time.monotonic()
    schools = table_of(open_schools())
    ensure_country()
    inputs = inputs_of(schools, as_of)
    columns = columns_of(inputs, all_indicators().values(), on_progress)
    areas = members_of_areas(schools)
    found = _area_values(columns, schools, areas, on_progress)
    with transaction.atomic():
        _put_schools(schools, columns, stamps())
        AreaValues.objects.all().delete()
        AreaValues.objects.bulk_create(found, batch_size=AT_ONCE)
        return _noted(as_of, now, inputs, len(schools), time.monotonic() - began)


def ensure_country() -> None:
    """Make England an area once the schools of several regions are here: until then nothing can be said of it."""
    regions = Containment.objects.filter(outer__kind=Kind.REGION, inner__kind=Kind.DISTRICT)
    with_schools = School.objects.filter(district__isnull=False).values("district_id").distinct()
    if regions.filter(inner__in=with_schools).values("outer_id").distinct().count() > 1:
        Place.objects.get_or_create(kind=Kind.COUNTRY, code=ENGLAND, defaults={"name": "England"})


def columns_of(inputs: Inputs, indicators: Iterable[Indicator], on_progress: OnProgress | None = None) -> Columns:
    """Return each indicator's values, in the order of the schools. Raises Stopped."""
    wanted = list(indicators)
    columns: Columns = {}
    for done, indicator in enumerate(wanted):
        if on_progress and not on_progress(done, len(wanted), indicator.title):
            raise Stopped
        columns[indicator.slug] = MEASURES[indicator.formula.measure](inputs, **indicator.formula.given)
    return columns


def _area_values(
    columns: Columns, schools: SchoolTable, areas: Memberships, on_progress: OnProgress | None = None
) -> list[AreaValues]:
    found, table = [], np.column_stack(list(columns.values()))
    for done, (place, at) in enumerate(areas.positions.items()):
        if on_progress and not on_progress(done, len(areas.positions), "Areas"):
            raise Stopped
        roll, placed = schools.roll[at], schools.is_placed[at]
        perhaps = areas.perhaps.get(place, 0)
        found.append(
            AreaValues(
                place_id=place,
                values=_area_row(tuple(columns), table[at], roll, placed, perhaps),
                schools=len(at),
                unplaced=int((~placed).sum()),
                without_roll=int(np.isnan(roll).sum()),
                perhaps=perhaps,
            )
        )
    return found


def _area_row(
    slugs: Sequence[str], table: Floats, roll: Floats, placed: Bools, perhaps: int
) -> dict[str, list[object]]:
    indicators = all_indicators()
    added = area_values([indicators[slug] for slug in slugs], table, roll, placed, perhaps)
    return {slug: [one.value, one.known, one.schools, one.why] for slug, one in zip(slugs, added, strict=True)}


def _put_schools(schools: SchoolTable, columns: Columns, stamped: Mapping[int, str]) -> None:
    SchoolValues.objects.all().delete()
    slugs = {one.slug for one in reach_indicators()}
    lasting = school_rows({slug: one for slug, one in columns.items() if slug not in slugs}, len(schools))
    reach = school_rows({slug: columns[slug] for slug in slugs}, len(schools))
    rows = (
        SchoolValues(school_id=urn, values=values, reach=told, stamp=stamped.get(urn, ""))
        for urn, values, told in zip(schools.urn.tolist(), lasting, reach, strict=True)
    )
    SchoolValues.objects.bulk_create(rows, batch_size=AT_ONCE)


def school_rows(columns: Columns, number: int) -> list[dict[str, float]]:
    """Return a row of values for each school, without those that are not known."""
    rows: list[dict[str, float]] = [{} for _ in range(number)]
    for slug, column in columns.items():
        known = np.flatnonzero(np.isfinite(column))
        for at, value in zip(known.tolist(), np.round(column[known], 4).tolist(), strict=True):
            rows[at][slug] = value
    return rows


def _noted(as_of: date, now: datetime, inputs: Inputs, schools: int, seconds: float) -> Calculation:
    return Calculation.objects.create(
        made_at=now,
        as_of=as_of,
        terms=[term.key for term in last_terms(as_of)],
        dates=dict(Dataset.objects.exclude(vintage="").values_list("slug", "vintage")),
        engine=inputs.travel.engine if inputs.travel else "",
        schools=schools,
        seconds=round(seconds, 2),
    )


def refresh_reach(*, as_of: date, now: datetime) -> int:
    """Work out reach again for the schools whose accepted lines have changed, and for their areas; return how many."""
    stamped = stamps()
    kept = dict(SchoolValues.objects.values_list("school_id", "stamp"))
    changed = [urn for urn, stamp in kept.items() if stamped.get(urn, "") != stamp]
    if not changed:
        return 0
    with transaction.atomic():
        _refresh_schools(changed, as_of, stamped)
        _refresh_areas(changed)
    last = Calculation.objects.first()
    if last is not None:
        last.made_at = now
        last.save(update_fields=["made_at"])
    return len(changed)


def reach_indicators() -> list[Indicator]:
    return [one for one in all_indicators().values() if one.family == Family.REACH]


def _refresh_schools(urns: Collection[int], as_of: date, stamped: Mapping[int, str]) -> None:
    schools = table_of(School.objects.filter(urn__in=urns))
    inputs = inputs_of(schools, as_of, NO_SITES)
    rows = school_rows(columns_of(inputs, reach_indicators()), len(schools))
    changed = [
        SchoolValues(school_id=urn, reach=row, stamp=stamped.get(urn, ""))
        for urn, row in zip(schools.urn.tolist(), rows, strict=True)
    ]
    SchoolValues.objects.bulk_update(changed, ["reach", "stamp"], batch_size=500)


def _refresh_areas(urns: Collection[int]) -> None:
    """Add up reach again in the areas of these schools, from the values that are kept."""
    schools = table_of(open_schools())
    touched = np.flatnonzero(np.isin(schools.urn, list(urns)))
    members = members_of_areas(schools)
    areas = {place: at for place, at in members.positions.items() if np.isin(touched, at).any()}
    kept = dict(SchoolValues.objects.values_list("school_id", "reach"))
    slugs = tuple(one.slug for one in reach_indicators())
    table = np.array([[kept.get(urn, {}).get(slug, np.nan) for slug in slugs] for urn in schools.urn.tolist()])
    standing = AreaValues.objects.in_bulk(list(areas))
    for place, row in standing.items():
        at = areas[place]
        perhaps = members.perhaps.get(place, 0)
        row.values |= _area_row(slugs, table[at], schools.roll[at], schools.is_placed[at], perhaps)
    AreaValues.objects.bulk_update(standing.values(), ["values"], batch_size=500)
