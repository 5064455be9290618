"""The sentence of inequality is right in sign and size on cases whose answer is known."""

import numpy as np
import pytest

from maypole.atlas.columns.reach import Reach
from maypole.atlas.presenters.missing.evenness import evenness
from maypole.atlas.queries.inequality import Inequality, NoInequality, inequality_of
from tests.atlas.planning_cases import made_schools

DECILES = np.repeat(np.arange(1.0, 11), 3)


def school_table(**columns):
    return made_schools(30, seed=1, idaci=DECILES, roll=np.full(30, 100.0), **columns)


def reach(times) -> Reach:
    times = np.asarray(times, dtype=float)
    none = np.zeros(len(times))
    return Reach(times > 0, times, none, none, none.astype(int), none.astype(int), ("",) * len(times))


def test_even_chances_are_zero_and_a_fifth_has_a_fifth():
    found = inequality_of(school_table(), reach(np.full(30, 7)))
    assert found.index.value == pytest.approx(0, abs=1e-12)
    assert found.shares == pytest.approx((0.2, 0.4, 0.6, 0.8))
    said = evenness(found, found)
    assert "had 20 of every 100 chances" in said.heading
    assert said.index == "0.00"


def test_only_the_least_deprived_fifth_is_as_uneven_as_it_can_be():
    found = inequality_of(school_table(), reach(np.where(DECILES >= 9, 50, 0)))
    assert found.index.value == pytest.approx(0.8, abs=1e-9)
    said = evenness(found, NoInequality("Nothing."))
    assert "had 0 of every 100 chances" in said.heading
    assert "less deprived places" in said.lead
    assert said.index == "+0.80"
    assert said.rows[3] == ("First four fifths", "0%", "80%")


def test_turned_round_the_sign_turns_and_so_do_the_words():
    found = inequality_of(school_table(), reach(np.where(DECILES <= 2, 50, 0)))
    assert found.index.value == pytest.approx(-0.8, abs=1e-9)
    assert "more deprived places" in evenness(found, NoInequality("Nothing.")).lead


def test_what_cannot_be_told_from_even_is_not_told():
    times = np.random.default_rng(4).integers(0, 60, 30)
    said = evenness(inequality_of(school_table(), reach(times)), NoInequality("Nothing."))
    assert "cannot be told from even" in said.lead


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [(9, 3, "has become more even"), (3, 9, "has become less even"), (9, 9, "hardly changed")],
)
def test_a_change_is_said_without_a_cause(was, now, words):
    made = {edge: inequality_of(school_table(), reach(np.where(edge <= DECILES, 50, 0))) for edge in (was, now)}
    said = evenness(made[now], made[was]).change
    assert words in said
    assert "we cannot say why" in said


def test_a_change_that_may_be_chance_is_not_called_one():
    rng = np.random.default_rng(5)
    year, next_year = (inequality_of(school_table(), reach(rng.integers(0, 60, 30) + DECILES)) for _ in range(2))
    assert abs(year.index.value - next_year.index.value) > 0.01
    assert "a difference so small may be chance" in evenness(next_year, year).change


def test_a_change_of_sides_is_not_called_level():
    poorer, richer = (
        inequality_of(school_table(), reach(np.where(side, 50, 0))) for side in (DECILES <= 2, DECILES > 8)
    )
    assert "It has turned: then pupils in more deprived places had more" in evenness(richer, poorer).change
    assert "It has turned: then pupils in less deprived places had more" in evenness(poorer, richer).change


@pytest.mark.parametrize(
    ("columns", "times", "words"),
    [
        ({"roll": np.where(np.arange(30) < 2, np.nan, 100.0)}, 5, "The roll of 2 of the schools is not known"),
        ({"idaci": np.full(30, np.nan), "idaci_before": np.full(30, np.nan), "imd": np.full(30, np.nan)}, 5, "No list"),
        ({"idaci": np.full(30, 4.0)}, 5, "equally deprived"),
        ({}, 0, "No accepted return"),
    ],
)
def test_where_nothing_can_be_said_it_says_why(columns, times, words):
    schools = made_schools(30, seed=1, **({"idaci": DECILES, "roll": np.full(30, 100.0)} | columns))
    found = inequality_of(schools, reach(np.full(30, times)))
    assert isinstance(found, NoInequality)
    assert words in found.why
    assert evenness(found, found).why == found.why


def test_pupils_are_weighed():
    rolls = np.where(DECILES <= 5, 300.0, 100.0)
    found = inequality_of(made_schools(30, seed=1, idaci=DECILES, roll=rolls), reach(rolls * 2))
    assert isinstance(found, Inequality)
    assert found.index.value == pytest.approx(0, abs=1e-12)
