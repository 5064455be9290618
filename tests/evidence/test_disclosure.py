"""Disclosure control: what is withheld for its own sake, what goes with it, earlier releases, refusals and errors."""

import itertools
import sys

import numpy as np
import pytest

from maypole.evidence.disclosure import (
    WITHHELD,
    Cover,
    Dimension,
    Edition,
    Knowledge,
    Policy,
    Published,
    Ratio,
    Stopped,
    Subset,
    Table,
    Unprotectable,
    audit,
    build,
    find_primary,
    flat,
    levels,
    protect,
    read_published,
    sums_of,
    table_of_lines,
)

AREA = flat("area", ["North", "South", "East"])
STAGE = flat("stage", ["ks1", "ks2"])


def table(inside, name="children", dimensions=(AREA, STAGE), **more):
    values = np.zeros([len(d.codes) for d in dimensions], dtype=np.int64)
    values[tuple(slice(0, n) for n in np.shape(inside))] = inside
    return Table(name, name, dimensions, sums_of(dimensions, values), **more)


def one_way(counts, name="children", **more):
    return table(counts, name, (flat("area", [f"a{i}" for i in range(len(counts))]),), **more)


def withheld_of(model, **policy):
    primary = find_primary(model, Policy(**policy))
    return {model.names[i] for i in np.flatnonzero(primary.withheld)}


def test_one_to_four_children_are_small_and_zero_and_five_are_not():
    model = build([one_way([0, 1, 4, 5, 30])])
    assert withheld_of(model) == {"children[area=a1]", "children[area=a2]"}
    assert len(withheld_of(model, threshold=10)) == 3


def test_engagements_are_not_children():
    """Forty engagements can be two children: the test is on children, and engagements go with them."""
    children, visits = one_way([2, 30, 40]), one_way([40, 31, 3], "visits", children=False)
    assert withheld_of(build([children, visits])) == {"children[area=a0]"}
    together = build([children, visits], companions=[("children", "visits")])
    assert withheld_of(together) == {"children[area=a0]", "visits[area=a0]"}


def test_nearly_all_is_as_private_as_nearly_none():
    model = build(
        [one_way([28, 10, 30]), one_way([30, 30, 30], "roll", public=True)],
        subsets=[Subset("children", "roll", complement=True)],
    )
    small = find_primary(model, Policy()).small
    assert {model.names[i] for i in np.flatnonzero(small)} == {"roll[area=a0] less children[area=a0]"}
    protected = protect(model)
    assert protected.suppressed[model.names.index("children[area=a0]")]
    assert not protected.suppressed[model.names.index("roll[area=a0]")]


def test_rates_are_withheld_with_either_of_their_parts():
    model = build(
        [one_way([3, 30, 40]), one_way([60, 70, 80], "visits", children=False)],
        ratios=[Ratio("visits a child", "visits", "children")],
    )
    protected = protect(model)
    printed = protected.ratios["visits a child"]
    pairs = model.ratios["visits a child"]
    shown = protected.published.values != WITHHELD
    assert (printed == shown[pairs].all(axis=1)).all()
    assert not printed.all()


def test_fewer_than_three_schools_or_organisations_are_withheld():
    counts = dict(values=[20, 30, 40])
    model = build([one_way(counts["values"], organisations=np.array([2, 3, 9, 9]), schools=np.array([5, 5, 2, 9]))])
    assert withheld_of(model) == {"children[area=a0]", "children[area=a2]"}


def test_one_contributor_over_85_percent_is_withheld():
    model = build([one_way([100, 100, 100], largest=np.array([85, 86, 10, 90]))])
    assert withheld_of(model) == {"children[area=a1]"}


def test_parts_of_a_small_total_are_withheld_zeros_too():
    model = build([table([[1, 0], [20, 30], [9, 9]])])
    names = withheld_of(model)
    assert {
        "children[area=North, stage=ks1]",
        "children[area=North, stage=ks2]",
        "children[area=North, stage=all]",
    } <= names


def test_lines_know_who_stands_behind_each_cell():
    found = table_of_lines(
        "children", "children", (AREA, STAGE), [["North", "North", "South", "North"], ["ks1", "ks2", "ks1", "ks1"]], [5, 6, 7, 8],
        organisations=["o1", "o2", "o1", "o1"], schools=["s1", "s2", "s3", "s4"],
    )  # fmt: skip
    assert found.values.tolist() == [[13, 6, 19], [7, 0, 7], [0, 0, 0], [20, 6, 26]]
    assert found.organisations.tolist() == [[1, 1, 2], [1, 0, 1], [0, 0, 0], [1, 1, 2]]
    assert found.schools.tolist() == [[2, 1, 3], [1, 0, 1], [0, 0, 0], [3, 1, 4]]
    assert found.largest[3].tolist() == [20, 6, 20]


