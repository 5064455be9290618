"""Hubs, matching, flow and rounding: sizes and sums that must hold, and the best found by trying everything."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maypole.evidence.disclosure import round_to
from maypole.evidence.flow import NoFlow, feasible_flow, least_cost_flow
from maypole.evidence.hubs import NoHubs, assign, form_hubs
from maypole.evidence.matching import match_best, match_stable


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(6, 60), st.integers(2, 5), st.integers(0, 4))
def test_hubs_keep_to_their_sizes_and_hold_every_school(seed, schools, smallest, more):
    places = np.random.default_rng(seed).uniform(0, 30_000, (schools, 2))
    try:
        found = form_hubs(places, smallest, smallest + more)
    except NoHubs:
        assert -(-schools // (smallest + more)) > schools // smallest
        return
    sizes = np.bincount(found.hub)
    assert sizes.sum() == schools
    assert sizes.min() >= smallest
    assert sizes.max() <= smallest + more


def test_planted_hubs_are_found_in_one_piece():
    random = np.random.default_rng(1)
    centres = np.array([[0, 0], [40_000, 0], [0, 40_000], [40_000, 40_000]])
    places = np.concatenate([c + random.normal(0, 1500, (6, 2)) for c in centres])
    found = form_hubs(places, 5, 7, hubs=4)
    assert len({tuple(sorted(np.flatnonzero(found.hub == h) // 6)) for h in range(4)}) == 4
    assert all(len(set(np.flatnonzero(found.hub == h) // 6)) == 1 for h in range(4))
    assert found.in_one_piece.all()
    assert (found.spread_km < 4).all()


def test_assignment_is_the_cheapest_of_all():
    random = np.random.default_rng(2)
    at, centres = random.uniform(0, 1000, (7, 2)), random.uniform(0, 1000, (3, 2))
    square = ((at[:, None] - centres[None]) ** 2).sum(axis=2)
    fit = (h for h in itertools.product(range(3), repeat=7) if set(np.bincount(h, minlength=3)) <= {2, 3})
    best = min(sum(square[i, j] for i, j in enumerate(h)) for h in fit)
    found = assign(at, centres, 2, 3)
    assert square[np.arange(7), found].sum() == pytest.approx(best, rel=1e-6)


def test_places_on_a_line_or_in_one_spot_still_make_hubs():
    for places in (np.stack([np.arange(9) * 1000.0, np.zeros(9)], axis=1), np.full((9, 2), 5000.0)):
        assert np.bincount(form_hubs(places, 3, 3).hub).tolist() == [3, 3, 3]


def test_given_neighbours_decide_what_is_one_piece():
    places = np.array([[0, 0], [1000, 0], [2000, 0], [3000, 0]])
    found = form_hubs(places, 2, 2, neighbours=[[0, 3], [1, 2]])
    assert not found.in_one_piece.all() or found.hub[0] == found.hub[3]
    with pytest.raises(ValueError, match="neighbours: position 0 names a school"):
        form_hubs(places, 2, 2, neighbours=[[0, 9]])


@pytest.mark.parametrize(
    ("places", "sizes", "more", "error", "message"),
    [
        ([], (2, 3), {}, NoHubs, "no schools"),
        ([[0, 0]] * 5, (3, 4), {}, NoHubs, "5 schools cannot be split into hubs of 3 to 4"),
        ([[0, 0]] * 6, (2, 3), {"hubs": 7}, NoHubs, "not 7"),
        ([[0, 0]] * 6, (4, 3), {}, ValueError, "smallest, largest"),
        ([[0, np.nan]], (1, 1), {}, ValueError, r"places: position \(0, 1\) is nan"),
        ([[0.1, 51.5], [0.2, 51.6]], (1, 2), {}, ValueError, "looks like degrees"),
    ],
)
def test_hubs_name_what_is_wrong(places, sizes, more, error, message):
    with pytest.raises(error, match=message):
        form_hubs(places, *sizes, **more)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 12), st.integers(1, 5))
def test_stable_matchings_have_no_blocking_pair(seed, applicants, places):
    random = np.random.default_rng(seed)
    wishes = [random.permutation(places)[: random.integers(0, places + 1)].tolist() for _ in range(applicants)]
    rooms = random.integers(0, 4, places).tolist()
    priorities = [{int(a): float(random.integers(0, 3)) for a in range(applicants)} for _ in range(places)]
    found = match_stable(wishes, rooms, priorities=priorities, seed=3)
    assert found.blocking_pairs == 0
    assert (np.bincount(found.place[found.place >= 0], minlength=places) <= rooms).all()
    assert set(found.unmatched) == set(np.flatnonzero(found.place < 0))
    assert found.blocking_pairs == blocking_pairs_counted_again(wishes, rooms, priorities, found)


def blocking_pairs_counted_again(wishes, rooms, priorities, found):
    def better(j, a, b):
        return (priorities[j][a], -found.lottery[a]) > (priorities[j][b], -found.lottery[b])

    count = 0
    for a, wanted in enumerate(wishes):
        for j in wanted:
            if found.place[a] == j:
                break
            holders = [b for b in range(len(wishes)) if found.place[b] == j]
            count += len(holders) < rooms[j] or (rooms[j] > 0 and any(better(j, a, b) for b in holders))
    return count


def test_gale_and_shapleys_own_example():
    """Their first example (1962): three men and three women; the men's best stable matching gives each his first choice."""
    found = match_stable([[0, 1, 2], [1, 2, 0], [2, 0, 1]], [1, 1, 1], seed=0)
    assert found.place.tolist() == [0, 1, 2]


