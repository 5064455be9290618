"""Read schools as columns."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from django.db.models import QuerySet

from maypole.atlas.columns.schools import Floats, Ints, SchoolTable, Words
from maypole.atlas.queries.areas import schools_inside
from maypole.directory.models import School
from maypole.places.grid import metres
from maypole.places.models import Place
from maypole.places.queries.deciles import deciles_of

IDACI, IDACI_BEFORE, IMD = "idaci-2025", "idaci-2019", "imd-2025"
RURAL = {str(School.Rurality.RURAL): 1.0, str(School.Rurality.URBAN): 0.0}
READ = (
    "urn", "name", "phase", "school_type", "low_age", "high_age", "district_id", "authority_id", "latitude",
    "longitude", "roll", "fsm_percent", "lsoa21_code", "rurality",
)  # fmt: skip


def table_of_area(places: Sequence[Place]) -> SchoolTable:
    """Return the open schools of these areas."""
    return table_of(schools_inside(places))


def table_of(schools: QuerySet[School]) -> SchoolTable:
    """Return schools as columns; four queries, however many they are."""
    rows = list(schools.order_by("name", "urn").values_list(*READ))
    columns: dict[str, list[Any]] = {name: [row[at] for row in rows] for at, name in enumerate(READ)}
    latitude, longitude = floats(columns["latitude"]), floats(columns["longitude"])
    codes = columns["lsoa21_code"]
    return SchoolTable(
        urn=np.array(columns["urn"], dtype=np.int64),
        name=words(columns["name"]),
        phase=words(columns["phase"]),
        school_type=words(columns["school_type"]),
        low_age=floats(columns["low_age"]),
        high_age=floats(columns["high_age"]),
        district=keys(columns["district_id"]),
        authority=keys(columns["authority_id"]),
        at=metres(latitude, longitude),
        degrees=np.column_stack([latitude, longitude]),
        roll=floats(columns["roll"]),
        fsm=floats(columns["fsm_percent"]),
        rural=floats([RURAL.get(one) for one in columns["rurality"]]),
        idaci=_deciles(codes, IDACI),
        idaci_before=_deciles(codes, IDACI_BEFORE),
        imd=_deciles(codes, IMD),
    )


def _deciles(codes: Sequence[str], indicator: str) -> Floats:
    known = deciles_of(set(codes) - {""}, indicator)
    return floats([known.get(code) for code in codes])


def floats(column: Sequence[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in column], dtype=float)


def keys(column: Sequence[int | None]) -> Ints:
    return np.array([-1 if value is None else value for value in column], dtype=np.int64)


def words(column: Sequence[str]) -> Words:
    found = np.empty(len(column), dtype=object)
    found[:] = column
    return found
