"""Bad input: every public function has a stated answer or a named error for it, and no warning of numpy's."""

import importlib
import inspect
import pathlib
import re

import numpy as np
import pytest

from maypole.evidence import access, disclosure, effects, equity, hotspots, hubs, matching, opinion, siting
from maypole.evidence.siting import Conditions, NoPlan

ROOMS = ("access", "equity", "hotspots", "siting", "hubs", "matching", "disclosure", "effects", "opinion")
NAN, INF = float("nan"), float("inf")
HERE, DEGREES = [[450_000, 340_000], [460_000, 340_000]], [[-1.15, 52.95], [-1.2, 53.0]]
NEAR = access.pairs(HERE, [[455_000, 340_000], [450_000, 341_000]], 6)
NOTHING, NOBODY_NEAR = access.pairs([], [], 5), access.pairs(HERE, [[1000, 1000]], 5)
ONE, SITES, STAGES = Conditions(sites=1), [[1.0, 2.0]], [[1, 2], [3, 4]]
AREA = disclosure.flat("area", ["North", "South"])
ROW = disclosure.Table("children", "children", (AREA,), np.array([10, 20, 30]))
ZEROS = disclosure.build([disclosure.Table("t", "t", (AREA,), np.zeros(3))])
NUMBERS = {
    "NaN": ([NAN, 1], "position 0 is nan, not a finite number"),
    "infinite": ([1, INF], "position 1 is inf, not a finite number"),
    "negative": ([1, -1], "position 1 is -1, not a finite number of 0 or more"),
    "shapes": ([1], "has 1 entries, but there are 2"),
    "huge": ([1e308, 1], "position 0 is 1e\\+308, not a finite number"),
}
POINTS = {
    "NaN": ([[NAN, 1], [1, 1]], r"position \(0, 0\) is nan, not a finite number"),
    "infinite": ([[1, 1], [1, INF]], r"position \(1, 1\) is inf, not a finite number"),
    "shapes": ([[1, 2, 3]], r"has shape \(1, 3\), not \(n, 2\)"),
    "degrees": (DEGREES, "position 0 looks like degrees"),
}
CASES = []


def refused(function, kind, call, message, error=ValueError):
    CASES.append(pytest.param(call, error, message, id=f"{function}-{kind}"))


def answered(function, kind, call, answer):
    CASES.append(pytest.param(call, None, answer, id=f"{function}-{kind}"))


def refuse_each(function, argument, call, kinds, of=NUMBERS):
    for kind in kinds.split():
        bad, message = of[kind]
        refused(function, f"{kind} {argument}", lambda bad=bad: call(bad), f"{argument}: {message}")


refuse_each("pairs", "origins", lambda bad: access.pairs(bad, HERE, 5), "NaN infinite shapes degrees", POINTS)
refuse_each("pairs", "sites", lambda bad: access.pairs(HERE, bad, 5), "NaN infinite shapes degrees", POINTS)
answered("pairs", "empty", lambda: len(NOTHING), 0)
answered("pairs", "one row", lambda: len(access.pairs(HERE[:1], HERE, 5)), 1)
refused("pairs", "negative", lambda: access.pairs(HERE, HERE, -1), "max_km: is -1")
refuse_each("nearest", "origins", lambda bad: access.nearest(bad, HERE, 1), "NaN infinite shapes degrees", POINTS)
answered("nearest", "empty", lambda: access.nearest(HERE, [], 1)[0], [[-1], [-1]])
answered("nearest", "no reach", lambda: access.nearest(HERE, [], 1)[1], [[INF], [INF]])
refuse_each("count", "radii", lambda bad: access.count(NEAR, bad), "NaN infinite negative")
answered("count", "empty", lambda: access.count(NOTHING, [5]).shape, (0, 1))
answered("count", "no reach", lambda: access.count(NOBODY_NEAR, [5]), [[0], [0]])
for what in ("demand", "supply"):
    every = "NaN infinite negative shapes huge"
    refuse_each(
        "fca",
        what,
        lambda bad, w=what: access.fca(NEAR, **{"demand": [1, 1], "supply": [1, 1], w: bad}, kind="2sfca"),
        every,
    )
    refuse_each(
        "raam",
        what,
        lambda bad, w=what: access.raam(NEAR, **{"demand": [1, 1], "supply": [1, 1], w: bad}, tau=5),
        every,
    )
