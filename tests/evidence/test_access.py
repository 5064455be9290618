"""Access: every fast function against loops that anybody can check."""

import highspy
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maypole.evidence.access import (
    Gaussian,
    Gravity,
    NoEquilibrium,
    Pairs,
    Step,
    count,
    fca,
    nearest,
    pairs,
    pairs_from_table,
    raam,
)

from .plain import all_pairs, floating_catchments


def a_country(schools, sites, seed=1, wide=80_000):
    random = np.random.default_rng(seed)
    return (
        random.uniform(0, wide, (schools, 2)).round(),
        random.uniform(0, wide, (sites, 2)).round(),
        random.integers(0, 900, schools),
        random.integers(1, 400, sites),
    )


def as_dict(found):
    return dict(zip(zip(found.schools.tolist(), found.sites.tolist(), strict=True), found.cost.tolist(), strict=True))


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 2**32 - 1), st.integers(1, 60), st.integers(1, 40),
    st.sampled_from([1.0, 7.5, 30.0, 500.0]), st.sampled_from([1.0, 1.3]),
)  # fmt: skip
def test_pairs_are_those_of_a_double_loop(seed, schools, sites, max_km, detour):
    origins, places, _, _ = a_country(schools, sites, seed)
    found = as_dict(pairs(origins, places, max_km, detour))
    expected = all_pairs(origins, places, max_km, detour)
    assert found.keys() == expected.keys()
    assert all(found[k] == pytest.approx(expected[k], rel=1e-12) for k in expected)


def test_the_limit_itself_is_in_reach():
    found = pairs([[0, 0], [0, 0]], [[30_000, 0], [18_000, 24_000], [30_000, 1]], 30)
    assert as_dict(found) == {(0, 0): 30.0, (0, 1): 30.0, (1, 0): 30.0, (1, 1): 30.0}


def test_every_order_of_schools_gives_the_same_pairs():
    origins, places, _, _ = a_country(200, 90)
    order = np.random.default_rng(0).permutation(200)
    straight, shuffled = as_dict(pairs(origins, places, 20)), as_dict(pairs(origins[order], places, 20))
    assert {(int(order[i]), j): km for (i, j), km in shuffled.items()} == straight


@pytest.mark.parametrize(
    ("origins", "sites", "max_km", "detour", "message"),
    [
        ([[0, np.nan]], [[0, 0]], 30, 1, r"origins: position \(0, 1\) is nan"),
        ([[0, 0]], [[np.inf, 0]], 30, 1, r"sites: position \(0, 0\) is inf"),
        ([[-1.15, 52.95]], [[450000, 340000]], 30, 1, "origins: position 0 looks like degrees"),
        ([[1, 2, 3]], [[0, 0]], 30, 1, r"origins: has shape \(1, 3\)"),
        ([[0, 0]], [[0, 0]], 0, 1, "max_km: is 0"),
        ([[0, 0]], [[0, 0]], 30, 0.5, "detour: is 0.5"),
    ],
)
def test_pairs_name_what_is_wrong(origins, sites, max_km, detour, message):
    with pytest.raises(ValueError, match=message):
        pairs(origins, sites, max_km, detour)


def test_nobody_and_nowhere_give_no_pairs():
    assert len(pairs([], [[5000, 5000]], 30)) == 0
    none = pairs([[5000, 5000], [6000, 6000]], [], 30)
    assert none.starts.tolist() == [0, 0, 0]
    assert fca(none, [10, 20], [], decay=Gaussian(5)).tolist() == [0, 0]
    assert nearest([[5000, 5000]], [], 2)[0].tolist() == [[-1, -1]]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 30), st.integers(1, 25), st.integers(1, 6))
def test_nearest_breaks_ties_by_the_lower_index(seed, schools, sites, k):
    random = np.random.default_rng(seed)
    origins, places = random.integers(0, 4, (schools, 2)) * 1000, random.integers(0, 4, (sites, 2)) * 1000
    index, km = nearest(origins, places, k)
    for i, (east, north) in enumerate(origins):
        ranked = sorted((np.hypot(east - e, north - n) / 1000, j) for j, (e, n) in enumerate(places))[:k]
        ranked += [(np.inf, -1)] * (k - len(ranked))
        assert index[i].tolist() == [j for _, j in ranked]
        assert km[i].tolist() == pytest.approx([d for d, _ in ranked])


