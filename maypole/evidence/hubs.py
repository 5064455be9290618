"""Hubs of schools for peer learning: bounded in size, compact, and each in one piece."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from scipy.spatial import Delaunay, QhullError

from maypole.evidence.arguments import FloatArray, IntArray, numbers, points, whole
from maypole.evidence.flow import NoFlow, least_cost_flow

__all__ = ["Hubs", "NoHubs", "form_hubs"]

ROUNDS, NEAREST_CENTRES, ATTEMPTS = 30, 12, 3


class NoHubs(Exception):
    """No number of hubs of these sizes holds exactly these schools."""


@dataclass(frozen=True)
class Hubs:
    """Which hub each school belongs to.

    hub          (schools,)   0 to number of hubs - 1
    centres      (hubs, 2)    metres on the British grid
    spread_km    (hubs,)      mean distance of a hub's schools from its centre
    in_one_piece (hubs,)      whether neighbours alone lead from any school of the hub to any other
    """

    hub: IntArray
    centres: FloatArray
    spread_km: FloatArray
    in_one_piece: np.ndarray[tuple[int], np.dtype[np.bool_]]


def form_hubs(
    places: ArrayLike,
    smallest: int,
    largest: int,
    *,
    hubs: int | None = None,
    neighbours: ArrayLike | None = None,
    seed: int = 0,
) -> Hubs:
    """Group schools into hubs of bounded size, as compact as can be found, each in one piece where that can be had.

    places              (schools, 2)   metres on the British grid
    smallest, largest   schools in a hub
    hubs                how many; the fewest that fit when None
    neighbours          (pairs, 2)     schools that count as neighbours; nearest in the plane (Delaunay) when None
    seed                the same seed gives the same hubs

    Sizes are certain, compactness is a local best, and ``in_one_piece`` says where a hub is not.
    Raises NoHubs where sizes cannot hold the schools.
    Source: balanced k-means by least-cost flow (Bradley, Bennett & Demiriz 2000).
    """
    at = points(places, "places")
    number = _number_of_hubs(len(at), smallest, largest, hubs)
    links = _links(at, neighbours)
    best: Hubs | None = None
    for attempt in range(ATTEMPTS):
        random = np.random.default_rng(seed + attempt)
        hub = _mend(at, links, _settle(at, _spread_out(at, number, random), smallest, largest), smallest, largest)
        found = _described(at, links, hub, number)
        if best is None or _worth(found) > _worth(best):
            best = found
    assert best is not None
    return best


def _number_of_hubs(schools: int, smallest: int, largest: int, hubs: int | None) -> int:
    if not 1 <= smallest <= largest:
        raise ValueError(f"smallest, largest: {smallest} and {largest} are not sizes in order, 1 or more")
    if schools == 0:
        raise NoHubs("there are no schools to group")
    least, most = -(-schools // largest), schools // smallest
    if least > most:
        raise NoHubs(f"{schools} schools cannot be split into hubs of {smallest} to {largest}")
    if hubs is not None and not least <= hubs <= most:
        raise NoHubs(f"{schools} schools make {least} to {most} hubs of {smallest} to {largest}, not {hubs}")
    return least if hubs is None else hubs


def _links(at: FloatArray, neighbours: ArrayLike | None) -> sparse.csr_array:
    count = len(at)
    if neighbours is not None:
        given = np.asarray(neighbours, dtype=float)
        if given.size and (given.ndim != 2 or given.shape[1] != 2):
            raise ValueError(f"neighbours: has shape {given.shape}, not (pairs, 2)")
        pairs = whole(numbers(given.reshape(-1, 2), "neighbours", dimensions=2), "neighbours")
        wrong = np.flatnonzero((pairs < 0).any(axis=1) | (pairs >= count).any(axis=1))
        if len(wrong):
            raise ValueError(f"neighbours: position {wrong[0]} names a school that is not there")
    else:
        pairs = _nearest_in_the_plane(at)
    ones = np.ones(len(pairs))
    return sparse.csr_array((ones, (pairs[:, 0], pairs[:, 1])), shape=(count, count))


def _nearest_in_the_plane(at: FloatArray) -> IntArray:
    order = np.lexsort((at[:, 1], at[:, 0]))
    chain = np.stack([order[:-1], order[1:]], axis=1)
    spots, spot_of = np.unique(at, axis=0, return_inverse=True)
    spot_of = spot_of.reshape(-1)
    try:
        corners = Delaunay(spots).simplices
    except (QhullError, ValueError):
        return chain
    first = np.unique(spot_of, return_index=True)[1]
    pairs = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]])
    together = np.stack([first[spot_of], np.arange(len(at))], axis=1)
    return np.concatenate([first[pairs], together[together[:, 0] != together[:, 1]]])


def _spread_out(at: FloatArray, number: int, random: np.random.Generator) -> FloatArray:
    """Return first centres far from one another (k-means++)."""
    centres = [at[random.integers(len(at))]]
    for _ in range(number - 1):
        away = np.min([((at - c) ** 2).sum(axis=1) for c in centres], axis=0)
        total = away.sum()
        centres.append(at[random.choice(len(at), p=away / total) if total > 0 else random.integers(len(at))])
    return np.array(centres)


def _settle(at: FloatArray, centres: FloatArray, smallest: int, largest: int) -> IntArray:
    """Assign schools to centres within the sizes, move the centres, and again until nothing changes."""
    hub = np.full(len(at), -1)
    for _ in range(ROUNDS):
        again = assign(at, centres, smallest, largest)
        if (again == hub).all():
            break
        hub = again
        centres = np.array([at[hub == h].mean(axis=0) for h in range(len(centres))])
    return hub


def assign(at: FloatArray, centres: FloatArray, smallest: int, largest: int) -> IntArray:
    """Return each school's hub so that squared distances add up to least and every size is within bounds."""
    for near in (min(NEAREST_CENTRES, len(centres)), len(centres)):
        try:
            return _assign_near(at, centres, smallest, largest, near)
        except NoFlow:
            if near == len(centres):
                raise
    raise NoFlow("no flow meets every bound")


