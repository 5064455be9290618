"""Outcomes: identities of the noncentral t, every sign tossed by hand, and pooling against a published example."""

import itertools

import numpy as np
import pytest
from scipy import stats

from maypole.evidence.effects import change, pool, unpaired
from maypole.evidence.effects.grids import exact_p, noncentrality

GRID = np.array([[3, 4, 1], [1, 5, 6], [0, 1, 4]])


def answers(grid):
    before, after = [], []
    for i, j in np.ndindex(*grid.shape):
        before += [i + 1] * int(grid[i, j])
        after += [j + 1] * int(grid[i, j])
    return np.array(before), np.array(after)


def test_the_grid_says_what_the_answers_say():
    before, after = answers(GRID)
    found, t = change(GRID), stats.ttest_rel(after, before)
    assert found.mean.value == pytest.approx((after - before).mean())
    assert found.p == pytest.approx(t.pvalue)
    assert (found.mean.low, found.mean.high) == pytest.approx(tuple(t.confidence_interval()))
    assert found.d_z.value == pytest.approx(t.statistic / np.sqrt(25))
    spread = (before.std(ddof=1) + after.std(ddof=1)) / 2
    assert found.d_av == pytest.approx((after - before).mean() / spread * (1 - 3 / (4 * 24 - 1)))


def test_the_interval_of_d_z_is_where_the_noncentral_t_puts_it():
    found = change(GRID).d_z
    t = found.value * 5
    assert stats.nct.cdf(t, 24, found.low * 5) == pytest.approx(0.975)
    assert stats.nct.cdf(t, 24, found.high * 5) == pytest.approx(0.025)
    assert noncentrality(0.0, 9, 0.5) == pytest.approx(0, abs=1e-8)


def test_exact_p_tosses_every_sign():
    steps = np.array([1.0, 1, 2, -1, 0, 2, 1, 3, -1, 1])
    tosses = [abs(np.dot(s, abs(steps))) for s in itertools.product([1, -1], repeat=10)]
    assert exact_p(steps) == pytest.approx(np.mean(np.array(tosses) >= abs(steps.sum()) - 1e-9))
    small = change(np.array([[3, 4, 1], [1, 2, 3], [0, 0, 1]]))
    before, after = answers(np.array([[3, 4, 1], [1, 2, 3], [0, 0, 1]]))
    assert small.p == exact_p((after - before).astype(float))


def test_missing_answers_bound_the_change():
    found = change(GRID, before_only=[2, 0, 1], after_only=[0, 0, 3])
    assert (found.n_before, found.n_after, found.n_both) == (28, 28, 25)
    before, after = answers(GRID)
    known = (after - before).sum()
    assert found.worst == pytest.approx((known + 2 * 0 + 1 * (1 - 3) + 3 * (3 - 3)) / 31)
    assert found.best == pytest.approx((known + 2 * 2 + 1 * 0 + 3 * (3 - 1)) / 31)
    assert found.worst <= change(GRID).mean.value * 25 / 31 <= found.best


def test_few_pairs_and_equal_changes_say_nothing():
    few = change([[2, 3], [1, 3]])
    assert few.mean.why_not == "nothing is said: 9 complete pairs, and at least 10 are needed"
    assert (few.d_av, few.p, few.mean.low) == (None, None, None)
    same = change([[0, 20], [0, 0]])
    assert same.mean.value == 1
    assert same.mean.why_not == "no interval: everybody's change is the same"
    assert change(np.zeros((3, 3))).n_both == 0


def test_turning_the_scale_round_turns_the_change_round():
    once, round_ = change(GRID), change(GRID[::-1, ::-1])
    assert round_.mean.value == pytest.approx(-once.mean.value)
    assert round_.d_z.low == pytest.approx(-once.d_z.high)
    assert change(GRID, scores=[10, 20, 30]).mean.value == pytest.approx(10 * once.mean.value)


@pytest.mark.parametrize(
    ("grid", "more", "message"),
    [
        ([[1, -1], [0, 2]], {}, r"grid: position \(0, 1\) is -1"),
        ([[1, np.nan], [0, 2]], {}, r"grid: position \(0, 1\) is nan"),
        ([[1, 0.5], [0, 2]], {}, r"grid: position \(0, 1\) is 0.5, not a whole number"),
        ([[1, 2, 3], [0, 2, 1]], {}, r"grid: has shape \(2, 3\)"),
        ([[20, 2], [0, 2]], {"scores": [1]}, "scores: has 1 entries"),
        ([[20, 2], [0, 2]], {"before_only": [1, -1]}, "before_only: position 1 is -1"),
        ([1, 2], {}, "grid: has 1 dimensions"),
    ],
)
def test_change_names_what_is_wrong(grid, more, message):
    with pytest.raises(ValueError, match=message):
        change(grid, **more)


