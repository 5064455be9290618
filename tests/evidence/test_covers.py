"""Measures that together are at least another: a reader adds them up, and so must the protection."""

import numpy as np
import pytest

from maypole.evidence.disclosure import (
    WITHHELD,
    Cover,
    Policy,
    Subset,
    Table,
    audit,
    build,
    flat,
    protect,
    read_published,
)

AREA = flat("area", ["North", "South", "East"])
FORMS = ("dance", "music", "film")


def one(name, inside):
    return Table(name, name, (AREA,), np.array([*inside, sum(inside)]))


def published(dance):
    """All children, and those of each art form; only `dance` of the North and East is withheld."""
    tables = [one("all", [20, 30, 40]), one("dance", dance), one("music", [9, 12, 18]), one("film", [8, 15, 4])]
    withheld = {table.name: np.zeros(4, dtype=bool) for table in tables}
    withheld["dance"][[0, 2]] = True
    return tables, withheld


def test_without_the_cover_a_reader_seems_to_know_less_than_they_do():
    tables, withheld = published([3, 12, 20])
    subsets = [Subset(form, "all") for form in FORMS]
    free = read_published(tables, withheld, subsets=subsets)
    tied = read_published(tables, withheld, subsets=subsets, covers=[Cover(FORMS, "all")])
    assert not audit(free).findings
    assert {finding.cell for finding in audit(tied).findings} == {"dance[area=North]", "dance[area=East]"}


def test_protection_withstands_a_reader_who_adds_up_the_parts():
    tables, _ = published([3, 12, 20])
    subsets, covers = [Subset(form, "all") for form in FORMS], [Cover(FORMS, "all")]
    safe = protect(build(tables, subsets=subsets, covers=covers), Policy())
    hidden = {table.name: safe.tables[table.name] == WITHHELD for table in tables}
    assert hidden["dance"][0]
    assert not audit(read_published(tables, hidden, subsets=subsets, covers=covers)).findings


def test_parts_that_make_the_whole_exactly_are_a_sum():
    tables = [one("all", [20, 30, 40]), one("dance", [8, 20, 30]), one("music", [12, 10, 10])]
    model = build(tables, covers=[Cover(("dance", "music"), "all", exact=True)])
    assert model.size == build(tables).size
    assert model.rows.shape[0] == build(tables).rows.shape[0] + len(AREA.codes)
    with pytest.raises(ValueError, match="add up to"):
        build(tables, covers=[Cover(("dance",), "all", exact=True)])


def test_a_whole_above_its_parts_is_named():
    tables = [one("all", [99, 30, 40]), one("dance", [3, 12, 20])]
    with pytest.raises(ValueError, match=r"all\[area=North\] is more than its parts"):
        build(tables, covers=[Cover(("dance",), "all")])


def test_a_cell_without_one_of_the_parts_is_not_tied():
    tables = [one("all", [20, 30, 40]), one("dance", [20, 30, 40])]
    assert build(tables, covers=[Cover(("dance", "music"), "all")]).size == build(tables).size
