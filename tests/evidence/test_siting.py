"""Siting: every plan against all subsets, and a bound that is never passed."""

import itertools

import numpy as np
import pytest

from maypole.evidence.access import pairs
from maypole.evidence.siting import Conditions, NoPlan, center, cover_all, cover_most, median


def a_town(schools=30, sites=9, seed=0, wide=40_000):
    random = np.random.default_rng(seed)
    return (
        random.uniform(0, wide, (schools, 2)),
        random.uniform(0, wide, (sites, 2)),
        random.integers(1, 500, schools).astype(float),
    )


def distances(origins, sites):
    return np.hypot(*(origins[:, None] - sites[None]).transpose(2, 0, 1)) / 1000


def subsets(sites, most):
    for k in range(most + 1):
        yield from (list(c) for c in itertools.combinations(range(sites), k))


@pytest.mark.parametrize("seed", range(5))
def test_cover_most_is_the_best_of_all_subsets(seed):
    origins, sites, pupils = a_town(seed=seed)
    km = distances(origins, sites)
    best = max(pupils[(km[:, c] <= 9).any(axis=1)].sum() for c in subsets(9, 3))
    found = cover_most(pairs(origins, sites, 9), pupils, conditions=Conditions(sites=3))
    assert (found.value, found.status, found.gap) == (best, "optimal", 0)
    assert pupils[(km[:, found.chosen] <= 9).any(axis=1)].sum() == best


@pytest.mark.parametrize("seed", range(5))
def test_budget_fair_shares_fixed_and_forbidden_sites(seed):
    origins, sites, pupils = a_town(seed=seed)
    km, price = distances(origins, sites), np.random.default_rng(seed).uniform(1, 4, 9)
    groups, fair = np.arange(30) % 3, np.array([0.3, 0.2, 0.0])

    def covered(chosen, where):
        return pupils[(km[:, chosen] <= 12).any(axis=1) & where].sum()

    def keeps(chosen):
        return (
            2 in chosen and 5 not in chosen and price[chosen].sum() <= 9
            and all(covered(chosen, groups == g) >= share * pupils[groups == g].sum() - 1e-9 for g, share in enumerate(fair))
        )  # fmt: skip

    values = [covered(c, True) for c in subsets(9, 9) if keeps(c)]
    conditions = Conditions(budget=9, price=price, fixed=(2,), forbidden=(5,), fair=fair, groups=groups)
    near = pairs(origins, sites, 12)
    if not values:
        with pytest.raises(NoPlan, match="fair share"):
            cover_most(near, pupils, conditions=conditions)
        return
    found = cover_most(near, pupils, conditions=conditions)
    assert found.value == pytest.approx(max(values))
    assert keeps(found.chosen.tolist())


@pytest.mark.parametrize("seed", range(5))
def test_cover_all_uses_the_fewest_sites_and_the_least_money(seed):
    origins, sites, _ = a_town(seed=seed, sites=10)
    km, price = distances(origins, sites), np.random.default_rng(seed).uniform(1, 4, 10)
    reach = float(km.min(axis=1).max()) + 6
    enough = [c for c in subsets(10, 10) if c and (km[:, c] <= reach).any(axis=1).all()]
    near = pairs(origins, sites, reach)
    assert cover_all(near).value == min(map(len, enough))
    cheapest = cover_all(near, conditions=Conditions(price=price))
    assert cheapest.value == pytest.approx(min(price[c].sum() for c in enough))


@pytest.mark.parametrize("seed", range(5))
def test_median_and_center_are_the_best_of_all_subsets(seed):
    origins, sites, pupils = a_town(seed=seed, sites=10)
    km, near = distances(origins, sites), pairs(origins, sites, 200)
    plans = [list(c) for c in itertools.combinations(range(10), 3)]
    total = min((pupils * km[:, c].min(axis=1)).sum() for c in plans)
    longest = min(km[:, c].min(axis=1).max() for c in plans)
    assert median(near, pupils, conditions=Conditions(sites=3)).value == pytest.approx(total)
    assert center(near, conditions=Conditions(sites=3)).value == pytest.approx(longest)