answered("fca", "zero totals", lambda: access.fca(NEAR, [0, 0], [1, 1], kind="2sfca"), [0, 0])
answered("fca", "no reach", lambda: access.fca(NOBODY_NEAR, [1, 1], [1], kind="2sfca"), [0, 0])
answered("fca", "empty", lambda: access.fca(NOTHING, [], [], kind="2sfca"), [])
refused("fca", "NaN decay", lambda: access.fca(NEAR, [1, 1], [1, 1], decay=access.Gaussian(NAN)), "width: is nan")
refused(
    "fca",
    "limits",
    lambda: access.fca(NEAR, [1, 1], [1, 1], decay=access.Step((5, 3), (1, 1))),
    "limits: position 1 is 3",
)
answered("raam", "zero demand", lambda: access.raam(NEAR, [0, 0], [1, 1], 5).flow, [0, 0, 0])
answered("raam", "zero supply", lambda: access.raam(NEAR, [1, 1], [0, 0], 5).cost, [INF, INF])
answered("raam", "no reach", lambda: access.raam(NOBODY_NEAR, [1, 1], [1], 5).cost, [INF, INF])
answered("raam", "empty", lambda: access.raam(NOTHING, [], [], 5).cost, [])


def travel(minutes=(1, 2), schools=("a", "b"), sites=("x",)):
    return access.pairs_from_table(["a", "b"], ["x", "x"], minutes, schools=schools, sites=sites, engine="r5 7.1")


answered("pairs_from_table", "NaN", lambda: travel([NAN, 2]).unreachable, 1)
answered("pairs_from_table", "infinite", lambda: travel([1, INF]).unreachable, 1)
refused("pairs_from_table", "negative", lambda: travel([1, -1]), "minutes: position 1 is -1")
refused("pairs_from_table", "shapes", lambda: travel([1]), "minutes: has 1 entries")
refused("pairs_from_table", "twice", lambda: travel(schools=("a", "a")), "schools: position 1: a is there twice")
answered("pairs_from_table", "empty", lambda: travel(schools=(), sites=()).unknown_rows, [0, 1])

for index in (equity.gini, equity.theil, equity.palma, equity.atkinson):
    name = index.__name__
    refuse_each(name, "values", index, "NaN infinite negative huge")
    refuse_each(name, "weights", lambda bad, i=index: i([1, 2], bad), "NaN infinite negative shapes huge")
    refused(name, "empty", lambda i=index: i([]), "nobody is left")
    refused(name, "zero totals", lambda i=index: i([0, 0]), "all are 0", equity.NothingToShare)
    refused(name, "zero weights", lambda i=index: i([1, 2], [0, 0]), "nobody is left")
    answered(name, "equal", lambda i=index: round(i([3.0] * 4).value, 9), 0.25 if name == "palma" else 0)
    answered(name, "one row", lambda i=index: i([3.0]).why_not, "no interval: 1 rows, and at least 10 are needed")
refused("atkinson", "aversion", lambda: equity.atkinson([1, 2], aversion=NAN), "aversion: is nan")
answered("atkinson", "great aversion", lambda: 0.99 < equity.atkinson([1e-3, 2e3] * 10, aversion=400).value < 1, True)
for slope in (equity.concentration_index, equity.sii, equity.rii):
    name = slope.__name__
    refuse_each(name, "values", lambda bad, s=slope: s(bad, [1, 2]), "NaN infinite huge")
    refuse_each(name, "deprivation", lambda bad, s=slope: s([1, 2], bad), "NaN infinite shapes huge")
    refused(name, "empty", lambda s=slope: s([], []), "nobody is left")
answered("concentration_index", "equal", lambda: equity.concentration_index([1, 2], [3, 3]).value, 0)
refused("sii", "equal", lambda: equity.sii([1, 2], [3, 3]), "every row has the same deprivation")
refused("rii", "equal", lambda: equity.rii([1, 2], [3, 3]), "every row has the same deprivation")
refused("rii", "zero totals", lambda: equity.rii([0, 0], [1, 2]), "all are 0", equity.NothingToShare)
refuse_each("bootstrap", "values", lambda bad: equity.bootstrap(equity.gini, bad, seed=1), "NaN infinite negative")
refused("bootstrap", "empty", lambda: equity.bootstrap(equity.gini, [], seed=1), "nobody is left")
refused("bootstrap", "draws", lambda: equity.bootstrap(equity.gini, [1, 2], draws=1, seed=1), "draws: is 1")