def test_exposed_is_what_trying_every_pair_of_contributors_finds():
    random = np.random.default_rng(1)
    for _ in range(60):
        amounts = random.integers(1, 8, random.integers(1, 6))
        names = [f"o{i}" for i in range(len(amounts))]
        found = table_of_lines(
            "t",
            "children",
            (flat("area", ["x"]),),
            [["x"] * len(amounts)],
            amounts,
            organisations=names,
            schools=["s"] * len(amounts),
        )
        expected = any(
            b <= 2 and amounts.sum() - a - b <= 2
            for a, b in (amounts[list(p)] for p in itertools.permutations(range(len(amounts)), 2))
        )
        assert bool(found.exposed[0]) == expected, amounts


def test_a_contributor_cannot_work_out_another():
    random = np.random.default_rng(3)
    size = 60
    lines = table_of_lines(
        "children", "children", (AREA, STAGE),
        [random.choice(d.codes[:-1], size).tolist() for d in (AREA, STAGE)], random.integers(1, 9, size),
        organisations=[f"o{i % 7}" for i in range(size)], schools=[f"s{i % 13}" for i in range(size)],
    )  # fmt: skip
    protected = protect(build([lines]))
    report = audit(protected.published, knowledge=protected.knowledge)
    assert "contributor" in report.attackers
    assert not report.findings


def test_tables_that_share_a_margin_are_one_model():
    by_stage, by_form = (
        table([[3, 9], [20, 30], [9, 9]]),
        table([[6, 6, 0], [20, 20, 10], [9, 6, 3]], "children", (AREA, flat("form", ["music", "dance", "film"]))),
    )
    by_form = Table("by form", "children", by_form.dimensions, by_form.values)
    model = build([by_stage, by_form])
    assert model.size == 4 * 3 + 4 * 4 - 4
    protected = protect(model)
    stage, form = protected.tables["children"][:, -1], protected.tables["by form"][:, -1]
    assert (stage == form).all()
    alone = protect(build([by_stage]))
    with_both = read_published(
        [by_stage, by_form], {"children": alone.tables["children"] == WITHHELD, "by form": np.zeros((4, 4), bool)}
    )
    assert with_both.names


def test_levels_that_cut_across_each_other_both_make_the_whole():
    county = {"d1": "c1", "d2": "c1", "d3": "c2", "d4": "c2"}
    partnership = {"d1": "p1", "d2": "p2", "d3": "p2", "d4": "p1"}
    area = levels("area", [county, partnership])
    assert [total for total, _ in area.sums] == ["c1", "c2", "p1", "p2", "all", "all"]
    counts = table([3, 9, 20, 15], dimensions=(area,))
    assert dict(zip(area.codes, counts.values.tolist(), strict=True)) == {
        "d1": 3, "d2": 9, "d3": 20, "d4": 15, "c1": 12, "c2": 35, "p1": 18, "p2": 29, "all": 47,
    }  # fmt: skip
    protected = protect(build([counts]))
    assert not audit(protected.published, knowledge=protected.knowledge).findings


def test_a_second_release_that_adds_a_district_does_not_give_it_away():
    """Region less region is the new district: 110 - 106 = 4 children."""
    first = one_way([50, 56])
    shown = Edition("autumn", (first,), {"children": np.zeros(3, dtype=bool)})
    second = one_way([50, 56, 4])
    alone = protect(build([second])).tables["children"]
    model = build([second], earlier=[shown])
    both = protect(model)
    assert alone[2] == WITHHELD
    total = model.names.index("children[area=all]")
    assert both.suppressed[total]
    assert not audit(both.published, knowledge=both.knowledge).findings
    careless = both.published.values.copy()
    careless[total] = 110
    leaking = Published(model.names, careless, model.rows, model.printed, careless == WITHHELD)
    assert next((f.cell, f.low, f.high) for f in audit(leaking).findings) == ("children[area=a2]", 4, 4)


def test_what_an_earlier_release_withheld_stays_withheld():
    first = one_way([50, 3, 20])
    gaps = protect(build([first])).tables["children"] == WITHHELD
    later = build(
        [Table("again", "children", first.dimensions, first.values)],
        earlier=[Edition("autumn", (first,), {"children": gaps})],
    )
    assert (protect(later).tables["again"] == WITHHELD).tolist() == gaps.tolist()


def test_nothing_is_published_where_it_cannot_be_made_safe():
    known = build(
        [one_way([3, 40]), one_way([3, 40], "known", public=True)],
        subsets=[Subset("children", "known", complement=True)],
    )
    with pytest.raises(Unprotectable) as refused:
        protect(known)
    assert refused.value.cells


