"""Inequality: closed forms, published examples, weights as repeated rows, and intervals against the bootstrap."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maypole.evidence.equity import (
    NothingToShare,
    atkinson,
    bootstrap,
    concentration_index,
    gini,
    palma,
    rii,
    sii,
    theil,
)

SPREADS = (gini, theil, atkinson, palma)
GRADIENTS = (concentration_index, sii, rii)
amounts = st.lists(st.floats(0.01, 1e4), min_size=11, max_size=40)


def skewed(n=400, seed=3):
    random = np.random.default_rng(seed)
    return random.lognormal(0, 0.8, n), random.integers(1, 400, n).astype(float), random.integers(1, 11, n)


@pytest.mark.parametrize("n", [2, 3, 10, 101])
def test_gini_of_one_to_n(n):
    assert gini(np.arange(1, n + 1)).value == pytest.approx((n - 1) / (3 * n))


def test_one_of_n_has_everything():
    values = np.r_[np.zeros(19), 1.0]
    assert gini(values).value == pytest.approx(19 / 20)
    assert theil(values).value == pytest.approx(np.log(20))
    assert atkinson(values, aversion=1.5).value == 1
    with pytest.raises(NothingToShare, match="four tenths"):
        palma(values)


def test_all_alike_is_zero():
    values = np.full(20, 7.0)
    for index in (gini, theil, atkinson):
        found = index(values)
        assert (found.value, found.se) == (pytest.approx(0, abs=1e-12), pytest.approx(0, abs=1e-12))
    assert palma(values).value == pytest.approx(0.25)
    assert concentration_index(values, np.arange(20)).value == pytest.approx(0, abs=1e-12)


def test_theil_of_mexican_states_in_1940_as_inequality_prints_it():
    """PySAL inequality, doctest of Theil: 0.20894344 for income per head in 1940."""
    incomes = [
        10384, 22361, 9573, 3758, 2934, 8578, 8537, 6909, 17816, 12132, 4359, 2181, 4414, 5309, 3408, 3327,
        6936, 4836, 9073, 1892, 3569, 11016, 21965, 4372, 4840, 6399, 2459, 7508, 3605, 5203, 7990, 3734,
    ]  # fmt: skip
    assert theil(incomes).value == pytest.approx(0.20894344, abs=5e-9)


@pytest.mark.parametrize("index", SPREADS)
@settings(max_examples=25, deadline=None)
@given(amounts, st.floats(0.1, 50))
def test_units_do_not_matter(index, values, factor):
    assert index(np.array(values) * factor).value == pytest.approx(index(values).value, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("index", SPREADS)
@settings(max_examples=25, deadline=None)
@given(amounts, st.randoms(use_true_random=False))
def test_order_does_not_matter(index, values, random):
    shuffled = values.copy()
    random.shuffle(shuffled)
    assert index(shuffled).value == pytest.approx(index(values).value, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("index", SPREADS)
def test_a_weight_of_two_is_two_rows(index):
    values, _, _ = skewed(60)
    weights = np.random.default_rng(1).integers(1, 4, 60)
    assert index(values, weights).value == pytest.approx(index(np.repeat(values, weights)).value)


@pytest.mark.parametrize("index", GRADIENTS)
def test_a_weight_of_two_is_two_rows_along_deprivation(index):
    values, _, deciles = skewed(60)
    weights = np.random.default_rng(1).integers(1, 4, 60)
    doubled = index(np.repeat(values, weights), np.repeat(deciles, weights)).value
    assert index(values, deciles, weights).value == pytest.approx(doubled)


def test_giving_to_the_poorest_lowers_inequality():
    values, weights, _ = skewed()
    fairer = values.copy()
    fairer[np.argmin(values)] += 0.1
    for index in (gini, theil, atkinson):
        assert index(fairer, weights).value < index(values, weights).value


def test_ties_share_their_mid_rank():
    """Two deciles: the line joins their means, and their mid-ranks are a quarter and three quarters."""
    found = sii([1.0, 3, 2, 10, 12, 14], [1, 1, 1, 2, 2, 2])
    assert found.value == pytest.approx((12 - 2) / 0.5)


def test_signs_are_said_in_words():
    values = np.linspace(5, 1, 20)
    assert concentration_index(values, np.arange(20)).in_words.startswith("negative: reached pupils are in the more")
    assert sii(values[::-1], np.arange(20)).in_words.startswith("positive")
    assert rii(np.ones(20), np.arange(20)).in_words.startswith("zero")


@pytest.mark.parametrize("index", SPREADS)
def test_standard_errors_agree_with_the_bootstrap(index):
    values, weights, _ = skewed(2000)
    found, check = index(values, weights), bootstrap(index, values, weights, draws=400, seed=4)
    assert found.se == pytest.approx(check.se, rel=0.12)
    assert found.low == pytest.approx(check.low, abs=2 * check.se)


@pytest.mark.parametrize("index", GRADIENTS)
def test_standard_errors_of_gradients_agree_with_the_bootstrap(index):
    values, weights, deciles = skewed(2000)
    check = bootstrap(lambda v, w: index(v, deciles, w), values, weights, draws=400, seed=4)
    assert index(values, deciles, weights).se == pytest.approx(check.se, rel=0.12)


def test_clusters_widen_the_interval_as_their_bootstrap_does():
    random = np.random.default_rng(8)
    districts = np.repeat(np.arange(60), 20)
    values = np.exp(random.normal(0, 0.5, 60)[districts] + random.normal(0, 0.3, 1200))
    alone, together = gini(values), gini(values, clusters=districts)
    assert together.se > 2 * alone.se
    assert together.se == pytest.approx(bootstrap(gini, values, clusters=districts, draws=400, seed=1).se, rel=0.15)
    assert (together.n, together.clusters) == (1200, 60)


def test_intervals_cover_what_they_should():
    random = np.random.default_rng(5)
    truth = 0.5  # of an exponential
    hits = 0
    for _ in range(200):
        found = gini(random.exponential(1, 300))
        hits += found.low <= truth <= found.high
    assert 180 <= hits <= 199


def test_no_interval_for_few():
    few = gini(np.arange(1, 10))
    assert (few.se, few.low, few.high) == (None, None, None)
    assert few.why_not == "no interval: 9 rows, and at least 10 are needed"
    clustered = gini(np.arange(1, 30), clusters=np.arange(29) % 7)
    assert clustered.why_not == "no interval: 7 clusters, and at least 8 are needed"
    assert bootstrap(gini, np.arange(1, 10), seed=1).why_not == few.why_not


@pytest.mark.parametrize("index", [gini, theil, atkinson, palma])
@pytest.mark.parametrize(
    ("values", "weights", "message"),
    [
        ([1, np.nan], None, "values: position 1 is nan"),
        ([1, -2], None, "values: position 1 is -2"),
        ([np.inf, 1], None, "values: position 0 is inf"),
        ([], None, "values: nobody is left"),
        ([1, 2], [0, 0], "values: nobody is left"),
        ([1, 2], [1], "weights: has 1 entries, but there are 2 values"),
        ([1, 2], [1, -1], "weights: position 1 is -1"),
        ([0, 0], None, "values: all are 0"),
        ([[1, 2]], None, "values: has 2 dimensions"),
    ],
)
def test_spreads_name_what_is_wrong(index, values, weights, message):
    with pytest.raises(ValueError, match=message):
        index(values, weights)


@pytest.mark.parametrize("index", GRADIENTS)
def test_gradients_name_what_is_wrong(index):
    with pytest.raises(ValueError, match="deprivation: has 1 entries"):
        index([1, 2], [1])
    with pytest.raises(ValueError, match="deprivation: position 1 is nan"):
        index([1, 2], [1, np.nan])
    with pytest.raises(ValueError, match="values: nobody is left"):
        index([], [])


def test_gradients_without_a_slope_or_anything_to_share():
    with pytest.raises(ValueError, match="same deprivation"):
        sii([1, 2, 3], [4, 4, 4])
    with pytest.raises(NothingToShare):
        rii([0, 0], [1, 2])
    with pytest.raises(ValueError, match="aversion: is 0"):
        atkinson([1, 2], aversion=0)
    with pytest.raises(ValueError, match="draws: is 1"):
        bootstrap(gini, [1, 2], draws=1, seed=0)


def test_one_row_and_two_alike():
    assert gini([5.0]).value == pytest.approx(0)
    assert gini([5.0, 5.0]).value == pytest.approx(0)
