"""The rows of the map: which kind wins, where the point is, what may be passed on, what pales."""

import pytest

from maypole.directory.actions.entries import Rebuilt, rebuild_entries, rebuild_entries_of
from maypole.directory.models import Entry, Listing, Offer
from maypole.directory.queries.entries import stamp
from tests.village import NOW, hold, make_body, make_venue, make_village

pytestmark = pytest.mark.django_db


@pytest.fixture
def village():
    return make_village()


def entry_called(name):
    return Entry.objects.get(name=name)


def test_each_body_has_the_kind_that_stands_highest(village):
    kinds = dict(Entry.objects.values_list("name", "kind"))
    assert kinds["Alder Road Primary School"] == "school"
    assert kinds["Beacon High School"] == "artsmark"
    assert kinds["Museum of Salt"] == "museum"
    assert kinds["Lantern Theatre"] == "portfolio"
    assert kinds["Ada Birdsall, weaver"] == "other"


def test_artsmark_stands_above_arts_award_for_a_school(village):
    hold(village.artsmark, "arts_award_centre", "held", village.open_list)
    rebuild_entries_of(village.artsmark)
    assert entry_called("Beacon High School").kind == "artsmark"


def test_accreditation_stands_above_portfolio_for_a_museum(village):
    hold(village.museum, "portfolio", "held", village.open_list, level="NPO")
    rebuild_entries_of(village.museum)
    assert entry_called("Museum of Salt").kind == "museum"


def test_a_museum_that_only_works_towards_accreditation_is_not_accredited(village):
    body = make_body("New Museum", village.open_list, village.district, 0.06)
    hold(make_venue(body, village.open_list), "museum", "working_towards", village.open_list)
    rebuild_entries_of(body)
    assert entry_called("New Museum").kind == "other"


def test_an_organisation_with_a_venue_has_one_row_the_venues(village):
    rows = Entry.objects.filter(organisation=village.museum)
    assert [row.ref.split(":")[0] for row in rows] == ["venue"]


def test_who_works_alone_stands_at_the_middle_of_the_district(village):
    weaver = entry_called("Ada Birdsall, weaver")
    assert (weaver.latitude, weaver.longitude) == (village.district.latitude, village.district.longitude)
    assert weaver.is_point_of_district
    assert (weaver.postcode, weaver.town) == ("", "Millpond")
    assert "NG1" not in weaver.words


def test_who_opens_a_public_venue_stands_where_it_is(village):
    Listing.objects.filter(organisation=village.weaver).update(is_public_venue=True)
    rebuild_entries_of(village.weaver)
    assert entry_called("Ada Birdsall, weaver").postcode == "NG1 4AC"


def test_a_licence_of_the_list_behind_the_kind_counts_too(village):
    hold(village.school, "artsmark", "registered", village.closed_list)
    rebuild_entries_of(village.school)
    row = entry_called("Alder Road Primary School")
    assert (row.kind, row.level, row.may_pass_on) == ("artsmark", "registered", False)


def test_what_nobody_confirmed_in_time_is_pale_and_what_a_list_says_is_not(village):
    assert entry_called("Ada Birdsall, weaver").is_pale
    assert not entry_called("Museum of Salt").is_pale


def test_offers_give_their_key_stages_and_art_forms(village):
    row = entry_called("Museum of Salt")
    assert row.offers == 1
    assert row.key_stages
    assert row.artforms
    Offer.objects.update(state="ended")
    rebuild_entries_of(village.museum)
    assert entry_called("Museum of Salt").offers == 0


def test_a_second_rebuild_changes_nothing(village):
    before = stamp()
    assert rebuild_entries(now=NOW) == Rebuilt(new=0, changed=0, unchanged=Entry.objects.count(), gone=0)
    assert stamp() == before


def test_a_body_that_was_merged_away_loses_its_row(village):
    village.theatre.merged_into = village.museum
    village.theatre.save()
    assert rebuild_entries(now=NOW).gone == 1
    assert not Entry.objects.filter(name="Lantern Theatre").exists()
