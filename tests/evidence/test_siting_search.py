"""What the search for the fewest sites rests on: rows that cut off no whole plan, and plans that reach every school."""

import itertools
import time

import numpy as np
import pytest
from scipy import sparse

from maypole.evidence.access import pairs
from maypole.evidence.siting import Conditions, NoPlan, cover_all
from maypole.evidence.siting.improve import enough, improved
from maypole.evidence.siting.odd import odd_rows
from maypole.evidence.siting.programme import Growing, Programme
from maypole.evidence.siting.reduce import reduced


def a_cover(seed, schools=14, sites=10):
    random = np.random.default_rng(seed)
    cover = (random.random((schools, sites)) < 0.25).astype(float)
    cover[np.arange(schools), random.integers(0, sites, schools)] = 1
    return cover, random.integers(1, 5, sites).astype(float)


def whole_plans(cover):
    plans = np.array(list(itertools.product([0, 1], repeat=cover.shape[1])))
    return plans[(plans @ cover.T >= 1).all(axis=1)]


def relaxed(cover, price):
    schools, sites = cover.shape
    return Growing(Programme(
        price, np.zeros(sites), np.ones(sites), np.ones(sites, dtype=bool), sparse.csr_array(cover),
        np.ones(schools), np.full(schools, np.inf),
    )).solve(5)  # fmt: skip


def test_three_sites_in_a_ring_need_two():
    cover = np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1]], dtype=np.float32)
    rows, least = odd_rows(cover, np.full(3, 0.5))
    assert rows.toarray().tolist() == [[1, 1, 1]]
    assert least.tolist() == [2]


@pytest.mark.parametrize("largest", [3, 5])
def test_odd_rows_cut_off_the_parts_and_no_whole_plan(largest):
    cut = 0
    for seed in range(60):
        cover, price = a_cover(seed)
        site = relaxed(cover, price).columns
        rows, least = odd_rows(cover.astype(np.float32), site, largest=largest)
        if len(least):
            cut += 1
            assert (rows @ site < least).all()
            assert (whole_plans(cover) @ rows.T >= least).all()
    assert cut > 5


def test_leaving_out_what_is_needless_keeps_the_best_price():
    for seed in range(30):
        cover, price = a_cover(seed)
        schools, sites = reduced(sparse.csr_array(cover), price, np.ones(len(price), dtype=bool))
        least = (whole_plans(cover) @ price).min()
        assert (whole_plans(cover[np.ix_(schools, sites)]) @ price[sites]).min() == least


@pytest.mark.parametrize("alike", [True, False])
def test_searching_reaches_all_and_is_never_worse_than_where_it_began(alike):
    for seed in range(30):
        cover, price = a_cover(seed)
        price = np.ones(len(price)) if alike else price
        first = enough(sparse.csr_array(cover), price)
        found = improved(sparse.csr_array(cover), price, first, goal=0, patience=500, until=time.monotonic() + 20)
        assert (cover[:, found].sum(axis=1) >= 1).all()
        least = (whole_plans(cover) @ price).min()
        assert least <= price[found].sum() <= price[first].sum()
        assert price[found].sum() == least or not alike


def test_searching_stops_when_time_is_up():
    cover, price = a_cover(1)
    first = enough(sparse.csr_array(cover), price)
    assert improved(sparse.csr_array(cover), price, first, goal=0, patience=10**9, until=0.0).tolist() == first.tolist()


@pytest.mark.parametrize("seed", range(8))
def test_cover_all_keeps_to_prices_limits_and_fixed_sites(seed):
    random = np.random.default_rng(seed)
    schools, sites = random.uniform(0, 30_000, (25, 2)), random.uniform(0, 30_000, (10, 2))
    price = np.round(random.uniform(1, 5, 10), 2)
    km = np.hypot(*(schools[:, None] - sites[None]).transpose(2, 0, 1)) / 1000
    reach = float(km.min(axis=1).max()) + 4
    plans = [
        p for p in map(np.array, whole_plans((km <= reach).astype(float))) if p[3] and not p[7] and p.sum() <= 5
    ]  # fmt: skip
    conditions = Conditions(sites=5, price=price, fixed=(3,), forbidden=(7,))
    near = pairs(schools, sites, reach)
    if not plans:
        with pytest.raises(NoPlan):
            cover_all(near, conditions=conditions)
        return
    found = cover_all(near, conditions=conditions)
    assert found.value == pytest.approx(min(p @ price for p in plans))
    assert found.status == "optimal"
    assert 3 in found.chosen
    assert found.value == pytest.approx(price[found.chosen].sum())


def test_cover_all_says_when_the_limits_are_too_tight():
    near = pairs([[0, 0], [50_000, 0]], [[1000, 0], [51_000, 0]], 5)
    with pytest.raises(NoPlan, match="no plan reaches every school within the limits"):
        cover_all(near, conditions=Conditions(sites=1))


def test_fixed_sites_may_cover_all_by_themselves():
    near = pairs([[0, 0], [50_000, 0]], [[1000, 0], [51_000, 0], [2000, 0]], 5)
    found = cover_all(near, conditions=Conditions(fixed=(0, 1)))
    assert (found.value, found.chosen.tolist(), found.status) == (2, [0, 1], "optimal")