def test_unpaired_rows_show_shares_only():
    found = unpaired([5, 10, 5], [2, 8, 20])
    assert found.before.tolist() == [0.25, 0.5, 0.25]
    assert (found.n_before, found.n_after) == (20, 30)
    assert "not paired" in found.why_not
    with pytest.raises(ValueError, match="after: has 3 answers"):
        unpaired([5, 10], [1, 2])
    with pytest.raises(ValueError, match="after: has 3 entries"):
        unpaired([5, 10], [1, 2, 20])


EFFECTS = np.array([0.028, -0.057, 0.31, 0.08, 0.42, 0.15, -0.02, 0.24])
VARIANCES = np.array([0.01, 0.02, 0.015, 0.03, 0.012, 0.02, 0.025, 0.018])


def restricted_likelihood(tau2):
    w = 1 / (VARIANCES + tau2)
    mean = w @ EFFECTS / w.sum()
    return -0.5 * (np.log(VARIANCES + tau2).sum() + np.log(w.sum()) + w @ (EFFECTS - mean) ** 2)


def test_reml_is_the_top_of_the_restricted_likelihood():
    found = pool(EFFECTS, VARIANCES)
    grid = np.linspace(0, 0.2, 4001)
    best = grid[np.argmax([restricted_likelihood(t) for t in grid])]
    assert found.tau2 == pytest.approx(best, abs=1e-4)


def test_dl_follows_its_formula_by_hand():
    w = 1 / VARIANCES
    mean = sum(w * EFFECTS) / sum(w)
    q = sum(w * (EFFECTS - mean) ** 2)
    tau2 = max((q - 7) / (sum(w) - sum(w**2) / sum(w)), 0)
    found = pool(EFFECTS, VARIANCES, method="dl")
    assert found.tau2 == pytest.approx(tau2)
    ws = 1 / (VARIANCES + tau2)
    value = sum(ws * EFFECTS) / sum(ws)
    se = np.sqrt(sum(ws * (EFFECTS - value) ** 2) / 7 / sum(ws))
    assert (found.value, found.se) == (pytest.approx(value), pytest.approx(se))
    assert found.high - found.value == pytest.approx(stats.t.ppf(0.975, 7) * se)


def test_dl_with_hartung_and_knapp_is_what_statsmodels_says():
    """combine_effects(EFFECTS, VARIANCES, method_re="dl", use_t=True) of statsmodels 0.15.0; ./bench evidence asks it anew."""
    found = pool(EFFECTS, VARIANCES, method="dl")
    said = [0.156025672438, 0.061288800974, 0.014803008266, 0.465407137295, 0.011100687304, 0.300950657573]
    assert [found.value, found.se, found.tau2, found.i2, found.low, found.high] == pytest.approx(said, abs=1e-8)


def test_equal_studies_pool_to_the_t_interval_of_their_mean():
    """With equal variances Hartung and Knapp's interval is the plain t interval of the effects, whatever tau2 is."""
    effects = np.array([0.1, 0.5, 0.3, 0.9, 0.2])
    found = pool(effects, np.full(5, 0.04))
    plain = stats.t.interval(0.95, 4, effects.mean(), effects.std(ddof=1) / np.sqrt(5))
    assert (found.low, found.high) == pytest.approx(plain)
    assert found.expect[0] < found.low


def test_effects_all_alike_have_nothing_between_them():
    found = pool([0.3, 0.3, 0.3], [0.01, 0.02, 0.03])
    assert (found.value, found.tau2, found.se) == (pytest.approx(0.3), 0, pytest.approx(0, abs=1e-12))


def test_two_organisations_say_nothing():
    found = pool([0.1, 0.3], [0.01, 0.02])
    assert (found.value, found.low, found.k) == (None, None, 2)
    assert found.why_not == "nothing is said: 2 organisations, and at least 3 are needed"
    assert pool([], []).k == 0


@pytest.mark.parametrize(
    ("effects", "variances", "more", "message"),
    [
        ([1, np.nan, 2], [1, 1, 1], {}, "effects: position 1 is nan"),
        ([1, 2, 3], [1, 0, 1], {}, "variances: position 1 is 0, not above 0"),
        ([1, 2, 3], [1, 1], {}, "variances: has 2 entries"),
        ([1, 2, 3], [1, 1, 1], {"method": "ml"}, "method: is 'ml'"),
    ],
)
def test_pool_names_what_is_wrong(effects, variances, more, message):
    with pytest.raises(ValueError, match=message):
        pool(effects, variances, **more)
