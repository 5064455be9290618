"""Services at places are found by the database just as each service says of itself, in queries that do not grow."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maypole.directory.actions.entries import rebuild_entries
from maypole.directory.models import Listing, Offer, Organisation, Venue
from maypole.directory.presenters.openreferral import at_id, locations_of
from maypole.directory.queries.at_locations import (
    all_at_locations,
    at_location_of,
    at_locations,
    count_at_locations,
)
from maypole.directory.queries.services import ServiceFilters, all_services
from tests.cast import make_organisation

EVERYTHING = ServiceFilters()


@pytest.fixture
def many(cast):
    """Organisations with no venue, one, two or only closed ones; with and without offers; some that receive nobody."""
    for number in range(4):
        for venues in range(3):
            furnished(cast, f"House {number} {venues}", number, venues)
    alone = furnished(cast, "Ada Birdsall, weaver", 1, 0)
    receives = furnished(cast, "Bela Cropper, potter", 1, 1)
    Organisation.objects.filter(pk__in=[alone.pk, receives.pk]).update(is_sole_practitioner=True)
    Listing.objects.filter(organisation=receives).update(is_public_venue=True)
    Organisation.objects.filter(name__endswith="0 0").update(latitude=None, longitude=None, placed_by="")
    Venue.objects.filter(organisation__name__endswith="1 2").update(is_closed=True)
    Venue.objects.filter(organisation__name__endswith="3 1").update(latitude=None, longitude=None, placed_by="")
    rebuild_entries()
    return cast


def furnished(cast, name, offers, venues):
    organisation = make_organisation(name, cast.school.district, cast.dataset)
    organisation.venues.all().delete()
    kept = [
        Venue.objects.create(id=uuid.uuid4(), organisation=organisation, kind="other", name=f"{name} room {at}",
                             latitude=52.95, longitude=-1.15, placed_by="list")
        for at in range(venues)
    ]  # fmt: skip
    for at in range(offers):
        where = ("with_us", "outdoors", "online")[at]
        Offer.objects.create(organisation=organisation, title=f"{name} {at}", summary="Come.", where=where, is_free=True,
                             venue=kept[0] if kept and at == 1 else None)  # fmt: skip
    return organisation


def as_each_service_says():
    return {at_id(service.id, where.pk) for service in all_services(EVERYTHING) for where in locations_of(service)}


def ids(found):
    return [at_id(each.service.id, each.where.pk) for each in found]


def test_the_database_finds_what_each_service_says(many):
    found = ids(all_at_locations(EVERYTHING, at_once=7))
    assert len(found) > 20
    assert len(found) == len(set(found)) == count_at_locations(EVERYTHING)
    assert set(found) == as_each_service_says()


def test_pages_follow_each_other(many):
    whole = ids(at_locations(EVERYTHING, 0, 1000))
    assert [
        each for start in range(0, len(whole), 5) for each in ids(at_locations(EVERYTHING, start, start + 5))
    ] == whole


def test_one_is_found_by_its_id(many):
    for each in at_locations(EVERYTHING, 0, 1000):
        wanted = at_id(each.service.id, each.where.pk)
        assert ids([at_location_of(wanted)]) == [wanted]
    assert at_location_of(uuid.uuid4()) is None


def test_a_page_of_many_asks_no_more_than_a_page_of_one(many, client):
    def asked(per_page):
        with CaptureQueriesContext(connection) as caught:
            answer = client.get(f"/openreferral/v3/service_at_locations?full=true&per_page={per_page}").json()
        return answer, len(caught)

    one, few = asked(1)
    page, many_queries = asked(100)
    assert one["total_items"] == page["total_items"] == len(page["contents"])
    assert many_queries <= 30
    assert few <= many_queries