def test_a_caller_can_stop_it():
    with pytest.raises(Stopped):
        protect(build([one_way([3, 9, 12, 4, 30])]), on_progress=lambda done, total, message: False)
    seen = read_published([one_way([3, 9, 12])], {"children": np.array([True, True, False, False])})
    with pytest.raises(Stopped):
        audit(seen, on_progress=lambda done, total, message: False)


def test_only_some_attackers_can_be_asked_for():
    model = build([table([[3, 9], [20, 30], [9, 9]])])
    fewer, more = protect(model, only=("stranger",)), protect(model)
    assert fewer.suppressed.sum() <= more.suppressed.sum()
    assert audit(fewer.published, knowledge=fewer.knowledge, only=("stranger",)).attackers == ("stranger",)


def test_intervals_hold_the_truth_and_are_wide():
    model = build([table([[3, 9], [20, 30], [9, 9]])])
    found = protect(model)
    low, high = found.intervals.T
    assert (low <= model.values).all()
    assert (model.values <= high).all()
    assert (high - low >= 4)[found.suppressed].all()
    assert (high == low)[~found.suppressed].all()


def test_a_false_start_and_false_moves_are_not_believed():
    area = flat("area", ["x", "y"])
    seen = read_published([table([3, 7], dimensions=(area,))], {"children": np.array([True, False, False])})
    with pytest.raises(ValueError, match="start: not a table"):
        audit(seen, start=np.array([4, 7, 10]))
    false = [(np.array([0]), np.array([1]))]
    assert audit(seen, start=np.array([3, 7, 10]), moves=false).findings[0].possible == 1


def test_figures_that_contradict_their_sums():
    area = flat("area", ["x", "y"])
    contradicting = Table("t", "children", (area,), np.array([3, 7, 11]))
    with pytest.raises(ValueError, match=r"the parts of children\[area=all\] add up to 10, the total says 11"):
        build([contradicting])
    with pytest.raises(ValueError, match="add up to 10"):
        read_published([contradicting], {"t": np.zeros(3, dtype=bool)})
    gone = Table("t", "children", (area,), np.array([0, 12, 11]))
    with pytest.raises(ValueError, match="no table of whole numbers agrees"):
        audit(read_published([gone], {"t": np.array([True, False, False])}))


