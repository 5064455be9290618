"""Plans equal exhaustive search on small cases, keep to what was asked, and say in words what cannot be."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from maypole.atlas.planning.question import Aim, Impossible, Measure, Over, Question
from maypole.atlas.planning.reasons import reasons
from maypole.atlas.planning.solving import Found, km_to_nearest, search
from maypole.atlas.planning.standing import Standing, pupils_in_need, standing_of
from tests.atlas.planning_cases import made_reach, made_schools, nobody

SMALL = 9


def solved(question, schools, reach, fit=None) -> tuple[Found, Standing]:
    fit = np.ones(len(schools), dtype=bool) if fit is None else fit
    standing = standing_of(question, schools, reach, fit)
    return search(question, schools, standing, seconds=5), standing


def every_choice(question, schools, standing):
    """Yield the hosts of every plan that keeps to the question, by plain loops."""
    fixed = {n for n, urn in enumerate(schools.urn) if urn in question.fixed_in}
    hosts = [n for n, may in enumerate(standing.may_host) if may]
    for number in range(1, question.most + 1):
        for chosen in combinations(hosts, number):
            if fixed <= set(chosen):
                yield chosen


def covered_by(chosen, question, schools, standing):
    found = set(chosen)
    for n in range(len(schools)):
        near = min(np.hypot(*(schools.at[n] - schools.at[host])) for host in chosen) <= question.near_km * 1000
        if question.near_km and near and standing.is_served[n]:
            found.add(n)
    return found


def pupils_of(chosen, question, schools, standing) -> float:
    return sum(standing.weight[n] for n in covered_by(chosen, question, schools, standing))


def worst_of(chosen, schools, standing) -> float:
    served = [n for n, is_served in enumerate(standing.is_served) if is_served]
    return max(min(np.hypot(*(schools.at[n] - schools.at[host])) for host in chosen) for n in served) / 1000


def share_of(chosen, question, schools, standing) -> float:
    covered = covered_by(chosen, question, schools, standing)
    can_be = covered_by(np.flatnonzero(standing.may_host).tolist(), question, schools, standing)
    shares = []
    for group in set(standing.group.tolist()) - {-1}:
        inside = {n for n in range(len(schools)) if standing.group[n] == group}
        if sum(standing.weight[n] for n in inside & can_be) > 0:
            shares.append(sum(standing.weight[n] for n in inside & covered) / sum(standing.weight[n] for n in inside))
    return min(shares)


CASES = [
    Question(Aim.NEED, projects=3),
    Question(Aim.NEED, projects=3, near_km=9.0),
    Question(Aim.NEED, budget_pounds=9_999, project_pounds=5_000, near_km=12.0),
    Question(Aim.NEED, projects=3, fixed_in=(100002,), fixed_out=(100005, 100006), near_km=7.0),
    Question(Aim.NEED, projects=3, measure=Measure.DEPRIVED, near_km=9.0),
]


@pytest.mark.parametrize("question", CASES)
@pytest.mark.parametrize("seed", range(6))
def test_most_pupils_in_need_equals_trying_every_plan(question, seed):
    schools = made_schools(SMALL, seed=seed)
    found, standing = solved(question, schools, made_reach(np.arange(SMALL) == 3))
    best = max(pupils_of(chosen, question, schools, standing) for chosen in every_choice(question, schools, standing))
    assert found.gap == 0
    assert found.value == pytest.approx(best)
    assert pupils_of(found.chosen.tolist(), question, schools, standing) == pytest.approx(best)
    assert found.pupils == pytest.approx(best)


@pytest.mark.parametrize("fixed", [(), (100004,)])
@pytest.mark.parametrize("seed", range(6))
def test_the_shortest_worst_journey_equals_trying_every_plan(fixed, seed):
    schools = made_schools(SMALL, seed=seed)
    question = Question(Aim.JOURNEY, projects=3, fixed_in=fixed, fixed_out=(100001,))
    found, standing = solved(question, schools, made_reach(np.arange(SMALL) == 5))
    best = min(worst_of(chosen, schools, standing) for chosen in every_choice(question, schools, standing))
    assert found.gap == pytest.approx(0, abs=1e-6)
    assert found.value == pytest.approx(best)
    assert worst_of(found.chosen.tolist(), schools, standing) == pytest.approx(best)


@pytest.mark.parametrize("over", list(Over))
@pytest.mark.parametrize("near_km", [0.0, 8.0])
@pytest.mark.parametrize("seed", range(4))
def test_fair_shares_raise_the_least_share_as_far_as_any_plan_does(over, near_km, seed):
    schools = made_schools(SMALL, seed=seed, districts=2)
    question = Question(Aim.FAIR, projects=4, over=over, near_km=near_km)
    found, standing = solved(question, schools, nobody(schools))
    choices = list(every_choice(question, schools, standing))
    best = max(share_of(chosen, question, schools, standing) for chosen in choices)
    assert found.least_share == pytest.approx(best, abs=1e-4)
    assert found.best_share == pytest.approx(best, abs=1e-4)
    as_fair = [one for one in choices if share_of(one, question, schools, standing) >= best - 1e-4]
    most = max(pupils_of(one, question, schools, standing) for one in as_fair)
    assert found.value == pytest.approx(most, rel=1e-4)


def test_distances_are_those_of_a_plain_loop():
    schools = made_schools(40, seed=3)
    plain = [min(np.hypot(*(at - host)) for host in schools.at[:5]) / 1000 for at in schools.at]
    assert km_to_nearest(schools.at, schools.at[:5]) == pytest.approx(plain)


def test_a_school_without_roll_or_meals_weighs_nothing_and_is_never_guessed():
    schools = made_schools(3, seed=1)
    schools = replace(schools, roll=np.array([100.0, np.nan, 100.0]), fsm=np.array([10.0, 10.0, np.nan]))
    assert pupils_in_need(schools, Measure.MEALS).tolist()[0] == 10.0
    assert np.isnan(pupils_in_need(schools, Measure.MEALS)[1:]).all()
    found, standing = solved(Question(Aim.NEED, projects=3), schools, nobody(schools))
    assert found.chosen.tolist() == [0]
    why = reasons(Question(Aim.NEED, projects=3), schools, standing, found, {})
    assert why[1] == why[2] == "Its roll, or how many of its pupils are in need, is not known."


def test_an_unplaced_school_is_in_no_plan_and_says_so():
    schools = made_schools(4, seed=1)
    at = schools.at.copy()
    at[2] = np.nan
    schools = replace(schools, at=at)
    for aim in Aim:
        found, standing = solved(Question(aim, projects=4), schools, nobody(schools))
        assert 2 not in found.chosen
        assert reasons(Question(aim, projects=4), schools, standing, found, {})[2] == "No point is known for it."


def test_every_school_has_a_reason():
    schools, reach = made_schools(20, seed=2), made_reach(np.arange(20) % 4 == 0)
    for question in (
        Question(Aim.NEED, projects=3, near_km=5.0, fixed_out=(100002,)),
        Question(Aim.JOURNEY, projects=3),
        Question(Aim.FAIR, projects=4, fixed_in=(100001,)),
    ):
        found, standing = solved(question, schools, reach)
        said = reasons(question, schools, standing, found, {})
        assert set(said) == set(range(20))
        assert all(said.values())


def test_one_school_is_a_plan():
    schools = made_schools(1, seed=1)
    for aim in Aim:
        found, _ = solved(Question(aim, projects=12), schools, nobody(schools))
        assert found.chosen.tolist() == [0]
        assert found.gap == 0


def test_a_stop_keeps_the_best_so_far():
    schools = made_schools(60, seed=4, districts=6)
    for question in (Question(Aim.JOURNEY, projects=5), Question(Aim.FAIR, projects=6, near_km=4.0)):
        standing = standing_of(question, schools, nobody(schools), np.ones(60, dtype=bool))
        found = search(question, schools, standing, seconds=5, on_progress=lambda *_: False)
        assert 1 <= len(found.chosen) <= question.most
        assert found.gap >= 0


IMPOSSIBLE = [
    ({"projects": 0}, "one project at least"),
    ({}, "one project at least"),
    ({"budget_pounds": 900, "project_pounds": 2500}, "£900 does not pay for one project at £2,500"),
    ({"projects": 3, "capacities": (("a", 0),)}, "can do no project"),
    ({"projects": 3, "fixed_in": (100001,), "fixed_out": (100001,)}, "School 0 is to be both in and out"),
    ({"projects": 1, "fixed_in": (100001, 100002)}, "2 schools are to be in for certain, and there is 1 project"),
    ({"projects": 3, "budget_pounds": 5000, "project_pounds": 5000, "fixed_in": (100001, 100002)}, "money pays for 1"),
    ({"projects": 3, "fixed_in": (999999,)}, "999999 is not an open school"),
    ({"projects": 3, "fixed_in": (100003,)}, "School 2 is to be in, but has no point"),
    ({"projects": 3, "fixed_out": tuple(range(100001, 100006))}, "Nobody is left to plan for"),
]


@pytest.mark.parametrize(("asked", "words"), IMPOSSIBLE)
@pytest.mark.parametrize("aim", list(Aim))
def test_what_cannot_be_is_said_in_words(asked, words, aim):
    schools = made_schools(5, seed=1)
    at = schools.at.copy()
    at[2] = np.nan
    with pytest.raises(Impossible, match=words):
        solved(Question(aim, **asked), replace(schools, at=at), nobody(schools))


def test_nobody_to_plan_for_is_said_in_words():
    schools = made_schools(5, seed=1)
    question = Question(Aim.NEED, projects=2)
    with pytest.raises(Impossible, match="Returns tell of every school"):
        solved(question, schools, made_reach(np.ones(5, dtype=bool)))
    with pytest.raises(Impossible, match="no school that is open"):
        solved(question, schools.take(np.zeros(5, dtype=bool)), made_reach([]))
    with pytest.raises(Impossible, match="has a point on the map"):
        solved(question, replace(schools, at=np.full((5, 2), np.nan)), nobody(schools))
    with pytest.raises(Impossible, match="do we know its roll, so pupils cannot be counted"):
        solved(question, replace(schools, roll=np.full(5, np.nan)), nobody(schools), None)
    with pytest.raises(Impossible, match="do we know both its roll"):
        solved(question, replace(schools, fsm=np.full(5, np.nan)), nobody(schools), None)
    with pytest.raises(Impossible, match="no organisation that you named"):
        solved(question, schools, nobody(schools), np.zeros(5, dtype=bool))


def test_a_question_is_the_same_after_it_was_kept():
    question = Question(
        Aim.FAIR, projects=3, budget_pounds=9, project_pounds=4, measure=Measure.DEPRIVED, over=Over.BOTH, near_km=2.5,
        terms=6, fixed_in=(1,), fixed_out=(2, 3), capacities=(("a", 2),),
    )  # fmt: skip
    assert Question.from_json(question.as_json()) == question
    assert question.most == 2