def test_count_counts_within_each_radius():
    origins, places, _, _ = a_country(40, 30)
    found = count(pairs(origins, places, 40), [40, 10, 25])
    km = np.hypot(*(origins[:, None] - places[None]).transpose(2, 0, 1)) / 1000
    assert (found == np.stack([(km <= r).sum(axis=1) for r in (40, 10, 25)], axis=1)).all()


@pytest.mark.parametrize("kind", ["2sfca", "e2sfca", "3sfca"])
@pytest.mark.parametrize("decay", [Gaussian(8.0), Gravity(1.5), Step((5, 15, 25), (1.0, 0.6, 0.2))])
def test_catchments_are_those_of_three_loops(kind, decay):
    origins, places, pupils, supply = a_country(45, 20)
    found = fca(pairs(origins, places, 30), pupils, supply, decay=None if kind == "2sfca" else decay, kind=kind)
    weigh = (lambda c: 1.0) if kind == "2sfca" else (lambda c: float(decay(np.array([c]))[0]))
    expected = floating_catchments(all_pairs(origins, places, 30), pupils, supply, weigh, kind)
    assert found == pytest.approx(expected, rel=1e-12)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from(["e2sfca", "3sfca"]))
def test_what_is_shared_out_is_what_was_there(seed, kind):
    """Conservation: pupils x access adds up to the supply that some pupil can reach."""
    origins, places, pupils, supply = a_country(60, 25, seed)
    near = pairs(origins, places, 15)
    access = fca(near, pupils, supply, decay=Gaussian(6), kind=kind)
    reached = np.zeros(25, dtype=bool)
    reached[near.sites[pupils[near.schools] > 0]] = True
    assert pupils @ access == pytest.approx(supply[reached].sum(), rel=1e-9)


def test_units_do_not_matter():
    origins, places, pupils, supply = a_country(60, 25)
    near = pairs(origins, places, 15)
    in_metres = Pairs(near.starts, near.sites, near.cost * 1000, near.size, "m")
    once, again = fca(near, pupils, supply, decay=Gaussian(6)), fca(in_metres, pupils, supply, decay=Gaussian(6000))
    assert once == pytest.approx(again, rel=1e-12)
    assert fca(near, pupils, supply * 3, decay=Gaussian(6)) == pytest.approx(once * 3, rel=1e-12)


def test_many_art_forms_in_one_pass():
    origins, places, pupils, supply = a_country(60, 25)
    forms = np.stack([supply, supply[::-1], supply * 0], axis=1)
    together = fca(pairs(origins, places, 15), pupils, forms, decay=Gaussian(6))
    for k in range(3):
        assert together[:, k] == pytest.approx(fca(pairs(origins, places, 15), pupils, forms[:, k], decay=Gaussian(6)))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"demand": [1, -1]}, "demand: position 1 is -1"),
        ({"demand": [1, np.nan]}, "demand: position 1 is nan"),
        ({"demand": [1]}, "demand: has 1 entries, but there are 2 schools"),
        ({"supply": [np.inf]}, "supply: position 0 is inf"),
        ({"supply": [1, 2]}, "supply: has 2 entries, but there are 1 sites"),
        ({"kind": "4sfca"}, "kind: is '4sfca'"),
        ({"decay": None}, "decay: kind 'e2sfca' needs one"),
        ({"decay": lambda c: -c}, "decay: gives the weight"),
        ({"decay": lambda c: c[:1]}, "decay: gives weights of shape"),
        ({"decay": Gaussian(0)}, "width: is 0"),
    ],
)
def test_catchments_name_what_is_wrong(changes, message):
    near = pairs([[0, 0], [1000, 0]], [[3000, 0]], 30)
    arguments = {"demand": [1, 2], "supply": [5], "decay": Gaussian(5)} | changes
    with pytest.raises(ValueError, match=message):
        fca(near, arguments.pop("demand"), arguments.pop("supply"), **arguments)


