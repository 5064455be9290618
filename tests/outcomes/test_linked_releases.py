"""What readers have already is known to every later release of the same period, whoever it is about."""

from threading import Barrier, Thread

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maypole.evidence.disclosure import WITHHELD, Dimension, Edition, Policy, Table, build, protect
from maypole.outcomes.actions import publishing
from maypole.outcomes.actions import releases as actions
from maypole.outcomes.models import Release
from maypole.outcomes.terms import period_of
from tests.cast import make_cast
from tests.outcomes.conftest import NOW
from tests.outcomes.village import furnish

REGION = Dimension("area", ("brindle", "coldry", "region"), (("region", ("brindle", "coldry")),), "region")
BRINDLE = Dimension("area", ("brindle",), (), "brindle")


def told(area, values):
    return Table("pupils:children_told:eal", "children eal", (area,), np.array(values))


def shown(table, earlier):
    safe = protect(build([table], earlier=[earlier]), Policy())
    return safe.tables[table.name]


def test_a_region_beside_a_partnership_that_was_released_alone_hides_its_total():
    alone = Edition("brindle alone", (told(BRINDLE, [80]),), {"pupils:children_told:eal": np.array([False])})
    brindle, coldry, region = shown(told(REGION, [80, 4, 84]), alone)
    assert (coldry, region) == (WITHHELD, WITHHELD)
    assert brindle == 80


def test_a_partnership_alone_does_not_print_what_was_withheld_beside_its_neighbour():
    hidden = {"pupils:children_told:eal": np.array([True, True, False])}
    region = Edition("the region", (told(REGION, [80, 4, 84]),), hidden)
    assert list(shown(told(BRINDLE, [80]), region)) == [WITHHELD]


@pytest.fixture
def cast(db):
    """The cast made for each test: two of those here open transactions of their own."""
    return make_cast()


@pytest.fixture
def furnished(cast, round_of_brindle):
    furnish(cast, round_of_brindle, NOW)
    return cast


def checked(cast, period="2026-autumn", partnerships=()):
    release = actions.begin_release(
        period=period_of(period), partnerships=partnerships, note="", by=cast.ada.id, now=NOW
    )
    actions.check_release(release=release, now=NOW)
    release.refresh_from_db()
    return release


def publish(cast, release):
    publishing.publish_release(release=release, make_report=lambda _: b"%PDF", by=cast.ada.id, now=NOW)


def test_of_two_that_were_checked_apart_only_one_comes_out(furnished):
    first, second = checked(furnished), checked(furnished, partnerships=[furnished.partnership])
    publish(furnished, first)
    with pytest.raises(publishing.UnableToPublish, match="Another edition came out"):
        publish(furnished, second)
    assert Release.objects.get(pk=second.pk).state == Release.State.CHECKED
    publish(furnished, checked(furnished, partnerships=[furnished.partnership]))


def test_of_two_that_overlap_only_one_comes_out(furnished):
    year, term = checked(furnished, "2026-27"), checked(furnished)
    publish(furnished, term)
    with pytest.raises(publishing.UnableToPublish, match="Another edition came out"):
        publish(furnished, year)


def test_of_two_that_overlap_only_one_comes_out_when_one_does_while_the_other_is_typeset(furnished):
    year, term = checked(furnished, "2026-27"), checked(furnished)

    def make_report(_):
        publish(furnished, term)
        return b"%PDF"

    with pytest.raises(publishing.UnableToPublish, match="Another edition came out"):
        publishing.publish_release(release=year, make_report=make_report, by=None, now=NOW)
    assert not year.files.exists()


@pytest.mark.django_db(transaction=True)
def test_freezing_takes_a_lock_before_it_looks(furnished):
    release = checked(furnished)
    with CaptureQueriesContext(connection) as queries:
        publish(furnished, release)
    asked = [query["sql"] for query in queries]
    if connection.vendor == "sqlite":
        begun = asked.index("BEGIN IMMEDIATE")
        assert not [one for one in asked[:begun] if one.startswith(("INSERT", "UPDATE"))]
    else:
        assert any("FOR UPDATE" in one for one in asked)


@pytest.mark.slow
@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="the tests' database in memory refuses a second writer at once"
)
@pytest.mark.django_db(transaction=True)
def test_of_two_that_overlap_only_one_comes_out_when_both_are_published_in_one_instant(furnished):
    both = [checked(furnished, "2026-27"), checked(furnished)]
    together, said = Barrier(2, timeout=60), []

    def go(release):
        def make_report(_):
            together.wait()
            return b"%PDF"

        try:
            publishing.publish_release(release=release, make_report=make_report, by=None, now=NOW)
        except publishing.UnableToPublish as error:
            said.append(str(error))
        finally:
            connection.close()

    threads = [Thread(target=go, args=(release,)) for release in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert len(said) == 1
    assert "Another edition came out" in said[0]
    assert sorted(Release.objects.values_list("state", flat=True)) == ["checked", "published"]
