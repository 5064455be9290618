"""January to July beside its spring and its summer: what one less the other tells is protected like a figure of its own."""

import csv
import io
from collections import defaultdict
from itertools import product

import numpy as np
import pytest
from scipy.optimize import linprog

from maypole.directory.models import Organisation, School
from maypole.evidence.disclosure import Dimension, Table
from maypole.outcomes.actions import publishing
from maypole.outcomes.actions import releases as actions
from maypole.outcomes.models import AcceptedLine, Release, ReleaseFigure
from maypole.outcomes.queries.comparisons import linked_releases, periods_near
from maypole.outcomes.release.attacking import attack_files
from maypole.outcomes.release.editions import unpacked
from maypole.outcomes.release.linking import View, seen_from
from maypole.outcomes.release.overlaps import ties_between, worked_out
from maypole.outcomes.release.tables import declared_tables
from maypole.outcomes.terms import period_of
from tests.outcomes.conftest import NOW
from tests.outcomes.test_in_both import checked, published, told_of
from tests.outcomes.village import furnish

pytestmark = pytest.mark.any_database
SPRING, SUMMER, BOTH, YEAR = "2027-spring", "2027-summer", "2027-january-july", "2026-27"


def keys_of(own, *near):
    return [one.key for one in worked_out(period_of(own), [period_of(key) for key in near])]


@pytest.mark.parametrize(
    ("own", "near", "found"),
    [
        (BOTH, (), []),
        (BOTH, (SPRING,), [SPRING, SUMMER]),
        (SPRING, (BOTH,), [SPRING, SUMMER, BOTH][1:]),
        (YEAR, (BOTH,), ["2026-autumn", BOTH]),
        (YEAR, ("2026-autumn",), ["2026-autumn", "2027-spring+2027-summer"]),
        (YEAR, (SPRING, BOTH), ["2026-autumn", SPRING, SUMMER, BOTH]),
        (SUMMER, (YEAR, SPRING), ["2026-autumn", SPRING, YEAR]),
    ],
)
def test_what_follows_from_periods_that_share_terms(own, near, found):
    assert sorted(keys_of(own, *near)) == sorted(found)


def covers_of(own, *near):
    periods = [period_of(own), *worked_out(period_of(own), [period_of(key) for key in near])]
    view = View(own, Dimension("area", ("all",), (), "all"))
    told = Table("summary:engagements", "engagements", (view.areas,), np.array([1]))
    ties = ties_between(view, periods, [told], list(declared_tables()))
    return {(one.whole, frozenset(one.parts)) for one in ties.covers if one.loose}


def test_a_period_is_made_of_the_largest_parts_that_are_known():
    autumn, spring, summer, both, year = (f"@{key}:engagements" for key in ("2026-autumn", SPRING, SUMMER, BOTH, YEAR))
    assert covers_of(YEAR, SPRING, BOTH) == {
        ("engagements", frozenset({autumn, both})),
        (both, frozenset({spring, summer})),
    }
    assert covers_of(SUMMER, YEAR, SPRING) == {(year, frozenset({autumn, spring, "engagements"}))}


@pytest.fixture
def two_terms(cast, round_of_brindle):
    """Spring 2027 with six organisations and summer 2027 with four, in fewer schools: small figures in each."""
    furnish(cast, round_of_brindle, NOW, seed=11)
    bodies = list(Organisation.objects.filter(name__endswith="Works").order_by("name"))
    schools = list(School.objects.filter(urn__gte=100100).order_by("urn"))
    told_of(cast, SPRING, bodies, schools, seed=5)
    return told_of(cast, SUMMER, bodies[:4], schools[:8], seed=6)


def printed(release):
    """Return what a reader has: figures by (area, table, category, measure), None where withheld."""
    rows = csv.DictReader(io.StringIO(bytes(release.files.get(name="figures.csv").body).decode()))
    return {
        (f"{row['area_kind']}:{row['area_code']}", row["table"], row["category"], row["measure"]): (
            None if row["value"] in "cxz" else float(row["value"])
        )
        for row in rows
    }


def truths(release):
    """Return every true figure of a release by (area, table, category, measure), of the tables that add up by art form."""
    found = {}
    for table in unpacked(release.truth).tables:
        slug, measure, *kind = table.name.split(":")
        if slug in ("summary", "children-by-art-form") and not table.dimensions[1:]:
            for code, value in zip(table.dimensions[0].codes, table.values, strict=True):
                found[code, slug, kind[0] if kind else "all", measure] = int(value)
    return found


@pytest.mark.slow
def test_one_less_the_other_tells_of_nobody(two_terms):
    """Bound the summer, never published, from the two files, by a linear programme of its own."""
    spring, both = published(two_terms, SPRING), published(two_terms, BOTH)
    seen = {"spring": printed(spring), "both": printed(both)}
    then, all_year = truths(spring), truths(both)
    cells = [key for key in all_year if key[3] == "engagements" and key in then]
    few = [key for key in cells if key[:3] in of_a_few(SUMMER) and all_year[key] > then[key]]
    areas = unpacked(both.truth).tables[0].dimensions[0]
    assert few
    for key in few:
        low, high = bounds_of_summer(key, cells, seen, areas)
        assert high - low >= 5, (key, low, high)


