"""Opinion groups: planted ones are found, places are those of a full decomposition, the silhouette of its definition."""

import numpy as np
import pytest

from maypole.evidence.opinion import TooFewVoters, opinion_groups
from maypole.evidence.opinion.clusters import k_means, same_groups, silhouette
from maypole.evidence.opinion.groups import places


def planted(voters=120, statements=30, groups=3, unseen=0.2, seed=1):
    random = np.random.default_rng(seed)
    belongs = np.arange(voters) % groups
    lean = random.choice([-1.0, 1.0], (groups, statements))
    votes = np.where(
        random.random((voters, statements)) < 0.85, lean[belongs], random.choice([-1.0, 0.0, 1.0], (voters, statements))
    )
    votes[random.random(votes.shape) < unseen] = np.nan
    return votes, belongs


@pytest.mark.parametrize("groups", [2, 3])
def test_planted_groups_are_found(groups):
    votes, belongs = planted(groups=groups)
    found = opinion_groups(votes, seed=4)
    assert same_groups(found.group, belongs) > 0.95
    assert found.stability > 0.8
    assert found.agree.shape == (groups, 30)


def test_many_voters_go_through_base_clusters():
    votes, belongs = planted(voters=2400)
    assert same_groups(opinion_groups(votes, seed=4, draws=2).group, belongs) > 0.95


@pytest.mark.parametrize(("voters", "statements"), [(40, 12), (12, 40)])
def test_places_are_those_of_a_full_decomposition(voters, statements):
    votes, _ = planted(voters, statements)
    means = np.nanmean(votes, axis=0)
    centred = np.where(np.isnan(votes), means, votes) - means
    _, _, right = np.linalg.svd(centred)
    scale = np.sqrt(statements / (~np.isnan(votes)).sum(axis=1))
    expected = centred @ right[:2].T * scale[:, None]
    found = places(votes)
    for d in range(2):
        assert abs(found[:, d]) == pytest.approx(abs(expected[:, d]), abs=1e-9)


def test_the_silhouette_is_its_definition():
    random = np.random.default_rng(2)
    at, group = random.normal(size=(30, 2)), np.arange(30) % 3
    scores = []
    for i in range(30):
        away = np.hypot(*(at - at[i]).T)
        inside = away[(group == group[i]) & (np.arange(30) != i)].mean()
        outside = min(away[group == g].mean() for g in range(3) if g != group[i])
        scores.append((outside - inside) / max(inside, outside))
    assert silhouette(at, np.ones(30), group) == pytest.approx(np.mean(scores))
    assert silhouette(at, np.ones(30), np.zeros(30, dtype=int)) == -1


def test_consensus_is_high_only_where_every_group_agrees():
    votes, belongs = planted(unseen=0)
    votes[:, 0] = 1
    votes[:, 1] = np.where(belongs == 0, -1, 1)
    found = opinion_groups(votes, seed=1)
    assert found.consensus.argmax() == 0
    sizes = np.bincount(found.group)
    assert found.consensus[0] == pytest.approx(np.prod((sizes + 1) / (sizes + 2)))
    assert found.consensus[1] < 0.05


def test_groups_under_five_are_not_shown():
    votes, _ = planted(voters=60, groups=2, unseen=0)
    votes[:3] = -votes[:3] * np.where(np.arange(30) % 2, 1, -1) * 1.0
    found = opinion_groups(votes, seed=1)
    sizes = np.bincount(found.group[found.group >= 0])
    assert (sizes >= 5).all()


def test_order_does_not_matter_and_alike_is_alike():
    votes, belongs = planted()
    order = np.random.default_rng(0).permutation(len(votes))
    assert same_groups(opinion_groups(votes[order], seed=1).group, opinion_groups(votes, seed=1).group[order]) == 1
    assert same_groups(belongs, (belongs + 1) % 3) == 1
    assert same_groups(np.zeros(5, dtype=int), np.zeros(5, dtype=int)) == 1


def test_k_means_with_weights_is_k_means_of_copies():
    at = np.array([[0.0, 0], [1, 0], [10, 0], [11, 0], [12, 0]])
    group = k_means(at, np.array([1.0, 5, 1, 1, 1]), 2, np.random.default_rng(0))
    assert group.tolist() == [0, 0, 1, 1, 1]


@pytest.mark.parametrize(
    ("votes", "message"),
    [
        (np.ones((20, 1)), "votes: has shape"),
        (np.full((20, 3), 2.0), r"votes: position \(0, 0\) is 2"),
        (np.full((20, 3), np.inf), r"votes: position \(0, 0\) is inf"),
        (np.ones((9, 3)), "votes: 9 voters"),
        (np.ones((20, 3)), "votes: all vote alike"),
        (np.full((20, 3), np.nan), "votes: all vote alike"),
        (np.zeros((0, 3)), "votes: 0 voters"),
    ],
)
def test_opinion_names_what_is_wrong(votes, message):
    with pytest.raises(ValueError, match=message):
        opinion_groups(votes, seed=0)


def test_one_dissenter_is_no_group():
    votes = np.ones((20, 4))
    votes[0, 0] = -1
    with pytest.raises(TooFewVoters, match="no two groups"):
        opinion_groups(votes, seed=0)