refuse_each("local_moran", "values", lambda bad: hotspots.local_moran(bad, HERE, 1), "NaN infinite huge")
refuse_each(
    "local_moran", "places", lambda bad: hotspots.local_moran([1, 2], bad, 1), "NaN infinite shapes degrees", POINTS
)
refused("local_moran", "equal", lambda: hotspots.local_moran([3, 3], HERE, 1), "values: all are equal")
refused("local_moran", "empty", lambda: hotspots.local_moran([], [], 1), "k: is 1")
refused("local_moran", "one row", lambda: hotspots.local_moran([1], HERE[:1], 1), "k: is 1, not between 1 and 0")
refuse_each(
    "plain_rule",
    "deprivation",
    lambda bad: hotspots.plain_rule(NEAR, bad, fewer_than=1, within=5),
    "NaN infinite negative shapes",
)
refused(
    "plain_rule", "NaN within", lambda: hotspots.plain_rule(NEAR, [1, 1], fewer_than=1, within=NAN), "within: is nan"
)
answered(
    "plain_rule", "no reach", lambda: hotspots.plain_rule(NOBODY_NEAR, [1, 9], fewer_than=1, within=5), [True, False]
)
answered("plain_rule", "empty", lambda: hotspots.plain_rule(NOTHING, [], fewer_than=1, within=5), [])

for choose in (siting.cover_most, siting.median):
    name = choose.__name__
    refuse_each(name, "demand", lambda bad, c=choose: c(NEAR, bad, conditions=ONE), "NaN infinite negative shapes huge")
    answered(name, "zero totals", lambda c=choose: c(NEAR, [0, 0], conditions=ONE).value, 0)
    answered(name, "empty", lambda c=choose: c(NOTHING, [], conditions=ONE).value, 0)
    refused(name, "no limits", lambda c=choose: c(NEAR, [1, 1], conditions=Conditions()), "say how many sites")
for choose in (siting.cover_all, siting.center):
    name = choose.__name__
    refused(
        name,
        "NaN price",
        lambda c=choose: c(NEAR, conditions=Conditions(sites=1, price=[NAN, 1])),
        "price: position 0 is nan",
    )
    refused(name, "shapes", lambda c=choose: c(NEAR, conditions=Conditions(sites=1, price=[1])), "price: has shape")
    refused(
        name, "fixed", lambda c=choose: c(NEAR, conditions=Conditions(sites=1, fixed=(9,))), "fixed: position 0 is 9"
    )
    refused(name, "no reach", lambda c=choose: c(NOBODY_NEAR, conditions=ONE), "no plan|school 0 has no site", NoPlan)
    answered(name, "empty", lambda c=choose: c(NOTHING, conditions=ONE).value, 0)
    answered(name, "one row", lambda c=choose: c(access.pairs(HERE[:1], HERE, 5), conditions=ONE).chosen, [0])
answered("cover_most", "no reach", lambda: siting.cover_most(NOBODY_NEAR, [1, 1], conditions=ONE).value, 0)
refused(
    "median",
    "no reach",
    lambda: siting.median(NOBODY_NEAR, [1, 1], conditions=ONE),
    "school 0 has no site in reach",
    NoPlan,
)
refused(
    "cover_most",
    "groups",
    lambda: siting.cover_most(NEAR, [1, 1], conditions=Conditions(sites=1, fair=[0.1], groups=[0, 0.5])),
    "groups: position 1 is 0.5",
)

refuse_each("form_hubs", "places", lambda bad: hubs.form_hubs(bad, 1, 2), "NaN infinite shapes degrees", POINTS)
refused("form_hubs", "empty", lambda: hubs.form_hubs([], 1, 2), "there are no schools", hubs.NoHubs)
answered("form_hubs", "one row", lambda: hubs.form_hubs(HERE[:1], 1, 2).hub, [0])
answered("form_hubs", "equal", lambda: len(set(hubs.form_hubs([[5, 5]] * 4, 2, 2).hub)), 2)
refused(
    "form_hubs",
    "NaN neighbours",
    lambda: hubs.form_hubs(HERE, 1, 2, neighbours=[[0, NAN]]),
    r"neighbours: position \(0, 1\) is nan",
)
refused("form_hubs", "no plan", lambda: hubs.form_hubs(HERE, 3, 4), "cannot be split", hubs.NoHubs)


