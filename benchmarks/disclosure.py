"""./bench disclosure: releases protected and attacked, by number, by size, and beside Tau-Argus.

python -m benchmarks.disclosure [--cases 10000] [--processes 2] [--sizes small] [--only WORD]
"""

import argparse
import os
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor

import numpy as np

from benchmarks.disclosure_releases import england
from benchmarks.evidence_lines import Lines, median_seconds, peer
from benchmarks.evidence_peers import peak_megabytes
from maypole.evidence.disclosure import Policy, Table, Unprotectable, audit, build, find_primary, flat, protect, sums_of
from tests.evidence.releases import SHAPES, generated_model


def one_case(seed):
    """Return (leaking cells, withheld cells, whether it was refused, seconds of one processor) of a generated release."""
    begun = time.process_time()
    try:
        _, model = generated_model(seed)
        protected = protect(model)
    except Unprotectable:
        return 0, 0, 1, time.process_time() - begun
    report = audit(protected.published, knowledge=protected.knowledge)
    return len(report.findings), int(protected.suppressed.sum()), 0, time.process_time() - begun


def bench_cases(lines, options):
    """Generated releases of varied shape and sparsity: none may leak."""
    sums = np.zeros(4)
    with ProcessPoolExecutor(options.processes) as pool:
        for number, found in enumerate(pool.map(one_case, range(options.cases), chunksize=25), 1):
            sums += found
            if found[0]:
                print(f"case {number - 1} leaks", file=sys.stderr, flush=True)
            if number % 250 == 0:
                print(f"{number} of {options.cases}, {sums[0]:.0f} cells leak", file=sys.stderr, flush=True)
    leaks, cells, refused, seconds = sums
    lines.line("leaking_cells", int(leaks), f"cells of {cells:.0f} withheld in {options.cases} cases", limit=0)
    lines.line("refused_releases", int(refused), f"releases of {options.cases} in {len(SHAPES)} shapes")
    lines.line("cases", seconds / max(options.cases, 1), "s of one processor a case")
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    lines.line("cases.memory", megabytes, "MB, the larger process")


def two_way(rows, columns, seed=0):
    random = np.random.default_rng(seed)
    inside = random.negative_binomial(1, 1 / 9, (rows, columns))
    dimensions = (flat("area", [f"a{i}" for i in range(rows)]), flat("stage", [f"k{i}" for i in range(columns)]))
    values = np.zeros((rows + 1, columns + 1), dtype=np.int64)
    values[:-1, :-1] = inside
    return inside, build([Table("table", "children", dimensions, sums_of(dimensions, values))])


def bench_argus(lines, options):
    """Secondary suppression in two dimensions, and what the further attackers cost."""
    shapes = ((60, 10),) if options.sizes == "small" else ((300, 20), (1000, 12))
    for rows, columns in shapes:
        inside, model = two_way(rows, columns)
        seconds, found = median_seconds(lambda model=model: protect(model, only=("stranger",)), 3)
        theirs = peer("argus", 1, table=inside)
        name = f"secondary_{rows}x{columns}"
        lines.line(name, seconds, "s", peer="pytauargus OPT", peer_value=theirs and theirs["seconds"], needed=3)
        mine = int(found.suppressed.sum())
        limit = None if theirs is None else 1.02 * int(theirs["withheld"])
        lines.line(
            f"{name}.withheld",
            mine,
            "cells",
            limit=limit,
            peer="pytauargus OPT",
            peer_value=theirs and int(theirs["withheld"]),
        )
        primary = int(find_primary(model, Policy(), cover=False).small.sum())
        lines.line(f"{name}.small", primary, "cells")
        for names in (("stranger", "reader"), ()):
            label = "reader" if names else "insider"
            lines.line(f"{name}.withheld_from_{label}_too", int(protect(model, only=names).suppressed.sum()), "cells")


def bench_release(lines, options):
    """A release of three linked hierarchical tables, protected and audited."""
    sizes = (
        ((10, "1200", None, None),)
        if options.sizes == "small"
        else ((40, "5000", 20.0, None), (330, "40000", 300.0, 3000.0))
    )
    for districts, name, seconds, megabytes in sizes:
        model = build(england(districts))
        begun, worked = time.perf_counter(), time.process_time()
        last = [begun]

        def tell(done, total, message, last=last, begun=begun):
            if time.perf_counter() - last[0] > 5:
                last[0] = time.perf_counter()
                print(f"{last[0] - begun:.0f} s: {message}: {done} of {total}", file=sys.stderr, flush=True)
            return time.perf_counter() - begun < options.patience

        try:
            protected = protect(model, on_progress=tell)
        except Exception as stopped:
            print(f"{type(stopped).__name__}: {stopped}", file=sys.stderr)
            lines.line(f"release_{name}", time.perf_counter() - begun, "s", limit=seconds, ok=False)
            continue
        lines.line(f"release_{name}", time.perf_counter() - begun, "s", limit=seconds)
        lines.line(f"release_{name}.processor", time.process_time() - worked, "s of one processor")
        lines.line(f"release_{name}.memory", peak_megabytes(), "MB", limit=megabytes)
        lines.line(f"release_{name}.withheld", int(protected.suppressed.sum()), f"cells of {model.size}")


BENCHES = (bench_argus, bench_release, bench_cases)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--processes", type=int, default=os.cpu_count(), help="how many work on the generated cases")
    parser.add_argument("--sizes", choices=("small", "full"), default="full")
    parser.add_argument("--only", default="", help="run the benches with this word in their names")
    parser.add_argument("--patience", type=float, default=1800, help="seconds after which a release is stopped")
    options = parser.parse_args()
    lines = Lines()
    for bench in BENCHES:
        if options.only in bench.__name__:
            bench(lines, options)
    return 1 if lines.failed else 0


if __name__ == "__main__":
    sys.exit(main())
