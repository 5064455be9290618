"""Every small table there is: each is protected, and then attacked by trying the tables that an attacker must think possible.

Tables that differ only in the order of their rows, of their columns, or in which are called rows, ask the same question; one of
each kind is tried. That an answer holds in another order too is tried on its own in ``test_disclosure_oracles``.
"""

import functools
import itertools

import numpy as np
import pytest

from maypole.evidence.disclosure import Knowledge, Policy, Unprotectable, build, flat, protect, sums_of
from maypole.evidence.disclosure.attackers import STRANGER, attackers
from maypole.evidence.disclosure.tables import Table

KINDS = {(2, 2, 12): 4186, (2, 3, 6): 10528}
REACHES = {(2, 2): (2, 4, 8), (2, 3): (2, 4, 6)}
BATCHES = 8


def one_of_each_kind(rows, columns, most):
    """Return (kinds, rows, columns): of the tables of 0 to ``most`` that are the same but for order, the first."""
    tables = np.indices((most + 1,) * (rows * columns)).reshape(rows * columns, -1).T.reshape(-1, rows, columns)
    weights = (most + 1) ** np.arange(rows * columns)[::-1]
    first = np.full(len(tables), np.iinfo(np.int64).max)
    for over, under in itertools.product(itertools.permutations(range(rows)), itertools.permutations(range(columns))):
        turned = tables[:, over][:, :, under]
        ways = (turned, turned.transpose(0, 2, 1)) if rows == columns else (turned,)
        for way in ways:
            np.minimum(first, way.reshape(len(tables), -1) @ weights, out=first)
    return tables[first == np.arange(len(tables))]


@functools.cache
class EveryChange:
    """Every way to change the inside of a table by up to ``reach`` in each cell, and what that does to its totals.

    offsets   (cells, changes)   in the order of a model's cells, totals included
    """

    def __init__(self, rows, columns, reach):
        inside = np.indices((2 * reach + 1,) * (rows * columns), dtype=np.int8).reshape(rows, columns, -1) - reach
        whole = np.zeros((rows + 1, columns + 1, inside.shape[-1]), dtype=np.int8)
        whole[:-1, :-1] = inside
        whole[:-1, -1] = inside.sum(axis=1)
        whole[-1] = whole[:-1].sum(axis=0)
        self.offsets = whole.reshape(-1, inside.shape[-1])

    def seen(self, values, withheld, attacker):
        """Return how many different numbers each cell takes over the changes that this attacker cannot rule out."""
        least = np.where(withheld, np.maximum(attacker.low - values, -100), 0)
        most = np.where(withheld, np.minimum(attacker.high - values, 100), 0)
        possible = np.ones(self.offsets.shape[1], dtype=bool)
        for offset, low, high in zip(self.offsets, least, most, strict=True):
            possible &= (offset >= low) & (offset <= high)
        return np.array([len(np.unique(offset[possible])) for offset in self.offsets])


def model_of(inside):
    dimensions = tuple(flat(name, [f"{name}{i}" for i in range(n)]) for name, n in zip("rc", inside.shape, strict=True))
    values = np.zeros([n + 1 for n in inside.shape], dtype=np.int64)
    values[:-1, :-1] = inside
    return build([Table("table", "children", dimensions, sums_of(dimensions, values))])


def narrow_for(model, protected, attacker, shape):
    """Return the withheld cells of which no reach of changes shows as many numbers as asked."""
    withheld = protected.published.withheld
    short = protected.published.ask
    for reach in REACHES[shape]:
        if short.any():
            short = short & (EveryChange(*shape, reach).seen(model.values, withheld, attacker) < attacker.need)
    return np.flatnonzero(short)


def check(tables):
    """Assert that each table is refused, or shows only true figures and keeps the small ones from every attacker."""
    refused, policy = 0, Policy()
    limits = {"threshold": policy.threshold, "width": policy.width, "told_width": policy.told_width, "gap": policy.gap}
    for inside in tables:
        model = model_of(inside)
        try:
            protected = protect(model)
        except Unprotectable:
            refused += 1
            continue
        withheld = protected.published.withheld
        assert (protected.published.values[~withheld] == model.values[~withheld]).all()
        assert withheld[(model.values > 0) & (model.values < policy.threshold)].all()
        for attacker in attackers(model.size, protected.knowledge, **limits):
            if attacker.name != STRANGER:  # the reader knows more than the stranger and must be kept as far away
                assert not len(narrow_for(model, protected, attacker, inside.shape)), (inside.tolist(), attacker.name)
    return refused


@pytest.mark.parametrize(("rows", "columns", "most"), KINDS)
def test_there_are_as_many_kinds_of_tables_as_burnside_counts(rows, columns, most):
    """The number of tables that each reordering leaves as they are, averaged over the reorderings."""
    assert len(one_of_each_kind(rows, columns, most)) == KINDS[rows, columns, most]


def test_a_lone_gap_is_seen_to_be_none():
    """What tries the tables is not blind: of 3 and 9 under a printed total, 3 alone is no gap, and both are one."""
    model = model_of(np.array([[3, 9], [7, 8]]))
    reader = next(a for a in attackers(9, Knowledge(), threshold=5, width=5, told_width=3, gap=2))
    alone, four = np.zeros(9, dtype=bool), np.zeros(9, dtype=bool)
    alone[0] = four[[0, 1, 3, 4]] = True
    change = EveryChange(2, 2, 8)
    assert change.seen(model.values, alone, reader).tolist() == [1] * 9
    assert change.seen(model.values, four, reader).tolist() == [11, 11, 1, 11, 11, 1, 1, 1, 1]


@pytest.mark.parametrize(
    ("rows", "columns", "most", "step"),
    [(2, 2, 12, 61), (2, 3, 6, 421), pytest.param(2, 3, 6, 31, marks=pytest.mark.slow)],
)
def test_a_sample_of_every_small_table_stays_vague(rows, columns, most, step):
    check(one_of_each_kind(rows, columns, most)[step // 2 :: step])


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_table_of_two_by_two_stays_vague(batch):
    check_batch(2, 2, 12, batch)


@pytest.mark.exhaustive
@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_table_of_two_by_three_stays_vague(batch):
    check_batch(2, 3, 6, batch)


def check_batch(rows, columns, most, batch):
    tables = one_of_each_kind(rows, columns, most)[batch::BATCHES]
    assert check(tables) < len(tables) / 2