def test_the_lottery_is_recorded_and_repeats():
    wishes, rooms = [[0]] * 6, [2]
    first, again, other = (match_stable(wishes, rooms, seed=s) for s in (5, 5, 6))
    assert (first.place == again.place).all()
    assert set(np.flatnonzero(first.place == 0)) == set(np.argsort(first.lottery)[:2])
    assert set(first.unmatched.values()) == {"every place named was full"}
    assert other.lottery.tolist() != first.lottery.tolist()
    assert match_stable([[]], [1], seed=0).unmatched == {0: "named no place"}


@pytest.mark.parametrize("seed", range(8))
def test_the_best_matching_is_the_best_of_all(seed):
    random = np.random.default_rng(seed)
    scores = random.integers(0, 9, (4, 3)) * (random.random((4, 3)) < 0.7)
    rooms = [1, 2, 1]
    a, p = np.nonzero(scores)
    found = match_best(a, p, scores[a, p], rooms, number=4)
    fitting = (
        c for c in itertools.product([-1, 0, 1, 2], repeat=4)
        if all(c.count(j) <= rooms[j] for j in range(3)) and all(j < 0 or scores[i, j] for i, j in enumerate(c))
    )  # fmt: skip
    best = max(sum(scores[i, j] for i, j in enumerate(c) if j >= 0) for c in fitting)
    assert sum(scores[i, j] for i, j in enumerate(found.place) if j >= 0) == best


def test_the_best_matching_says_who_is_left_out_and_what_it_cost():
    found = match_best([0, 0, 1, 2], [0, 1, 0, 1], [5, 4, 4, 1.0], [1, 1], number=4)
    assert found.place.tolist() == [1, 0, -1, -1]
    assert found.unmatched == {2: "others score higher", 3: "named no place"}
    assert found.blocking_pairs == 1
    assert match_best([], [], [], [1], number=1).place.tolist() == [-1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([0], [0], [np.nan], [1]), "scores: position 0 is nan"),
        (([0], [0], [-1], [1]), "scores: position 0 is -1"),
        (([0], [5], [1], [1]), "places: position 0 is 5"),
        (([7], [0], [1], [1]), "applicants: position 0 is 7"),
        (([0, 0], [0, 0], [1, 2], [1]), "applicants: position 1 gives a pair for the second time"),
        (([0, 1], [0], [1], [1]), "scores: 1 scores for 2"),
    ],
)
def test_best_matching_names_what_is_wrong(arguments, message):
    with pytest.raises(ValueError, match=message):
        match_best(*arguments, number=3)


@pytest.mark.parametrize(
    ("wishes", "rooms", "priorities", "message"),
    [
        ([[0, 0]], [1], None, "preferences: position 0 names a place twice"),
        ([[3]], [1], None, "preferences: position 0 names place 3"),
        ([[0]], [-1], None, "capacities: position 0 is -1"),
        ([[0]], [1], [], "priorities: has 0 entries"),
        ([[0]], [1], [{0: np.nan}], "priorities: position 0: applicant 0"),
    ],
)
def test_stable_matching_names_what_is_wrong(wishes, rooms, priorities, message):
    with pytest.raises(ValueError, match=message):
        match_stable(wishes, rooms, priorities=priorities, seed=0)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 12), st.integers(1, 9), st.sampled_from([2, 3, 5, 10]))
def test_rounded_tables_add_up_and_stay_close(seed, rows, columns, base):
    table = np.random.default_rng(seed).integers(0, 30, (rows, columns))
    found = round_to(table, base)
    whole = np.zeros_like(found)
    whole[:-1, :-1], whole[-1, :-1], whole[:-1, -1], whole[-1, -1] = table, table.sum(0), table.sum(1), table.sum()
    assert (found % base == 0).all()
    assert (abs(found - whole) < base).all()
    assert (found[whole % base == 0] == whole[whole % base == 0]).all()
    assert (found[:-1].sum(axis=0) == found[-1]).all()
    assert (found[:, :-1].sum(axis=1) == found[:, -1]).all()


def test_one_row_and_what_cannot_be_rounded():
    assert round_to([3, 4, 8], 5)[-1] == 15
    assert round_to([0, 5, 10], 5).tolist() == [0, 5, 10, 15]
    for table, message in (
        ([[[1]]], "one or two dimensions"),
        ([], "not empty"),
        ([1.5], "position \\(0,\\) is 1.5"),
        ([-1], "is -1"),
    ):
        with pytest.raises(ValueError, match=message):
            round_to(table)
    with pytest.raises(ValueError, match="base: is 1"):
        round_to([1], 1)


def test_flows_that_cannot_be_are_refused():
    one = np.array([1])
    with pytest.raises(NoFlow):
        least_cost_flow(np.array([0]), one, one, one, np.array([2, -2]))
    with pytest.raises(NoFlow):
        feasible_flow(np.array([0, 1]), np.array([1, 0]), np.array([2, 0]), np.array([3, 1]), 2)
