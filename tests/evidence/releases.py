"""Made-up releases of varied shape and sparsity, for the tests and the benchmark of disclosure control."""

from __future__ import annotations

import numpy as np

from maypole.evidence.disclosure import Edition, Ratio, Subset, Table, build, flat, levels, sums_of, table_of_lines

SHAPES = ("one_way", "two_way", "three_way", "hierarchy", "crossing", "linked", "subsets", "contributors", "later")


def generated_model(seed):
    """Return (shape, model) of one generated release; the same seed gives the same release."""
    random = np.random.default_rng(seed)
    shape = SHAPES[seed % len(SHAPES)]
    return shape, MAKERS[shape](random)


def _counts(random, dimensions):
    """Return totals over counts that are sparse or crowded, small or large, by lot."""
    shape = tuple(len(d.codes) for d in dimensions)
    mean = random.choice([1.0, 3.0, 8.0, 30.0])
    counts = random.negative_binomial(random.choice([0.5, 1.0, 3.0]), 1 / (1 + mean), shape)
    counts[random.random(shape) < random.choice([0.0, 0.2, 0.6])] = 0
    return sums_of(dimensions, counts)


def _flat(random, name, most=5):
    return flat(name, [f"{name[0]}{i}" for i in range(random.integers(2, most + 1))])


def _table(random, dimensions, name="table", measure="children", **more):
    return Table(name, measure, tuple(dimensions), _counts(random, dimensions), **more)


def one_way(random):
    return build([_table(random, [_flat(random, "area", 9)])])


def two_way(random):
    return build([_table(random, [_flat(random, "area", 6), _flat(random, "stage")])])


def three_way(random):
    return build([_table(random, [_flat(random, "area", 4), _flat(random, "stage", 4), _flat(random, "form", 3)])])


def _places(random):
    """Return schools < districts < partnerships and counties (which cut across each other) < the whole."""
    districts = [f"d{i}" for i in range(random.integers(3, 7))]
    schools = {f"s{i}": random.choice(districts) for i in range(random.integers(4, 11))}
    schools |= {f"t{i}": d for i, d in enumerate(districts)}
    county = {d: f"c{i % 2}" for i, d in enumerate(districts)}
    partnership = {d: f"p{i // 2}" for i, d in enumerate(districts)}
    return schools, county, partnership


def hierarchy(random):
    schools, county, _ = _places(random)
    return build([_table(random, [levels("area", [schools, county]), _flat(random, "stage", 3)])])


def crossing(random):
    _, county, partnership = _places(random)
    return build([_table(random, [levels("area", [county, partnership]), _flat(random, "stage", 3)])])


def linked(random):
    districts = [f"d{i}" for i in range(4)]
    county, partnership = (
        {d: f"c{i // 2}" for i, d in enumerate(districts)},
        {d: f"p{i % 2}" for i, d in enumerate(districts)},
    )
    area = levels("area", [county, partnership])
    stage, form, need = _flat(random, "stage", 2), _flat(random, "form", 3), _flat(random, "need", 2)
    size = (len(county), len(stage.codes) - 1, len(form.codes) - 1, len(need.codes) - 1)
    counts = random.negative_binomial(0.6, 1 / (1 + random.choice([0.5, 2.0, 6.0])), size)
    return build([
        _margin("by stage and form", counts, area, [stage, form], (3,)),
        _margin("by stage and need", counts, area, [stage, need], (2,)),
        _margin("by form", counts, area, [form], (1, 3)),
    ])  # fmt: skip


def _margin(name, counts, area, others, away):
    inside = counts.sum(axis=away)
    values = np.zeros((len(area.codes), *(len(d.codes) for d in others)), dtype=np.int64)
    values[tuple(slice(0, n) for n in inside.shape)] = inside
    return Table(name, "children", (area, *others), sums_of((area, *others), values))


def subsets(random):
    dimensions = (_flat(random, "area", 5), _flat(random, "stage", 3))
    children = _counts(random, dimensions)
    inner = tuple(slice(0, -1) for _ in dimensions)
    send, visits = np.zeros_like(children), np.zeros_like(children)
    send[inner] = random.binomial(children[inner], random.choice([0.1, 0.5, 0.9]))
    visits[inner] = children[inner] + random.poisson(3, children[inner].shape) * (children[inner] > 0)
    return build(
        [
            Table("children", "children", dimensions, children),
            Table("send", "send", dimensions, sums_of(dimensions, send)),
            Table("visits", "visits", dimensions, sums_of(dimensions, visits), children=False),
        ],
        subsets=[Subset("send", "children", complement=True), Subset("children", "visits")],
        companions=[("children", "visits")],
        ratios=[Ratio("share with send", "send", "children"), Ratio("visits a child", "visits", "children")],
    )


def contributors(random):
    dimensions = (_flat(random, "area", 4), _flat(random, "stage", 3))
    lines = int(random.integers(5, 60))
    places = [random.choice(d.codes[:-1], lines).tolist() for d in dimensions]
    return build([
        table_of_lines(
            "children", "children", dimensions, places, random.negative_binomial(1, 0.1, lines),
            organisations=random.choice([f"o{i}" for i in range(8)], lines).tolist(),
            schools=random.choice([f"s{i}" for i in range(12)], lines).tolist(),
        )
    ])  # fmt: skip


def later(random):
    """Return a second edition that adds a district to one already out, which was protected by itself."""
    from maypole.evidence.disclosure import Unprotectable, protect

    stage = _flat(random, "stage", 3)
    count = int(random.integers(3, 6))
    area = flat("area", [f"d{i}" for i in range(count)])
    first = _table(random, [area, stage])
    try:
        withheld = protect(build([first])).tables["table"] < 0
    except Unprotectable:
        withheld = np.ones(first.values.shape, dtype=bool)
    more = flat("area", [f"d{i}" for i in range(count + 1)])
    values = np.zeros((count + 2, len(stage.codes)), dtype=np.int64)
    values[:count] = first.values[:count]
    values[count, :-1] = random.negative_binomial(1, 0.2, len(stage.codes) - 1)
    second = Table("table", "children", (more, stage), sums_of((more, stage), values))
    return build([second], earlier=[Edition("first", (first,), {"table": withheld})])


MAKERS = {name: globals()[name] for name in SHAPES}