def test_median_keeps_to_a_budget_and_to_what_is_fixed():
    origins, sites, pupils = a_town(seed=8)
    km, price = distances(origins, sites), np.linspace(1, 3, 9)
    plans = [c for c in subsets(9, 9) if 4 in c and 0 not in c and price[c].sum() <= 6]
    best = min((pupils * km[:, c].min(axis=1)).sum() for c in plans)
    found = median(
        pairs(origins, sites, 200), pupils, conditions=Conditions(budget=6, price=price, fixed=(4,), forbidden=(0,))
    )
    assert found.value == pytest.approx(best)


@pytest.mark.parametrize("seed", range(6))
def test_median_where_schools_reach_some_sites_only(seed):
    origins, sites, pupils = a_town(seed=seed, sites=10)
    km = distances(origins, sites)
    reach = float(km.min(axis=1).max()) + 5
    away = np.where(km <= reach, km, np.inf)
    totals = [(pupils * away[:, list(c)].min(axis=1)).sum() for c in itertools.combinations(range(10), 5)]
    near = pairs(origins, sites, reach)
    if not np.isfinite(min(totals)):
        with pytest.raises(NoPlan):
            median(near, pupils, conditions=Conditions(sites=5))
        return
    found = median(near, pupils, conditions=Conditions(sites=5))
    assert found.status == "optimal"
    assert found.value == pytest.approx(min(totals))


def test_median_opens_the_only_site_that_a_school_can_reach():
    near = pairs([[450_000, 340_000], [460_000, 340_000]], [[455_000, 340_000], [450_000, 341_000]], 6)
    found = median(near, [3, 3], conditions=Conditions(sites=1))
    assert (found.chosen.tolist(), found.value, found.status) == ([0], 30, "optimal")


PMED_LINES = """1 2 3
2 3 4
3 4 2
4 5 6
5 1 5
1 3 8"""


def test_median_on_a_network_as_or_library_writes_it():
    """The format of OR-Library's pmed files: edges with lengths, every node both school and site."""
    away = np.full((5, 5), np.inf)
    np.fill_diagonal(away, 0)
    for a, b, length in (map(int, line.split()) for line in PMED_LINES.splitlines()):
        away[a - 1, b - 1] = away[b - 1, a - 1] = length
    for k in range(5):
        away = np.minimum(away, away[:, [k]] + away[[k]])
    from maypole.evidence.access import Pairs

    near = Pairs(np.arange(0, 26, 5), np.tile(np.arange(5), 5), away.ravel(), (5, 5))
    best = min(away[:, list(c)].min(axis=1).sum() for c in itertools.combinations(range(5), 2))
    assert median(near, np.ones(5), conditions=Conditions(sites=2)).value == best


def test_more_sites_are_never_worse_and_the_bound_is_never_passed():
    origins, sites, pupils = a_town(120, 40)
    near = pairs(origins, sites, 8)
    values = []
    for k in (2, 4, 8):
        found = cover_most(near, pupils, conditions=Conditions(sites=k), seconds=5)
        assert found.value <= found.bound
        values.append(found.value)
    assert values == sorted(values)


def test_when_time_is_up_the_plan_says_how_far_it_may_be_from_the_best():
    origins, sites, pupils = a_town(900, 300, wide=100_000)
    near = pairs(origins, sites, 12)
    found = cover_most(near, pupils, conditions=Conditions(sites=15), seconds=0.05)
    assert found.value <= found.bound
    assert found.status in ("optimal", "time is up")
    assert (found.status == "optimal") == (found.gap == 0)


def test_a_caller_can_stop_the_search():
    origins, sites, pupils = a_town(900, 300, wide=100_000)
    asked = []

    def stop(done, total, message):
        asked.append(message)
        return False

    found = cover_most(pairs(origins, sites, 12), pupils, conditions=Conditions(sites=15), on_progress=stop)
    assert found.status in ("stopped", "optimal")
    assert found.value <= found.bound


def test_a_school_without_a_site_in_reach_has_no_plan():
    near = pairs([[0, 0], [90_000, 0]], [[1000, 0]], 5)
    with pytest.raises(NoPlan, match="school 1 has no site in reach"):
        cover_all(near)
    with pytest.raises(NoPlan, match="school 1 has no site in reach"):
        median(near, [1, 1], conditions=Conditions(sites=1))
    with pytest.raises(NoPlan, match="no plan reaches every school"):
        center(near, conditions=Conditions(sites=1))
    assert cover_most(near, [3, 4], conditions=Conditions(sites=1)).value == 3


def test_nobody_to_serve():
    near = pairs([], [[1000, 0]], 5)
    assert cover_all(near).value == 0
    assert cover_most(near, [], conditions=Conditions(sites=1)).value == 0