def _assign_near(at: FloatArray, centres: FloatArray, smallest: int, largest: int, near: int) -> IntArray:
    """Assign schools to one of their nearest centres."""
    schools, number = len(at), len(centres)
    square = ((at[:, None] - centres[None]) ** 2).sum(axis=2)
    hub = np.argsort(square, axis=1, kind="stable")[:, :near]
    cost = np.rint(np.take_along_axis(square, hub, 1) / max(square.max(), 1.0) * 1e7).astype(np.int64).ravel()
    sink = schools + number
    supply = np.concatenate([np.ones(schools), np.full(number, -smallest), [smallest * number - schools]]).astype(
        np.int64
    )
    flow = least_cost_flow(
        np.concatenate([np.repeat(np.arange(schools), near), np.arange(schools, sink)]),
        np.concatenate([schools + hub.ravel(), np.full(number, sink)]),
        np.concatenate([np.ones(hub.size, dtype=np.int64), np.full(number, largest - smallest)]),
        np.concatenate([cost, np.zeros(number, dtype=np.int64)]), supply,
    )  # fmt: skip
    return np.asarray(hub[np.arange(schools), flow[: hub.size].reshape(schools, near).argmax(axis=1)])


def _mend(at: FloatArray, links: sparse.csr_array, hub: IntArray, smallest: int, largest: int) -> IntArray:
    """Move schools that are cut off from their hub to a neighbouring one, where the sizes allow it."""
    hub = hub.copy()
    both = sparse.csr_array(links + links.T)
    for _ in range(ROUNDS):
        moved = False
        for school in _cut_off(both, hub):
            near = np.unique(hub[both.indices[both.indptr[school] : both.indptr[school + 1]]])
            sizes = np.bincount(hub)
            near = near[(near != hub[school]) & (sizes[near] < largest)]
            if len(near) and sizes[hub[school]] > smallest:
                away = [((at[hub == h].mean(axis=0) - at[school]) ** 2).sum() for h in near]
                hub[school] = near[int(np.argmin(away))]
                moved = True
        if not moved:
            break
    return hub


def _cut_off(both: sparse.csr_array, hub: IntArray) -> IntArray:
    """Return schools outside the largest piece of their hub."""
    coo = sparse.coo_array(both)
    same = hub[coo.row] == hub[coo.col]
    inside = sparse.csr_array((np.ones(same.sum()), (coo.row[same], coo.col[same])), shape=both.shape)
    piece = connected_components(inside, directed=False)[1]
    size = np.bincount(piece)[piece]
    largest = np.zeros(hub.max() + 1)
    np.maximum.at(largest, hub, size)
    main = np.full(hub.max() + 1, -1)
    for school in np.flatnonzero(size == largest[hub])[::-1]:
        main[hub[school]] = piece[school]
    return np.flatnonzero(piece != main[hub])


def _described(at: FloatArray, links: sparse.csr_array, hub: IntArray, number: int) -> Hubs:
    centres = np.array([at[hub == h].mean(axis=0) for h in range(number)])
    away = np.hypot(*(at - centres[hub]).T) / 1000
    spread = np.bincount(hub, weights=away, minlength=number) / np.bincount(hub, minlength=number)
    whole = np.ones(number, dtype=bool)
    whole[hub[_cut_off(sparse.csr_array(links + links.T), hub)]] = False
    return Hubs(hub, centres, spread, whole)


def _worth(hubs: Hubs) -> tuple[int, float]:
    return int(hubs.in_one_piece.sum()), -float(hubs.spread_km.mean())
