"""./bench evidence: every bar of the evidence library beside its peer in the same run, answers before times.

python -m benchmarks.evidence [--sizes small] [--only WORD]
"""

import argparse
import sys
import time

import numpy as np
from scipy.spatial import cKDTree

from benchmarks.evidence_lines import Lines, median_seconds, megabytes_of, peer
from maypole.evidence.access import Gaussian, fca, pairs, raam
from maypole.evidence.disclosure import round_to
from maypole.evidence.effects import pool
from maypole.evidence.equity import bootstrap, gini
from maypole.evidence.hotspots import local_moran
from maypole.evidence.opinion import opinion_groups
from maypole.evidence.opinion.clusters import same_groups
from maypole.evidence.siting import Conditions, cover_all, cover_most, median

WIDE = 360_000
ENGLAND = """
import json, time
import numpy as np
from maypole.evidence.access import Gaussian, fca, pairs
random = np.random.default_rng(0)
o, s = random.uniform(0, {wide}, ({n}, 2)), random.uniform(0, {wide}, ({m}, 2))
d, u = random.integers(50, 1500, {n}), random.integers(10, 900, {m})
took = []
for _ in range({times}):
    begun = time.perf_counter()
    near = pairs(o, s, 30)
    fca(near, d, u, decay=Gaussian(10))
    took.append(time.perf_counter() - begun)
result = [sorted(took)[len(took) // 2], len(near)]
"""


def country(schools, sites, seed=0, wide=WIDE):
    random = np.random.default_rng(seed)
    return (
        random.uniform(0, wide, (schools, 2)), random.uniform(0, wide, (sites, 2)),
        random.integers(50, 1500, schools), random.integers(10, 900, sites),
    )  # fmt: skip


def bench_pairs(lines, small):
    n, m = (1500, 600) if small else (6000, 2500)
    origins, sites, _, _ = country(n, m)
    seconds, found = median_seconds(lambda: pairs(origins, sites, 30))
    theirs = peer("pairs", origins=origins, sites=sites, km=30)
    same = (
        None
        if theirs is None
        else int(theirs["number"]) == len(found) and np.isclose(theirs["total"], found.cost.sum() * 1000)
    )
    lines.line(
        f"pairs_{n}x{m}",
        seconds,
        "s",
        peer="PySAL access",
        peer_value=theirs and theirs["seconds"],
        needed=40,
        same=same and bool(same),
    )
    _, mine = megabytes_of(ENGLAND.format(n=n, m=m, wide=WIDE, times=1))
    theirs_mb = theirs and float(theirs["megabytes"])
    lines.line(
        f"pairs_{n}x{m}.memory",
        mine,
        "MB",
        peer="PySAL access",
        peer_value=theirs_mb,
        needed=5,
        same=same and bool(same),
    )


def bench_tree(lines, small):
    n, m = (6000, 2500) if small else (24_000, 10_000)
    origins, sites, _, _ = country(n, m)
    seconds, found = median_seconds(lambda: pairs(origins, sites, 30))
    theirs, _ = median_seconds(lambda: cKDTree(origins).sparse_distance_matrix(cKDTree(sites), 30_000), 1)
    quick, matrix = median_seconds(
        lambda: cKDTree(origins).sparse_distance_matrix(cKDTree(sites), 30_000, output_type="coo_matrix"), 3
    )
    same = matrix.nnz == len(found) and bool(np.isclose(matrix.data.sum(), found.cost.sum() * 1000))
    lines.line(f"pairs_{n}x{m}", seconds, "s", peer="scipy cKDTree", peer_value=theirs, needed=2, same=same)
    lines.line(f"pairs_{n}x{m}.as_triples", seconds, "s", peer="scipy cKDTree, coo_matrix", peer_value=quick, same=same)


def bench_e2sfca(lines, small):
    n, m = (6000, 2500) if small else (24_000, 10_000)
    origins, sites, demand, supply = country(n, m)
    near = pairs(origins, sites, 30)
    seconds, found = median_seconds(lambda: fca(near, demand, supply, decay=Gaussian(10)))
    theirs = peer("e2sfca", demand=demand, supply=supply, row=near.schools, column=near.sites, cost=near.cost, width=10)
    same = theirs and bool(np.allclose(found, theirs["access"], rtol=1e-9, atol=1e-14))
    lines.line(
        f"e2sfca_{n}x{m}",
        seconds,
        "s",
        peer="PySAL access",
        peer_value=theirs and theirs["seconds"],
        needed=50,
        same=same,
    )