def of_a_few(term):
    """Return the (area, table, category) of which fewer than 3 organisations or schools, or 5 children, are told."""
    behind = defaultdict(lambda: ([], set(), set()))
    for line in AcceptedLine.objects.filter(term_key=term, partnership__isnull=False).select_related("district"):
        for area in (f"partnership:{line.partnership_id}", f"district:{line.district.code}"):
            for table, category in (("summary", "all"), ("children-by-art-form", line.artform)):
                children, organisations, schools = behind[area, table, category]
                children.append(line.children or 0)
                organisations.add(line.organisation_id)
                schools.add(line.school_id)
    return {at for at, (children, *bodies) in behind.items() if sum(children) < 5 or min(map(len, bodies)) < 3}


def bounds_of_summer(wanted, cells, seen, areas):
    """Return the least and the most that a reader can think the summer's engagements are."""
    number = {at: n for n, at in enumerate(product(("spring", "both"), cells))}
    sums = [line for when in ("spring", "both") for line in sums_within(when, cells, areas)]
    at_most = [{("spring", key): 1, ("both", key): -1} for key in cells]
    limits = [(value, value) if (value := seen[when][key]) is not None else (0, None) for when, key in number]
    aim = matrix([{("both", wanted): 1, ("spring", wanted): -1}], number)[0]
    ends = []
    for sign in (1, -1):
        found = linprog(
            sign * aim, A_ub=matrix(at_most, number), b_ub=np.zeros(len(at_most)), A_eq=matrix(sums, number),
            b_eq=np.zeros(len(sums)), bounds=limits,
        )  # fmt: skip
        assert found.status in (0, 3)
        ends.append(np.inf if found.status == 3 else sign * found.fun)
    return ends


def matrix(lines, number):
    made = np.zeros((len(lines), len(number)))
    for row, line in zip(made, lines, strict=True):
        for at, sign in line.items():
            row[number[at]] = sign
    return made


def sums_within(when, cells, areas):
    """Return what adds up in one of the files: areas, and art forms, as {cell: sign} that make nothing together."""
    known, kinds = set(cells), {key[1:] for key in cells}
    for (total, parts), kind in product(areas.sums, kinds):
        if {(area, *kind) for area in (total, *parts)} <= known:
            yield {(when, (total, *kind)): -1} | {(when, (part, *kind)): 1 for part in parts}
    for code in areas.codes:
        forms = [key for key in cells if key[:2] == (code, "children-by-art-form")]
        yield {(when, key): 1 for key in forms} | {(when, (code, "summary", "all", "engagements")): -1}


@pytest.mark.slow
@pytest.mark.parametrize("order", [(SPRING, BOTH, SUMMER), (BOTH, SUMMER, SPRING), (SPRING, SUMMER, BOTH, YEAR)])
def test_in_whatever_order_they_come_out_the_attackers_find_nothing(two_terms, order):
    for key in order:
        release = published(two_terms, key)
        assert release.figures.filter(table="summary", measure="engagements", value__isnull=False).exists(), key


@pytest.mark.slow
def test_what_adds_up_is_printed_as_it_adds_up(two_terms):
    found = [printed(published(two_terms, key)) for key in (SPRING, SUMMER, BOTH)]
    told = 0
    for at, value in found[2].items():
        parts = [one.get(at) for one in found[:2]]
        if at[3] in ("engagements", "child_hours") and at[1] != "in-both" and None not in (value, *parts):
            assert sum(parts) == value
            told += 1
    assert told


def attacked(release, body):
    period, near = period_of(release.period_key), periods_near(period_of(release.period_key))
    edition, tables = unpacked(Release.objects.get(pk=release.pk).truth), list(declared_tables())
    view = View(period.key, edition.tables[0].dimensions[0], None, frozenset(one.key for one in near))
    own = seen_from(view, edition, period.key)
    earlier = [(one.file, one.edition) for one in linked_releases(view) if one.release.pk != release.pk]
    return attack_files(body, own, tables, earlier, ties_between(view, [period, *near], own.tables, tables))


@pytest.mark.slow
def test_an_attacker_who_takes_one_from_the_other_finds_a_hole_that_somebody_makes(two_terms):
    terms = [published(two_terms, key) for key in (SPRING, SUMMER)]
    release = published(two_terms, BOTH)
    body = bytes(release.files.get(name="figures.csv").body)
    assert not attacked(release, body)
    told, truth = [printed(one) for one in terms], truths(release)
    hidden, key = next(
        (one, key) for one in ReleaseFigure.objects.filter(release=release, symbol="c", measure="engagements")
        if (key := (f"{one.area_kind}:{one.area_code}", one.table, one.category, one.measure)) in truth
        and [figures[key] is None for figures in told].count(True) == 1
    )  # fmt: skip
    cell = f",{hidden.area_code},{hidden.area_name},{hidden.table},{hidden.breakdown},{hidden.category},engagements,"
    assert attacked(release, body.decode().replace(f"{cell}c\r\n", f"{cell}{truth[key]}\r\n", 1).encode())


def test_a_line_corrected_between_two_dates_does_not_stand_in_the_way(two_terms):
    published(two_terms, SPRING)
    line = AcceptedLine.objects.filter(term_key=SPRING).order_by("pk").first()
    line.children, line.engagements = line.children + 3, (line.engagements or 0) + 3
    line.children_unknown += 3
    line.save()
    assert published(two_terms, BOTH).state == Release.State.PUBLISHED


def test_a_term_published_since_sends_the_longer_period_back_to_be_checked(two_terms):
    both = checked(two_terms, BOTH)
    published(two_terms, SPRING)
    with pytest.raises(publishing.UnableToPublish, match="Another edition came out"):
        publishing.publish_release(release=both, make_report=lambda _: b"%PDF", by=None, now=NOW)
    actions.check_release(release=both, now=NOW)
    publishing.publish_release(release=both, make_report=lambda _: b"%PDF", by=None, now=NOW)
