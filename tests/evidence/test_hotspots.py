"""Hot spots: moments against every arrangement, verdicts on planted clusters, and the plain rule."""

import itertools

import numpy as np
import pytest

from maypole.evidence.access import pairs
from maypole.evidence.hotspots import local_moran, neighbours, plain_rule, withstands


def test_moments_are_those_of_every_arrangement():
    """With a place's own value held, its neighbours' mean over all choices of k others has these moments."""
    random = np.random.default_rng(2)
    values, places = random.normal(size=8), random.uniform(0, 9000, (8, 2))
    found = local_moran(values, places, k=3)
    z = (values - values.mean()) / values.std()
    for i in range(8):
        others = np.delete(z, i)
        lags = np.array([np.mean(c) for c in itertools.combinations(others, 3)])
        lag = found.statistic[i] / z[i]
        assert found.z[i] == pytest.approx((lag - lags.mean()) / lags.std() * np.sign(z[i]))


def test_neighbours_are_the_nearest_others():
    places = np.random.default_rng(1).uniform(0, 50_000, (60, 2))
    weights = neighbours(places, 5).toarray()
    for i in range(60):
        km = np.hypot(*(places - places[i]).T)
        km[i] = np.inf
        assert set(np.flatnonzero(weights[i])) == set(np.argsort(km)[:5])
    assert weights.sum(axis=1) == pytest.approx(np.ones(60))


def test_places_on_top_of_one_another_are_not_their_own_neighbours():
    weights = neighbours(np.full((6, 2), 5000.0), 3).toarray()
    assert (np.diag(weights) == 0).all()
    assert ((weights > 0).sum(axis=1) == 3).all()


def test_a_planted_cluster_is_found_and_noise_is_not():
    random = np.random.default_rng(3)
    places = random.uniform(0, 100_000, (1500, 2))
    values = random.normal(size=1500)
    assert (local_moran(values, places).verdict > 0).mean() < 0.01
    inside = np.hypot(*(places - 50_000).T) < 12_000
    found = local_moran(values + 3 * inside, places)
    assert (found.verdict[inside] == 1).mean() > 0.6
    assert (found.verdict[~inside] == 1).mean() < 0.03


def test_units_and_order_do_not_matter():
    random = np.random.default_rng(4)
    values, places, order = random.gamma(2, 1, 80), random.uniform(0, 90_000, (80, 2)), random.permutation(80)
    once, again = local_moran(values, places), local_moran(values[order] * 7 + 3, places[order])
    assert again.z == pytest.approx(once.z[order])


def test_benjamini_and_hochbergs_own_example():
    """Their fifteen p-values (1995, section 3.2): four withstand 5 %."""
    p = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.3240,
        0.4262,
        0.5719,
        0.6528,
        0.7590,
        1.0,
    ]
    assert withstands(np.array(p), 0.05).tolist() == [True] * 4 + [False] * 11
    assert not withstands(np.array([0.9, 0.8]), 0.05).any()


@pytest.mark.parametrize(
    ("values", "places", "more", "message"),
    [
        ([1, 1, 1], [[0, 0], [1000, 0], [2000, 0]], {"k": 1}, "values: all are equal"),
        ([1, np.nan, 2], [[0, 0], [1000, 0], [2000, 0]], {"k": 1}, "values: position 1 is nan"),
        ([1, 2, 3], [[0, 0], [1000, 0], [2000, 0]], {"k": 3}, "k: is 3, not between 1 and 2"),
        ([1, 2, 3], [[0, 0], [1000, 0]], {"k": 1}, "places: has 2 entries"),
        ([1, 2, 3], [[0.5, 51.5], [0.1, 52.2], [0.3, 53.1]], {"k": 1}, "looks like degrees"),
        ([1, 2, 3], [[0, 0], [1000, 0], [2000, 0]], {"k": 1, "false_share": 2}, "false_share: is 2"),
        ([], [], {"k": 1}, "k: is 1, not between"),
    ],
)
def test_local_moran_names_what_is_wrong(values, places, more, message):
    with pytest.raises(ValueError, match=message):
        local_moran(values, places, **more)


def test_the_plain_rule():
    near = pairs([[0, 0], [20_000, 0], [40_000, 0]], [[1000, 0], [2000, 0], [21_000, 0]], 30)
    assert plain_rule(near, [1, 2, 3], fewer_than=2, within=5).tolist() == [False, True, True]
    assert plain_rule(near, [1, 4, 3], fewer_than=2, within=5).tolist() == [False, False, True]
    with pytest.raises(ValueError, match="deprivation: has 1 entries"):
        plain_rule(near, [1], fewer_than=2, within=5)
    with pytest.raises(ValueError, match="fewer_than: is 0"):
        plain_rule(near, [1, 2, 3], fewer_than=0, within=5)