def bench_england(lines, small):
    sizes = (
        ((1500, 625), (3000, 1250), (6000, 2500))
        if small
        else ((3000, 1250), (6000, 2500), (12_000, 5000), (24_000, 10_000))
    )
    points = []
    for n, m in sizes:
        (seconds, number), peak = megabytes_of(ENGLAND.format(n=n, m=m, wide=WIDE, times=5))
        points.append((number, seconds))
        last = (n, m) == sizes[-1]
        lines.line(f"england_{n}x{m}", seconds, "s", limit=2.0 if last else None)
        if last:
            lines.line(f"england_{n}x{m}.memory", peak, "MB", limit=400.0)
    exponent = np.polyfit(*np.log(np.array(points)).T, 1)[0]
    lines.line("england.exponent_in_pairs", float(exponent), "", limit=1.15)


def bench_raam(lines, small):
    n, m = (1500, 600) if small else (6000, 2500)
    origins, sites, demand, supply = country(n, m)
    near = pairs(origins, sites, 30)
    seconds, found = median_seconds(lambda: raam(near, demand, supply, tau=30), 3)
    theirs = peer("raam", 1, demand=demand, supply=supply, row=near.schools, column=near.sites, cost=near.cost, tau=30)
    lines.line(
        f"raam_{n}x{m}",
        seconds,
        "s",
        peer="PySAL access, 150 cycles",
        peer_value=theirs and theirs["seconds"],
        needed=10,
    )
    lines.line(f"raam_{n}x{m}.gap", found.gap, "share", limit=1e-3)
    if theirs:
        off = float(np.nanmean(abs(theirs["cost"] / found.cost - 1)))
        lines.line(f"raam_{n}x{m}.peer_off_by", off, "share")


def bench_gini(lines, small):
    n, draws = (3000, 200) if small else (24_000, 1000)
    values = np.random.default_rng(1).lognormal(0, 0.7, n)
    seconds, found = median_seconds(lambda: gini(values))
    begun = time.perf_counter()
    check = bootstrap(gini, values, draws=draws, seed=1)
    took = time.perf_counter() - begun
    off = abs(found.se / check.se - 1)
    lines.line(
        f"gini_interval_{n}",
        seconds,
        "s",
        peer=f"bootstrap x {draws}",
        peer_value=took,
        needed=100,
        same=bool(off < 0.05),
    )
    lines.line(f"gini_interval_{n}.se_off_by", off, "share", limit=0.05)


def bench_moran(lines, small):
    n = 3000 if small else 24_000
    random = np.random.default_rng(2)
    places = random.uniform(0, WIDE, (n, 2))
    values = random.normal(size=n) + 1.5 * np.sin(places[:, 0] / 40_000) * np.cos(places[:, 1] / 40_000)
    seconds, found = median_seconds(lambda: local_moran(values, places, 8))
    theirs = peer("moran", 1, values=values, places=places, k=8, permutations=999)
    finer = theirs and peer("moran", 1, values=values, places=places, k=8, permutations=9999)
    share = None
    if theirs:
        mine, other = np.where(found.p < 0.05, found.quadrant, 0), np.where(finer["p"] < 0.025, finer["quadrant"], 0)
        share = float((mine == other).mean())
    same = share and bool(np.allclose(found.statistic * (n - 1) / n, theirs["statistic"], rtol=1e-6) or share >= 0.985)
    lines.line(
        f"local_moran_{n}",
        seconds,
        "s",
        peer="esda, 999 permutations",
        peer_value=theirs and theirs["seconds"],
        needed=30,
        same=same,
    )
    lines.line(
        f"local_moran_{n}.same_verdict",
        share,
        "share",
        better="higher",
        limit=0.985,
        peer="esda",
        ok=None if share is None else share >= 0.985,
    )