def test_two_tables_that_disagree_are_named():
    other = Table("other", "children", (AREA,), np.array([13, 50, 18, 81]))
    with pytest.raises(ValueError, match=r"table 'other': children\[area=North\] is 13, but 12 elsewhere"):
        build([table([[3, 9], [20, 30], [9, 9]]), other])


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([1, np.nan, 3, 4], r"values: position \(1,\) is nan"),
        ([1, -2, 3, 4], r"values: position \(1,\) is -2"),
        ([1, np.inf, 3, 4], r"values: position \(1,\) is inf"),
        ([1, 0.5, 3, 4], r"values: position \(1,\) is 0.5"),
        ([1, 2], r"values have shape \(2,\)"),
    ],
)
def test_tables_name_what_is_wrong(values, message):
    with pytest.raises(ValueError, match=message):
        Table("t", "children", (AREA,), np.array(values))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Dimension("d", ("a", "a"), (), "a"), "code 'a' is listed twice"),
        (lambda: Dimension("d", ("a", "b"), (("b", ("c",)),), "b"), "unknown code 'c'"),
        (lambda: Dimension("d", ("a", "b"), (("b", ("b",)),), "b"), "itself not among them"),
        (lambda: Dimension("d", ("a", "b"), (), "z"), "the whole 'z'"),
        (lambda: Dimension("d", ("a", "b"), (("a", ("b",)), ("b", ("a",))), "a"), "round in a circle"),
        (lambda: build([]), "tables: at least one"),
        (lambda: build([one_way([1, 9]), one_way([1, 9])]), "the name 'children' is used twice"),
        (lambda: build([one_way([9, 9]), one_way([5, 9], "w")], subsets=[Subset("children", "w")]), "is more than"),
        (lambda: Policy(threshold=0), "policy: threshold is 0"),
        (lambda: Policy(dominance=0), "policy: dominance is 0"),
        (lambda: Policy(gap=-1), "policy: gap is -1"),
        (lambda: Policy(threshold=3), "policy: told_width is 3"),
        (lambda: Edition("", (), {}), "an edition needs a name"),
        (lambda: Edition("e", (one_way([1]),), {}), "nothing says what table 'children' withheld"),
        (lambda: Edition("e", (one_way([1]),), {"children": np.zeros(9, bool)}), "has another shape"),
        (lambda: read_published([one_way([1])], {}), "withheld: nothing is said of table 'children'"),
        (
            lambda: table_of_lines("t", "c", (AREA,), [["West"]], [1], organisations=["o"], schools=["s"]),
            "position 0: 'West'",
        ),
        (
            lambda: table_of_lines("t", "c", (AREA,), [["all"]], [1], organisations=["o"], schools=["s"]),
            "'all' is not a part",
        ),
        (
            lambda: table_of_lines("t", "c", (AREA,), [["North"]], [1], organisations=[], schools=["s"]),
            "organisations: 0 given",
        ),
        (
            lambda: table_of_lines("t", "c", (AREA,), [[]], [1], organisations=["o"], schools=["s"]),
            "has 0 codes for 1 lines",
        ),
        (
            lambda: table_of_lines("t", "c", (AREA,), [["North"]], [-1], organisations=["o"], schools=["s"]),
            "amounts: position",
        ),
    ],
)
def test_the_model_names_what_is_wrong(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_one_row_one_column_and_nothing_at_all():
    single = flat("area", ["x"])
    for count in (0, 3, 9):
        protected = protect(build([table([count], dimensions=(single,))]))
        assert bool((protected.tables["children"] == WITHHELD).all()) == (count == 3)
    empty = protect(build([one_way([0, 0, 0])]))
    assert not empty.suppressed.any()


def test_knowledge_makes_attackers():
    seen = read_published([one_way([3, 9, 12])], {"children": np.array([True, True, False, False])})
    assert audit(seen).attackers == ("stranger",)
    assert audit(seen, knowledge=Knowledge(zeros_printed=seen.ask)).attackers == ("stranger", "reader")


def test_a_loose_tie_holds_where_figures_of_two_dates_agree_and_nowhere_else():
    spring, summer, both = one_way([20, 30], "spring"), one_way([12, 15], "summer"), one_way([32, 44], "both")
    ties = {"covers": [Cover(("spring", "summer"), "both", exact=True, loose=True)]}
    plain, tied = build([spring, summer, both]), build([spring, summer, both], **ties)
    assert tied.rows.shape[0] == plain.rows.shape[0] + 1
    with pytest.raises(ValueError, match="add up"):
        build([spring, summer, both], covers=[Cover(("spring", "summer"), "both", exact=True)])


def test_a_loose_part_that_is_more_than_its_whole_since_is_not_tied():
    part, whole = one_way([40, 3], "part"), one_way([30, 9], "whole")
    assert build([part, whole], subsets=[Subset("part", "whole", loose=True)]).rows.shape[0] == 2 + 1
    with pytest.raises(ValueError, match="of which it is a part"):
        build([part, whole], subsets=[Subset("part", "whole")])


def test_a_region_that_is_broken_down_in_two_ways_is_still_the_region_of_an_earlier_edition():
    whole = (("region", ("p", "q", "apart")),)
    every = Dimension("area", ("p", "q", "apart", "region"), whole, "region")
    asked = Dimension("area", ("p", "q", "region"), (("region", ("p", "q")),), "region")
    told = Table("told", "told", (asked,), np.array([40, 50, 90]))
    all_told = Table("all", "all", (every,), np.array([60, 70, 20, 150]))
    hidden = {"told": np.array([False, False, True]), "all": np.array([True, False, False, True])}
    model = build([all_told, told], earlier=[Edition("first", (all_told, told), hidden)])
    assert [model.names[n] for n in np.flatnonzero(model.forced)] == [
        "all[area=p]",
        "all[area=region]",
        "told[area=region]",
    ]


def test_what_readers_can_work_out_already_is_not_withheld_beside_others():
    """Of the half year the North and the South follow from the two terms; to withhold the East, only the West is left."""
    area = flat("area", ["North", "South", "East", "West"])

    def told(measure, inside):
        return Table(measure, measure, (area,), sums_of((area,), np.array([*inside, 0])), children=measure == "both")

    hidden = np.array([False, False, True, True, False])
    earlier = Edition(
        "terms",
        (told("spring", [20, 30, 1, 40]), told("summer", [10, 15, 2, 50])),
        {"spring": hidden, "summer": hidden},
    )
    tie = Cover(("spring", "summer"), "both", exact=True)
    safe = protect(build([told("both", [30, 45, 3, 90])], covers=[tie], earlier=[earlier]))
    assert list(safe.tables["both"]) == [30, 45, WITHHELD, WITHHELD, 168]


def test_what_only_the_repair_proves_is_proved(monkeypatch):
    """Where searching has no time, the way that a repair finds through what is withheld already is proof enough."""
    module = sys.modules["maypole.evidence.disclosure.protect"]
    found = module.Ways.find
    monkeypatch.setattr(module, "settle_all", lambda *about: None)
    monkeypatch.setattr(module._Work, "_go_in_crowds", lambda *about: None)
    monkeypatch.setattr(module.Ways, "find", lambda *about, whole=False: found(*about, whole=True) if whole else None)
    model = build([table(np.random.default_rng(0).integers(0, 9, (3, 2)))])
    assert not audit(protect(model).published, Policy()).findings
