"""Invented schools as columns, for tests of plans."""

from dataclasses import fields

import numpy as np

from maypole.atlas.columns.reach import Reach
from maypole.atlas.columns.schools import SchoolTable


def words(values) -> np.ndarray:
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def made_schools(number: int, *, seed: int, districts: int = 3, **columns) -> SchoolTable:
    """Return schools over 40 km, with rolls, free school meals and deciles."""
    rng = np.random.default_rng(seed)
    need = rng.integers(1, 11, number).astype(float)
    made = {
        "urn": np.arange(100001, 100001 + number), "name": words([f"School {n}" for n in range(number)]),
        "phase": words(["primary"] * number), "school_type": words([""] * number), "low_age": np.full(number, 4.0),
        "high_age": np.full(number, 11.0), "district": rng.integers(0, districts, number),
        "authority": np.zeros(number, dtype=int), "at": rng.uniform(300_000, 340_000, (number, 2)),
        "degrees": np.zeros((number, 2)), "roll": rng.integers(40, 600, number).astype(float),
        "fsm": rng.uniform(2, 50, number).round(1), "idaci": need, "idaci_before": need, "imd": need,
    }  # fmt: skip
    unknown = {field.name: np.full(number, np.nan) for field in fields(SchoolTable)}
    return SchoolTable(**(unknown | made | columns))


def made_reach(reached) -> Reach:
    reached = np.asarray(reached, dtype=bool)
    none = np.zeros(len(reached))
    last = tuple("2026-summer" if one else "" for one in reached)
    return Reach(reached, reached * 90.0, none, none, none.astype(int), none.astype(int), last)


def nobody(schools: SchoolTable) -> Reach:
    return made_reach(np.zeros(len(schools), dtype=bool))