def test_travel_times_come_with_a_report():
    times = pairs_from_table(
        ["s1", "s1", "s2", "s9", "s2"], ["m", "n", "m", "m", "n"], [12, 40.5, np.inf, 3, 0],
        schools=["s1", "s2", "s3"], sites=["m", "n"], engine="r5 7.3, network 2025-03-01, Tuesday 8:00-9:00",
    )  # fmt: skip
    assert as_dict(times.pairs) == {(0, 0): 12, (0, 1): 40.5, (1, 1): 0}
    assert (times.unknown_rows.tolist(), times.unreachable, times.schools_missing.tolist()) == ([3], 1, [2])
    assert times.pairs.unit == "minutes"
    assert "r5" in times.pairs.engine


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"minutes": [1, -2]}, "minutes: position 1 is -2"),
        ({"destinations": ["m", "m"], "origins": ["a", "a"]}, "minutes: position 1 gives a pair .* second time"),
        ({"schools": ["a", "a"]}, "schools: position 1: a is there twice"),
        ({"engine": " "}, "engine: is blank"),
        ({"minutes": [1]}, "minutes: has 1 entries, but there are 2 origins"),
    ],
)
def test_travel_times_name_what_is_wrong(changes, message):
    table = {"origins": ["a", "b"], "destinations": ["m", "m"], "minutes": [1, 2]} | changes
    ids = {"schools": table.pop("schools", ["a", "b"]), "sites": ["m"], "engine": table.pop("engine", "valhalla 3")}
    with pytest.raises(ValueError, match=message):
        pairs_from_table(**table, **ids)


def beckmann_by_highs(near, pupils, supply, tau):
    """Return the least cost of each school from the convex programme itself, solved as a quadratic one by HiGHS."""
    slope = supply.sum() / pupils.sum() / supply
    size, count_rows = len(near), near.size[0]
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    for k in range(size):
        solver.addVar(0.0, float(pupils[near.schools[k]]))
        solver.changeColCost(k, near.cost[k] / tau)
    for _ in range(near.size[1]):
        solver.addVar(0.0, float(pupils.sum()))
    for i in range(count_rows):
        mine = np.flatnonzero(near.schools == i)
        solver.addRow(float(pupils[i]), float(pupils[i]), len(mine), mine.astype(np.int32), np.ones(len(mine)))
    for j in range(near.size[1]):
        mine = np.append(np.flatnonzero(near.sites == j), size + j)
        solver.addRow(0.0, 0.0, len(mine), mine.astype(np.int32), np.append(np.ones(len(mine) - 1), -1.0))
    total = size + near.size[1]
    hessian = highspy.HighsHessian()
    hessian.dim_, hessian.format_ = total, highspy.HessianFormat.kTriangular
    hessian.start_ = np.concatenate([np.zeros(size), np.arange(near.size[1] + 1)]).astype(np.int32)
    hessian.index_, hessian.value_ = np.arange(size, total, dtype=np.int32), slope
    solver.passHessian(hessian)
    solver.run()
    value = np.asarray(solver.getSolution().col_value)
    crowd = value[size:] * slope
    return np.array(
        [
            (near.cost + 0)[near.schools == i].size and (near.cost / tau + crowd[near.sites])[near.schools == i].min()
            for i in range(count_rows)
        ]
    )


def test_rational_access_is_the_convex_programmes_answer():
    origins, places, pupils, supply = a_country(30, 10, wide=30_000)
    pupils = pupils + 1
    near = pairs(origins, places, 60)
    found = raam(near, pupils, supply, tau=15, tol=1e-6)
    assert found.gap <= 1e-6
    assert found.cost == pytest.approx(beckmann_by_highs(near, pupils, supply, 15), rel=2e-3)
    sent = np.bincount(near.schools, weights=found.flow, minlength=30)
    assert sent == pytest.approx(pupils, rel=1e-9)


def test_rational_access_says_when_it_is_not_there_yet():
    origins, places, pupils, supply = a_country(30, 10, wide=30_000)
    with pytest.raises(NoEquilibrium, match="relative gap"):
        raam(pairs(origins, places, 60), pupils, supply, tau=15, tol=1e-9, most_rounds=1)


def test_rational_access_without_a_site_in_reach_is_infinite():
    near = pairs([[0, 0], [90_000, 0]], [[1000, 0]], 5)
    assert raam(near, [10, 20], [5], tau=10).cost.tolist()[1] == np.inf
    assert np.isfinite(raam(near, [0, 20], [5], tau=10).cost[0])
    with pytest.raises(ValueError, match="tau: is 0"):
        raam(near, [10, 20], [5], tau=0)
