"""Every number that the attackers are said to find is checked against all the tables there are."""

import itertools

import numpy as np
import pytest

from maypole.evidence.disclosure import (
    WITHHELD,
    Knowledge,
    Policy,
    Published,
    Table,
    Unprotectable,
    audit,
    build,
    find_primary,
    flat,
    protect,
    sums_of,
)
from maypole.evidence.disclosure.attackers import attackers
from maypole.evidence.disclosure.protect import knowledge_of

from .plain import narrow_cells, possible_counts, two_in_every_line
from .releases import SHAPES, generated_model


def two_way_model(inside):
    rows, columns = inside.shape
    dimensions = (flat("area", [f"a{i}" for i in range(rows)]), flat("stage", [f"k{i}" for i in range(columns)]))
    values = np.zeros((rows + 1, columns + 1), dtype=np.int64)
    values[:-1, :-1] = inside
    return build([Table("table", "children", dimensions, sums_of(dimensions, values))])


def the_attackers(model, policy, shown=()):
    knowledge = knowledge_of(model, find_primary(model, policy, shown=np.array(shown, dtype=np.int64)))
    limits = {"threshold": policy.threshold, "width": policy.width, "told_width": policy.told_width, "gap": policy.gap}
    return attackers(model.size, knowledge, **limits)


def nobody_can_narrow(model, protected, cap):
    """Assert, by trying every table, that no attacker narrows a withheld cell, and that what is shown is true."""
    withheld = protected.published.withheld
    assert (protected.published.values[~withheld] == model.values[~withheld]).all()
    policy = Policy()
    limits = {"threshold": policy.threshold, "width": policy.width, "told_width": policy.told_width, "gap": policy.gap}
    for attacker in attackers(model.size, protected.knowledge, **limits):
        for enough in (cap, cap + 3, cap + 6):
            found = narrow_cells(model, withheld, protected.published.ask, attacker, enough)
            if not len(found):
                break
        assert not len(found), (attacker.name, [model.names[c] for c in found])


def small_tables(rows, columns, most, count, seed):
    random = np.random.default_rng(seed)
    return random.integers(0, most + 1, (count, rows, columns))


@pytest.mark.slow
@pytest.mark.parametrize(("rows", "columns", "most", "count"), [(3, 3, 30, 60), (4, 4, 60, 60)])
def test_larger_tables_stay_vague(rows, columns, most, count):
    """A sample; ``test_disclosure_every_table`` tries every smaller one."""
    for inside in small_tables(rows, columns, most, count, seed=1000 + rows * columns):
        model = two_way_model(inside)
        try:
            protected = protect(model)
        except Unprotectable:
            continue
        enumerate_if_small(model, protected, 1_000_000)


def test_the_audit_finds_what_enumeration_finds():
    """On patterns withheld by lot, safe or not, audit and enumeration must name the same cells."""
    random = np.random.default_rng(7)
    safe = unsafe = 0
    for case in range(36):
        model = two_way_model(random.integers(0, 7, (2, 2 + case % 2)))
        withheld = random.random(model.size) < 0.6
        withheld &= model.values > 0
        published = Published(
            model.names, np.where(withheld, WITHHELD, model.values), model.rows, model.printed, withheld
        )
        small = (model.values > 0) & (model.values < 5)
        knowledge = Knowledge(zeros_printed=withheld, small=small & withheld, not_small=withheld & ~small)
        limits = {"threshold": 5, "width": 5, "told_width": 3, "gap": 2}
        found = {(f.cell, f.attacker) for f in audit(published, knowledge=knowledge).findings}
        expected = {
            (model.names[c], attacker.name)
            for attacker in attackers(model.size, knowledge, **limits)
            for c in narrow_cells(model, withheld, withheld, attacker, cap=10)
        }
        assert found == expected
        safe, unsafe = safe + (not expected), unsafe + bool(expected)
    assert safe
    assert unsafe > 20


