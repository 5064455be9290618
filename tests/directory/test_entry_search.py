"""Search and facets: the same filters always select the same places, and no text breaks the query."""

from math import asin, cos, radians, sin, sqrt

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maypole.directory.artforms import ArtForm
from maypole.directory.key_stages import KeyStage
from maypole.directory.models import Entry
from maypole.directory.queries.entries import facets, found, matching
from maypole.directory.queries.filters import parse
from maypole.directory.queries.kinds import KIND_OF
from tests.village import make_village

pytestmark = pytest.mark.django_db
DAFT = ['"', "'; DROP TABLE", "NEAR(a b)", "a AND", "-", "*", "\x00", "é ü", "& | !", "AND OR NOT", "((", ":*"]


@pytest.fixture
def village():
    return make_village()


def names(query):
    return {entry.name for entry in found(parse(QueryDict(query)))}


def test_closed_ones_are_hidden(village):
    assert "Old Mill School" not in names("")


def test_words_may_be_beginnings_and_need_not_stand_together(village):
    assert names("q=prim+ald") == {"Alder Road Primary School"}
    assert names("q=ng14ac") == {"Lantern Theatre"}
    assert names("q=salt+makers") == {"Museum of Salt"}


def test_a_name_stands_above_a_word_elsewhere(village):
    Entry.objects.filter(name="Lantern Theatre").update(words="salt")
    assert [entry.name for entry in found(parse(QueryDict("q=salt")))] == ["Museum of Salt", "Lantern Theatre"]


def test_the_index_follows_what_is_written(village):
    Entry.objects.filter(name="Museum of Salt").update(name="House of Brine")
    assert names("q=brine") == {"House of Brine"}
    Entry.objects.filter(name="House of Brine").delete()
    assert names("q=brine") == set()


@pytest.mark.parametrize("text", DAFT)
def test_nothing_that_is_typed_breaks_the_query(village, text):
    asked = QueryDict(mutable=True)
    asked["q"] = text
    list(found(parse(asked)))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=museum", {"Museum of Salt"}),
        ("kind=museum&kind=portfolio", {"Museum of Salt", "Lantern Theatre"}),
        ("offers=1", {"Museum of Salt"}),
        ("level=gold", {"Beacon High School"}),
        ("artform=theatre", {"Lantern Theatre"}),
        ("ks=ks4", {"Beacon High School"}),
        ("ks=ks2&kind=school", {"Alder Road Primary School", "Cold Lane School"}),
        ("area=E10000999&kind=museum", {"Museum of Salt"}),
        ("partnership=millpond&kind=museum", {"Museum of Salt"}),
    ],
)
def test_each_filter_selects(village, query, expected):
    assert names(query) == expected


def test_near_means_within_so_many_kilometres_the_nearest_first(village):
    near = [entry.name for entry in found(parse(QueryDict("near=Millpond&km=5")))]
    assert near[-1] == "Museum of Salt"
    assert "Lantern Theatre" not in near
    assert "Cold Lane School" not in near


def test_the_distance_agrees_with_the_sphere(village):
    for entry in found(parse(QueryDict("near=Millpond&km=100"))):
        assert sqrt(entry.square_km) == pytest.approx(haversine(52.95, -1.15, entry), rel=0.005, abs=0.01)


def haversine(latitude, longitude, entry):
    north, east = radians(entry.latitude - latitude), radians(entry.longitude - longitude)
    part = sin(north / 2) ** 2 + cos(radians(latitude)) * cos(radians(entry.latitude)) * sin(east / 2) ** 2
    return 2 * 6371 * asin(sqrt(part))


def plainly(entries, filters, *, but=""):
    """Select in Python what the query selects in SQL; the slow answer that the quick one must give."""
    return [
        entry
        for entry in entries
        if (but == "kind" or not filters.kinds or entry.kind in filters.kinds)
        and (but == "level" or not filters.levels or entry.level in filters.levels)
        and (but == "offers" or not filters.has_offers or entry.offers)
        and (
            but == "ks" or not filters.key_stages or any(entry.key_stages & KeyStage(s).bit for s in filters.key_stages)
        )
        and (but == "artform" or not filters.artforms or any(entry.artforms & ArtForm(s).bit for s in filters.artforms))
    ]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kinds=st.sets(st.sampled_from(sorted(KIND_OF))),
    stages=st.sets(st.sampled_from([s.value for s in KeyStage])),
    forms=st.sets(st.sampled_from([f.value for f in ArtForm]), max_size=3),
    levels=st.sets(st.sampled_from(["gold", "npo"])),
    offers=st.booleans(),
)
def test_counts_agree_with_counting_one_by_one(village, kinds, stages, forms, levels, offers):
    asked = QueryDict(mutable=True)
    for name, values in (("kind", kinds), ("ks", stages), ("artform", forms), ("level", levels)):
        asked.setlist(name, sorted(values))
    if offers:
        asked["offers"] = "1"
    filters = parse(asked)
    everything = list(Entry.objects.filter(is_closed=False))
    counted = facets(filters)
    assert counted.shown == matching(filters).count() == len(plainly(everything, filters))
    for kind in KIND_OF:
        assert counted.kind[kind] == sum(e.kind == kind for e in plainly(everything, filters, but="kind"))
    for stage in KeyStage:
        wanted = sum(bool(e.key_stages & stage.bit) for e in plainly(everything, filters, but="ks"))
        assert counted.ks[stage.value] == wanted
    assert counted.offers == sum(bool(e.offers) for e in plainly(everything, filters, but="offers"))


@pytest.mark.parametrize(
    ("query", "name", "words"),
    [
        ("near=ZZ99+9ZZ", "near", "We do not know"),
        ("km=ten", "km", "whole number"),
        ("km=0", "km", "whole number"),
        ("kind=castle", "kind", "castle"),
        ("area=E99", "area", "no area"),
        ("partnership=%00", "partnership", "no partnership"),
    ],
)
def test_what_cannot_be_read_is_said_and_left_out(village, query, name, words):
    filters = parse(QueryDict(query))
    assert words in filters.messages[name]
    assert filters.is_everything


def test_an_address_asks_for_the_same_again(village):
    query = "q=salt&near=Millpond&km=20&area=E10000999&kind=museum&kind=other&ks=ks2&offers=1"
    assert parse(QueryDict(parse(QueryDict(query)).query())) == parse(QueryDict(query))
