"""Swaps keep every sum, and releases that are large enough to be repaired with them are safe."""

import numpy as np
import pytest

from benchmarks.disclosure_releases import england
from maypole.evidence.disclosure import Stopped, Table, audit, build, flat, levels, protect, sums_of
from maypole.evidence.disclosure.protect import A_FEW
from maypole.evidence.disclosure.swaps import swaps_of

from .releases import linked


def swaps_in(model, cells):
    """Return the swaps of these cells only, as sets."""
    movable = np.zeros(model.size, dtype=bool)
    movable[cells] = True
    return {frozenset(group[group < model.size].tolist()) for group in swaps_of(model, movable).cells}


def two_way(areas, stages, area=None):
    dimensions = (
        area or flat("area", [f"a{i}" for i in range(areas)]),
        flat("stage", [f"k{i}" for i in range(stages)]),
    )
    values = np.zeros([len(d.codes) for d in dimensions], dtype=np.int64)
    values[:areas, :stages] = 9
    return build([Table("table", "children", dimensions, sums_of(dimensions, values))])


def test_four_corners_are_a_swap():
    model = two_way(3, 2)
    assert swaps_in(model, [0, 1, 3, 4]) == {frozenset([0, 1, 3, 4])}


def test_a_part_moves_with_its_total():
    """Two areas swap children of one stage, who are in the areas' totals too."""
    model = two_way(2, 2)
    ids = model.table_cells["table"]
    assert frozenset(ids[np.ix_([0, 1], [0, 2])].reshape(-1).tolist()) in swaps_in(model, range(model.size))


def test_parts_under_different_totals_take_these_along():
    area = levels("area", [{"d1": "c1", "d2": "c2"}])
    model = two_way(2, 2, area)
    ids = model.table_cells["table"]
    rows = [area.codes.index(c) for c in ("d1", "d2", "c1", "c2")]
    assert frozenset(ids[np.ix_(rows, [0, 1])].reshape(-1).tolist()) in swaps_in(model, range(model.size))


@pytest.mark.parametrize("seed", range(4))
def test_every_swap_can_move_by_one_and_leave_every_sum(seed):
    """Within a swap there is one way to move, up to its size and sign, and every cell moves by one in it."""
    model = linked(np.random.default_rng(seed))
    groups = swaps_of(model, np.ones(model.size, dtype=bool)).cells
    assert len(groups) > 40
    for group in groups[::4]:
        lines = model.rows[:, np.unique(group[group < model.size])].toarray()
        sizes, ways = np.linalg.eigh(lines.T @ lines)
        assert (sizes < 1e-9).tolist() == [True] + [False] * (len(sizes) - 1)
        assert np.allclose(abs(ways[:, 0]), abs(ways[0, 0]))


def test_cells_that_may_not_move_are_in_no_swap():
    model = two_way(3, 3)
    assert swaps_in(model, []) == set()
    assert all(0 not in group for group in swaps_in(model, range(1, model.size)))


def test_the_cheapest_swaps_come_first():
    model = two_way(40, 6)
    swaps = swaps_of(model, np.ones(model.size, dtype=bool))
    price = np.ones(model.size)
    cheap = model.table_cells["table"][np.ix_([0, 5], [0, 4])].reshape(-1)
    price[cheap] = 0.001
    few, many, around = swaps.around(0, price)
    assert set(cheap) <= set(few)
    assert len(few) < len(many)
    assert set(few) <= set(around)


def test_tables_that_break_one_dimension_down_in_two_ways_have_no_swaps():
    stage = flat("stage", ["k1", "k2"])
    short, long = (
        Table(
            name,
            "children",
            (area, stage),
            sums_of((area, stage), [[9, 9, 0]] * 2 + [[0, 0, 0]] * (len(area.codes) - 2)),
        )
        for name, area in (("short", flat("area", ["x", "y"])), ("long", flat("area", ["x", "y", "z"])))
    )
    apart, together = build([long]), build([short, long])
    assert len(swaps_of(apart, np.ones(apart.size, dtype=bool)).cells)
    assert not len(swaps_of(together, np.ones(together.size, dtype=bool)).cells)


def test_a_large_release_can_be_stopped_while_it_is_repaired():
    def stop(done, total, message):
        return "repairing" not in message

    with pytest.raises(Stopped, match="repairing"):
        protect(build(england(10)), on_progress=stop)


@pytest.mark.slow
def test_a_release_of_three_linked_hierarchies_is_safe():
    """Attacked afresh, without the moves that were found while it was protected."""
    model, repaired = build(england(14)), []

    def tell(done, total, message):
        repaired.append(total if "repairing" in message else 0)
        return True

    protected = protect(model, on_progress=tell)
    assert max(repaired) > A_FEW
    small = model.children & (model.values > 0) & (model.values < 5)
    assert protected.published.withheld[small].all()
    assert (protected.published.values[protected.published.values >= 0] == model.values[~protected.suppressed]).all()
    assert not audit(protected.published, knowledge=protected.knowledge).findings