def test_the_audit_says_exactly_how_far_a_cell_can_go():
    model = two_way_model(np.array([[3, 9], [7, 2]]))
    withheld = np.zeros(model.size, dtype=bool)
    withheld[[0, 1, 3, 4]] = True
    published = Published(model.names, np.where(withheld, WITHHELD, model.values), model.rows, model.printed, withheld)
    counts = possible_counts(model.rows, model.values, withheld, np.zeros(9), np.full(9, 99), 20)
    report = audit(published, Policy(width=counts[0] + 1))
    assert {f.possible for f in report.findings} == {counts[0]}
    assert (report.intervals[0] == [1, 10]).all()


def test_two_in_every_row_and_column_is_not_enough():
    """sdcTable's own trap (tests/testthat/test-simpleheuristic.R): w|b is exactly 47 although no line has a lone gap."""
    inside = np.array([[30, 47, 64, 89], [90, 124, 5, 31], [92, 100, 59, 85], [800, 991, 651, 685]])
    withheld_inside = np.array([[1, 1, 1, 0], [1, 0, 1, 0], [0, 1, 0, 1], [0, 1, 0, 1]], dtype=bool)
    assert (withheld_inside.sum(axis=0) >= 2).all()
    assert (withheld_inside.sum(axis=1) >= 2).all()
    model = two_way_model(inside)
    withheld = np.zeros((5, 5), dtype=bool)
    withheld[:4, :4] = withheld_inside
    withheld = withheld.reshape(-1)
    published = Published(model.names, np.where(withheld, WITHHELD, model.values), model.rows, model.printed, withheld)
    findings = audit(published).findings
    assert [(f.cell, f.low, f.high) for f in findings] == [("children[area=a0, stage=k1]", 47, 47)]


def test_the_rule_of_thumb_leaks_where_protect_does_not():
    leaks = 0
    for inside in small_tables(4, 4, 9, 40, seed=3):
        model = two_way_model(inside)
        grid = np.zeros((5, 5), dtype=bool)
        grid[:4, :4] = two_in_every_line(model.values.reshape(5, 5))
        withheld = grid.reshape(-1) & (model.values > 0)
        published = Published(
            model.names, np.where(withheld, WITHHELD, model.values), model.rows, model.printed, withheld
        )
        leaks += bool(audit(published, only=("stranger",)).findings)
    assert leaks > 0


@pytest.mark.parametrize("shape", range(len(SHAPES)))
def test_generated_releases_are_safe_or_refused(shape):
    for seed in range(shape, shape + 3 * len(SHAPES), len(SHAPES)):
        check_generated(seed)


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(20))
def test_five_hundred_generated_releases(batch):
    for seed in range(1000 + 25 * batch, 1025 + 25 * batch):
        check_generated(seed)


def check_generated(seed):
    _, model = generated_model(seed)
    try:
        protected = protect(model)
    except Unprotectable:
        return
    report = audit(protected.published, knowledge=protected.knowledge)
    assert not report.findings, (seed, report.findings[:3])
    small = model.children & (model.values > 0) & (model.values < 5) & ~model.fixed
    assert (protected.published.withheld | ~small)[model.printed].all(), seed
    enumerate_if_small(model, protected)


def enumerate_if_small(model, protected, most=150_000):
    """Try every table where there are not too many."""
    withheld = protected.published.withheld
    cap = int(model.values[withheld].max(initial=0)) + 6
    totals = np.unique(model.rows.indices[model.rows.data < 0])
    leaves = np.setdiff1d(np.flatnonzero(withheld), totals)
    if (cap + 7.0) ** len(leaves) < most:
        nobody_can_narrow(model, protected, cap)
    return (cap + 7.0) ** len(leaves) < most


def test_every_order_of_rows_and_columns_is_as_safe():
    inside = np.array([[3, 8, 0], [6, 2, 9], [12, 1, 4]])
    for rows in itertools.permutations(range(3)):
        protected = protect(two_way_model(inside[list(rows)]))
        assert not audit(protected.published, knowledge=protected.knowledge).findings