def bench_siting(lines, small):
    n, m = (500, 120) if small else (2000, 500)
    origins, sites, demand, _ = country(n, m, 3, 100_000)
    km = np.hypot(*(origins[:, None] - sites[None]).transpose(2, 0, 1)) / 1000
    near, wide = pairs(origins, sites, 6), 200_000
    reach = 6.0
    compare(lines, f"mclp_{n}x{m}", lambda: cover_most(near, demand, conditions=Conditions(sites=m // 25), seconds=60), 15,
            peer("mclp", 1, km=km, demand=demand, reach=reach, number=m // 25, limit=300))  # fmt: skip
    far = float(km.min(axis=1).max()) + 0.5
    all_near = pairs(origins, sites, far)
    compare(
        lines,
        f"lscp_{n}x{m}",
        lambda: cover_all(all_near, seconds=60),
        30,
        peer("lscp", 1, km=km, demand=demand, reach=far, limit=300),
    )
    a, b = (120, 40) if small else (400, 100)
    origins, sites, demand, _ = country(a, b, 4, 100_000)
    km = np.hypot(*(origins[:, None] - sites[None]).transpose(2, 0, 1)) / 1000
    every = pairs(origins, sites, wide / 1000)
    compare(lines, f"p_median_{a}x{b}", lambda: median(every, demand, conditions=Conditions(sites=b // 10), seconds=60), 20,
            peer("pmedian", 1, km=km, demand=demand, number=b // 10, limit=300))  # fmt: skip


def compare(lines, name, work, needed, theirs):
    seconds, found = median_seconds(work, 3)
    same = theirs and bool(theirs["optimal"]) and bool(np.isclose(found.value, theirs["objective"], rtol=1e-6))
    lines.line(
        name, seconds, "s", peer="spopt with HiGHS", peer_value=theirs and theirs["seconds"], needed=needed, same=same
    )
    lines.line(f"{name}.gap", found.gap, "share", limit=1e-6)


def bench_targets(lines, small):
    """Target choice with a budget and fair shares: an answer with a certified gap within 10 s."""
    origins, sites, demand, _ = country(2000, 500, 3, 100_000)
    random = np.random.default_rng(5)
    conditions = Conditions(
        budget=40.0, price=random.uniform(1, 5, 500), fair=np.full(5, 0.3), groups=random.integers(0, 5, 2000)
    )
    begun = time.perf_counter()
    found = cover_most(pairs(origins, sites, 10), demand, conditions=conditions)
    lines.line("targets_2000x500", time.perf_counter() - begun, "s", limit=10.0)
    lines.line("targets_2000x500.gap", found.gap, "share", limit=0.01)


def bench_rounding(lines, small):
    table = np.random.default_rng(1).integers(0, 60, (200, 100) if small else (1000, 400))
    seconds, _ = median_seconds(lambda: round_to(table), 3)
    lines.line("controlled_rounding", table.size / seconds, "cells/s", better="higher", limit=200_000)


def bench_opinion(lines, small):
    voters, statements = (200, 40) if small else (500, 100)
    random = np.random.default_rng(6)
    belongs = np.arange(voters) % 3
    lean = random.choice([-1.0, 1.0], (3, statements))
    noise = random.choice([-1.0, 0.0, 1.0], (voters, statements))
    votes = np.where(random.random((voters, statements)) < 0.8, lean[belongs], noise)
    votes[random.random(votes.shape) < 0.3] = np.nan
    seconds, found = median_seconds(lambda: opinion_groups(votes, seed=1, draws=0))
    with_stability, _ = median_seconds(lambda: opinion_groups(votes, seed=1), 1)
    theirs = peer("opinion", votes=votes)
    planted = same_groups(found.group, belongs) > 0.95
    same = theirs and bool(
        all(abs(np.corrcoef(found.place[:, d], theirs["places"][:, d])[0, 1]) > 0.99 for d in range(2))
    )
    lines.line(
        f"opinion_{voters}x{statements}",
        seconds,
        "s",
        peer="red-dwarf",
        peer_value=theirs and theirs["seconds"],
        needed=3,
        same=same,
    )
    lines.line(f"opinion_{voters}x{statements}.with_stability", with_stability, "s")
    lines.line(f"opinion_{voters}x{statements}.planted_groups_found", int(planted), "", better="higher", limit=1)


def bench_pooling(lines, small):
    """Pooled figures agree with statsmodels to 1e-8."""
    random = np.random.default_rng(7)
    effects, variances = random.normal(0.2, 0.2, 40), random.uniform(0.01, 0.05, 40)
    seconds, found = median_seconds(lambda: pool(effects, variances, method="dl"))
    theirs = peer("pooling", effects=effects, variances=variances)
    mine = [found.value, found.se, found.tau2, found.low, found.high]
    off = None if theirs is None else float(abs(theirs["figures"] - mine).max())
    lines.line(
        "pooling_40",
        seconds,
        "s",
        peer="statsmodels",
        peer_value=theirs and theirs["seconds"],
        same=None if off is None else off < 1e-8,
    )
    lines.line("pooling_40.off_by", off, "", limit=1e-8)


BENCHES = (bench_pairs, bench_tree, bench_e2sfca, bench_england, bench_raam, bench_gini, bench_moran, bench_siting,
           bench_targets, bench_rounding, bench_opinion, bench_pooling)  # fmt: skip


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", choices=("small", "full"), default="full")
    parser.add_argument("--only", default="", help="run the benches with this word in their names")
    options = parser.parse_args()
    lines = Lines()
    for bench in BENCHES:
        if options.only in bench.__name__:
            bench(lines, options.sizes == "small")
    return 1 if lines.failed else 0


if __name__ == "__main__":
    sys.exit(main())