def best(applicants=(0, 1), places=(0, 0), scores=(1, 2), capacities=(1,)):
    return matching.match_best(applicants, places, scores, capacities, number=2)


refuse_each("match_best", "scores", lambda bad: best(scores=bad), "NaN infinite negative")
refuse_each("match_best", "capacities", lambda bad: best(capacities=bad), "NaN infinite negative")
refused(
    "match_best", "twice", lambda: best(applicants=(0, 0)), "applicants: position 1 gives a pair for the second time"
)
refused("match_best", "parts", lambda: best(capacities=(1.5,)), "capacities: position 0 is 1.5, not a whole number")
refused("match_best", "shapes", lambda: best(scores=(1,)), "scores: 1 scores for 2")
answered("match_best", "zero totals", lambda: best(capacities=(0,)).place, [-1, -1])
answered("match_best", "empty", lambda: best((), (), (), ()).unmatched[0], "named no place")
for room in (NAN, INF, -1):
    refused(
        "match_stable", f"{room}", lambda r=room: matching.match_stable([[0]], [r], seed=1), "capacities: position 0 is"
    )
refused(
    "match_stable",
    "twice",
    lambda: matching.match_stable([[0, 0]], [1], seed=1),
    "preferences: position 0 names a place twice",
)
refused(
    "match_stable",
    "NaN priority",
    lambda: matching.match_stable([[0]], [1], priorities=[{0: NAN}], seed=1),
    "priorities: position 0",
)
answered("match_stable", "empty", lambda: matching.match_stable([], [], seed=1).place, [])

refuse_each("pool", "effects", lambda bad: effects.pool(bad, [1, 1]), "NaN infinite huge")
refuse_each("pool", "variances", lambda bad: effects.pool([1, 2], bad), "NaN infinite negative shapes huge")
refused("pool", "zero", lambda: effects.pool([1, 2], [0, 1]), "variances: position 0 is 0")
answered("pool", "empty", lambda: effects.pool([], []).k, 0)
answered("pool", "equal", lambda: round(effects.pool([0.3] * 3, [1, 2, 3]).value, 12), 0.3)
refuse_each("unpaired", "before", lambda bad: effects.unpaired(bad, [9, 9]), "NaN infinite negative")
refused("unpaired", "zero totals", lambda: effects.unpaired([0, 0], [9, 9]), "before: has 0 answers")
refused("unpaired", "empty", lambda: effects.unpaired([], []), "before: has 0 answers")
refused("unpaired", "shapes", lambda: effects.unpaired([9, 9], [20]), "after: has 1 entries")
refused("change", "NaN", lambda: effects.change([[NAN, 1], [1, 1]]), r"grid: position \(0, 0\) is nan")
refused("change", "infinite", lambda: effects.change([[INF, 1], [1, 1]]), r"grid: position \(0, 0\) is inf")
refused("change", "negative", lambda: effects.change([[1, 1], [1, -1]]), r"grid: position \(1, 1\) is -1")
refused("change", "one column", lambda: effects.change([[1], [1]]), r"grid: has shape \(2, 1\)")
refused("change", "empty", lambda: effects.change(np.zeros((0, 0))), r"grid: has shape \(0, 0\)")
answered("change", "zero totals", lambda: effects.change([[0, 0], [0, 0]]).n_both, 0)
answered("change", "equal", lambda: effects.change([[0, 20], [0, 0]]).d_av, None)

few = opinion.TooFewVoters
refused(
    "opinion_groups",
    "infinite",
    lambda: opinion.opinion_groups([[INF, 1]] * 12, seed=1),
    r"votes: position \(0, 0\) is inf",
)
refused("opinion_groups", "NaN", lambda: opinion.opinion_groups([[NAN, NAN]] * 12, seed=1), "all vote alike", few)
refused("opinion_groups", "equal", lambda: opinion.opinion_groups([[1, 1]] * 12, seed=1), "all vote alike", few)
refused(
    "opinion_groups", "one column", lambda: opinion.opinion_groups([[1]] * 12, seed=1), r"votes: has shape \(12, 1\)"
)
refused("opinion_groups", "one row", lambda: opinion.opinion_groups([[1, 0]], seed=1), "votes: 1 voters", few)
refused("opinion_groups", "empty", lambda: opinion.opinion_groups(np.zeros((0, 3)), seed=1), "votes: 0 voters", few)

