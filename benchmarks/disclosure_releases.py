"""Made-up releases of the size of a region and of England: three linked tables over areas that cut across each other."""

import numpy as np

from maypole.evidence.disclosure import Table, flat, levels, sums_of

SHARES = (
    [0.1, 0.3, 0.3, 0.2, 0.1],
    [0.4, 0.25, 0.15, 0.1, 0.07, 0.03],
    [0.8, 0.1, 0.07, 0.03],
    [0.7, 0.15, 0.08, 0.05, 0.02],
    [1 / 3] * 3,
)


def england(districts, seed=0, children=360):
    """Return three tables over districts < partnerships and counties < regions, of so many children a district."""
    random = np.random.default_rng(seed)
    names = [f"d{i}" for i in range(districts)]
    county = {d: f"c{i // 8}" for i, d in enumerate(names)}
    partnership = {d: f"p{(i + 3) // 5 % max(1, districts // 5)}" for i, d in enumerate(names)}
    region = {f"c{i}": f"r{i // 5}" for i in range(-(-districts // 8))}
    area = levels("area", [county, partnership, region])
    breakdowns = [
        flat("stage", "12345"),
        flat("form", "abcdef"),
        flat("need", "abcd"),
        flat("group", "abcde"),
        flat("term", "abc"),
    ]
    size = random.lognormal(0, 1, districts)
    number = districts * children
    columns = [random.choice(districts, number, p=size / size.sum())]
    columns += [random.choice(len(share), number, p=share) for share in SHARES]

    def table(name, *which):
        dimensions = (area, *(breakdowns[i - 1] for i in which))
        values = np.zeros([len(d.codes) for d in dimensions], dtype=np.int64)
        np.add.at(values, (columns[0], *(columns[i] for i in which)), 1)
        return Table(name, "children", dimensions, sums_of(dimensions, values))

    return [table("stage and form", 1, 2), table("stage and need", 1, 3), table("group and term", 4, 5)]