@pytest.mark.parametrize(
    ("conditions", "error", "message"),
    [
        (Conditions(), ValueError, "say how many sites, or a budget"),
        (Conditions(sites=0), ValueError, "sites: is 0"),
        (Conditions(sites=1, fixed=(9,)), ValueError, "fixed: position 0 is 9"),
        (Conditions(sites=1, fixed=(0,), forbidden=(0,)), NoPlan, "both fixed and forbidden"),
        (Conditions(sites=1, fixed=(0, 1)), NoPlan, "2 sites are fixed"),
        (Conditions(budget=5), ValueError, "price: a budget needs"),
        (Conditions(budget=np.nan, price=np.ones(2)), ValueError, "budget: is nan"),
        (Conditions(budget=5, price=np.array([1, -1.0])), ValueError, "price: position 1 is -1"),
        (Conditions(budget=5, price=np.ones(3)), ValueError, "price: has shape"),
        (Conditions(budget=0.5, price=np.ones(2), fixed=(1,)), NoPlan, "more than the budget"),
        (Conditions(sites=1, fair=np.array([0.5])), ValueError, "fair and groups go together"),
        (Conditions(sites=1, fair=np.array([1.5]), groups=np.zeros(2, int)), ValueError, "fair: position 0 is 1.5"),
        (Conditions(sites=1, fair=np.array([0.5]), groups=np.array([0, 1])), ValueError, "groups: position 1 is 1"),
        (Conditions(sites=1, fair=np.array([1.0]), groups=np.zeros(2, int)), NoPlan, "fair share"),
    ],
)
def test_conditions_name_what_is_wrong(conditions, error, message):
    near = pairs([[0, 0], [50_000, 0]], [[1000, 0], [51_000, 0]], 5)
    with pytest.raises(error, match=message):
        cover_most(near, [1, 1], conditions=conditions)


def test_demand_must_fit():
    near = pairs([[0, 0], [50_000, 0]], [[1000, 0], [51_000, 0]], 5)
    for plan in (cover_most, median):
        with pytest.raises(ValueError, match="demand: position 1 is nan"):
            plan(near, [1, np.nan], conditions=Conditions(sites=1))
        with pytest.raises(ValueError, match="demand: has 1 entries"):
            plan(near, [1], conditions=Conditions(sites=1))
    with pytest.raises(ValueError, match="fair: shares are for cover_most"):
        median(near, [1, 1], conditions=Conditions(sites=1, fair=np.array([0.5]), groups=np.zeros(2, int)))


@pytest.mark.parametrize("seed", range(4))
def test_center_keeps_to_fixed_and_forbidden_sites_and_to_a_budget(seed):
    origins, sites, _ = a_town(seed=seed)
    km, near = distances(origins, sites), pairs(origins, sites, 100)
    price = np.random.default_rng(seed).integers(1, 5, len(sites)).astype(float)
    kept = [c for c in subsets(9, 4) if 2 in c and 5 not in c and c and price[c].sum() <= 9 + price[2]]
    best = min(km[:, c].min(axis=1).max() for c in kept)
    conditions = Conditions(sites=4, budget=9 + price[2], price=price, fixed=(2,), forbidden=(5,))
    found = center(near, conditions=conditions)
    assert (found.value, found.gap) == (pytest.approx(best), 0)
    assert km[:, found.chosen].min(axis=1).max() == pytest.approx(best)
    assert found.chosen.tolist() in kept


def test_center_of_many_schools_is_the_best_of_every_two_sites():
    origins, _, _ = a_town(schools=520)
    km = distances(origins, origins)
    best = min(np.minimum(km[:, [one]], km).max(axis=0).min() for one in range(len(km)))
    found = center(pairs(origins, origins, 60), conditions=Conditions(sites=2), seconds=60)
    assert (found.value, found.gap) == (pytest.approx(best), 0)


def test_center_that_is_stopped_keeps_a_plan_and_a_bound_below_it():
    origins, _, _ = a_town(schools=520)
    found = center(pairs(origins, origins, 60), conditions=Conditions(sites=5), on_progress=lambda *_: False)
    assert found.status == "stopped"
    assert 0 <= found.bound < found.value
    assert distances(origins, origins)[:, found.chosen].min(axis=1).max() == pytest.approx(found.value)