for bad in (NAN, INF, -1, 0.5):
    refused("round_to", f"{bad}", lambda b=bad: disclosure.round_to([[1, b]]), r"table: position \(0, 1\) is")
refused("round_to", "empty", lambda: disclosure.round_to([]), "table: has shape")
answered("round_to", "zero totals", lambda: disclosure.round_to([[0, 0]]), [[0, 0, 0], [0, 0, 0]])
answered("round_to", "one row", lambda: disclosure.round_to([[7]]).shape, (2, 2))
refused("flat", "twice", lambda: disclosure.flat("area", ["North", "North"]), "'North' is listed twice")
refused("flat", "empty", lambda: disclosure.flat("area", []), "needs different parts")
refused("levels", "circle", lambda: disclosure.levels("area", [{"a": "b"}, {"b": "a"}]), "circle|different parts")
answered("sums_of", "zero totals", lambda: disclosure.sums_of([AREA], [0, 0, 9]), [0, 0, 0])
refused(
    "build", "negative", lambda: disclosure.Table("t", "t", (AREA,), np.array([1, -1, 0])), r"position \(1,\) is -1"
)
refused("build", "shapes", lambda: disclosure.Table("t", "t", (AREA,), np.array([1])), "values have shape")
refused(
    "build", "sums", lambda: disclosure.build([disclosure.Table("t", "t", (AREA,), np.array([1, 1, 9]))]), "area=all"
)
answered("protect", "zero totals", lambda: list(disclosure.protect(ZEROS).suppressed), [False] * 3)
refused(
    "read_published", "no gaps", lambda: disclosure.read_published([ROW], {}), "nothing is said of table 'children'"
)
answered(
    "audit",
    "nothing withheld",
    lambda: len(disclosure.audit(disclosure.read_published([ROW], {"children": np.zeros(3, dtype=bool)})).findings),
    0,
)
answered(
    "find_primary",
    "zero totals",
    lambda: list(disclosure.find_primary(ZEROS, disclosure.Policy()).small),
    [False] * 3,
)


def lines(amounts, organisations=("o", "p")):
    return disclosure.table_of_lines(
        "t", "t", (AREA,), [["North", "South"]], amounts, organisations=organisations, schools=["s", "s"]
    )


refused("table_of_lines", "NaN", lambda: lines([NAN, 1]), r"amounts: position \(0,\) is nan")
refused("table_of_lines", "negative", lambda: lines([1, -1]), r"amounts: position \(1,\) is -1")
refused("table_of_lines", "shapes", lambda: lines([1, 2], ["o"]), "organisations: 1 given for 2 lines")


@pytest.mark.parametrize(("call", "error", "expected"), CASES)
def test_bad_input_has_an_answer_or_a_named_error(call, error, expected):
    if error is None:
        assert np.array_equal(call(), expected)
        return
    with pytest.raises(error, match=expected):
        call()


def public_functions():
    for room in ROOMS:
        module = importlib.import_module(f"maypole.evidence.{room}")
        yield from (name for name in module.__all__ if inspect.isfunction(getattr(module, name)))


@pytest.mark.parametrize("name", sorted(public_functions()))
def test_every_public_function_is_called_by_a_test_of_what_it_finds(name):
    files = (
        p for p in pathlib.Path(__file__).parent.glob("*.py") if p.stem not in ("test_bad_input", "test_methods_pages")
    )
    assert any(re.search(rf"\b{name}\b", p.read_text()) for p in files)


@pytest.mark.parametrize("name", sorted(public_functions()))
def test_every_public_function_is_among_them(name):
    assert any(case.id.startswith(f"{name}-") for case in CASES)


def test_every_kind_of_bad_input_is_among_them():
    kinds = (
        "NaN",
        "infinite",
        "negative",
        "empty",
        "shapes",
        "twice",
        "degrees",
        "zero",
        "equal",
        "one row",
        "one column",
        "no plan",
        "no reach",
    )
    ids = [case.id for case in CASES]
    assert [kind for kind in kinds if not any(f"-{kind}" in name for name in ids)] == []
