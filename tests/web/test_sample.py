"""The invented region: the same for the same seed, marked as invented everywhere, and gone without a trace."""

import csv
import json
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from wagtail.images.models import Image

from maypole.accounts.models import Consent, Person
from maypole.core.models import Dataset, IngestRun
from maypole.core.queries import what_it_holds
from maypole.directory.models import (
    Entry,
    Mapping,
    Offer,
    Organisation,
    Photo,
    School,
    SourceRecord,
    Venue,
)
from maypole.directory.queries.bodies import address_held
from maypole.news.models import PartnershipStoriesPage, StoryPage
from maypole.partnerships.models import Partnership
from maypole.places.models import Place
from maypole.programme.models import HubPlan, Journey, Network, TransitionCount
from maypole.web.sample.load import load_sample
from maypole.web.sample.remove import remove_sample
from tests.web.conftest import NOW

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def loaded(invented_region):
    with invented_region(120):
        yield


@pytest.fixture
def sample(loaded, db):
    """The sample, in a transaction of the test's own."""


def test_every_page_file_and_record_of_it_says_invented(sample, client):
    for path in ("/", "/map/", "/partnerships/", "/partnerships/brindle/", "/data/", "/schools/900001/"):
        page = client.get(path).content.decode()
        assert "Invented" in page, path
        assert 'content="noindex"' in page, path
    _, *lines = b"".join(client.get("/map/places.csv")).decode("utf-8-sig").splitlines()
    rows = list(csv.DictReader(lines))
    assert rows
    assert {row["invented"] for row in rows} == {"Invented"}
    features = json.loads(b"".join(client.get("/map/places.geojson")))["features"]
    assert {feature["properties"]["invented"] for feature in features} == {"Invented"}
    assert all(row["is_invented"] for row in client.get("/api/v1/places").json()["contents"])
    services = client.get("/openreferral/v3/services").json()["contents"]
    assert all(row["description"].startswith("Invented") for row in services)


def test_search_engines_are_kept_out(sample, client):
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"
    assert b"/schools/" not in client.get("/sitemap-schools.xml").content


def test_the_same_seed_gives_the_same_sample(sample):
    first = list(School.objects.order_by("urn").values_list("urn", "name", "postcode", "roll"))
    remove_sample()
    load_sample(now=NOW, schools=120, organisations=200)
    assert list(School.objects.order_by("urn").values_list("urn", "name", "postcode", "roll")) == first


def test_it_has_a_long_name_a_postcode_that_exists_and_something_to_decide(sample):
    assert School.objects.filter(name__contains="Our Lady of the Meadows").exists()
    assert not School.objects.filter(latitude=None).exists()
    assert SourceRecord.objects.filter(state="queued", dataset="sample").count() == 1


def test_its_pictures_say_that_they_are_invented_and_rest_on_consent_where_children_dance(sample, client):
    photos = list(Photo.objects.select_related("listing__organisation", "consent"))
    assert photos
    assert {photo.alt.startswith("An invented picture") for photo in photos} == {True}
    dancing = [photo for photo in photos if photo.shows_children]
    assert dancing
    assert all(photo.consent for photo in dancing)
    listing = client.get(dancing[0].listing.organisation.get_absolute_url()).content.decode()
    assert dancing[0].alt in listing


def test_no_offer_asks_for_an_enquiry_where_nobody_could_be_reached(sample):
    offers = list(Offer.objects.select_related("organisation__listing"))
    ways = {(bool(address_held(offer.organisation)), "enquiry" in offer.how_to_book) for offer in offers}
    assert ways == {(True, True), (False, False)}
    assert all(offer.how_to_book for offer in offers)


def test_an_editor_told_its_stories(sample, client):
    stories = list(StoryPage.objects.live())
    assert len(stories) == 3
    assert {story.owner.email for story in stories} == {"editor@sample.example"}
    for story in stories:
        page = client.get(story.url).content.decode()
        assert "This story is invented" in page
        assert 'alt="An invented picture' in page
    assert 'alt="An invented picture' in client.get("/partnerships/brindle/").content.decode()


def test_it_has_a_report_of_a_list_that_was_refused_and_of_one_that_was_taken_in(sample, as_):
    coordinator = as_(Person.objects.get(email="coordinator@sample.example"))
    taken, refused = IngestRun.objects.order_by("-started_at")
    assert (refused.state, taken.state) == ("failed", "done")
    assert 'column "postcode": This column is missing' in refused.message
    report = coordinator.get(f"/sources/local/runs/{taken.pk}/").content.decode()
    assert taken.refused == 3
    assert "The row has no name." in report
    assert not Organisation.objects.filter(is_invented=False).exists()


def test_it_goes_whole(sample, django_capture_on_commit_callbacks):
    files = [Path(photo.image.path) for photo in Photo.objects.all()]
    assert all(file.exists() for file in files)
    assert Journey.objects.exists()
    for model in (Journey, TransitionCount, Network, HubPlan):
        assert not model.objects.filter(is_invented=False).exists(), model
    with django_capture_on_commit_callbacks(execute=True):
        remove_sample()
    assert what_it_holds() == "empty"
    for model in (School, Organisation, Venue, Offer, Entry, Partnership, SourceRecord, Dataset, IngestRun, Mapping,
                  Photo, Consent, StoryPage, PartnershipStoriesPage, Image, Group, Journey, TransitionCount, Network,
                  HubPlan):  # fmt: skip
        assert not model.objects.exists(), model
    assert not any(file.exists() for file in files)
    assert not Place.objects.filter(is_invented=True).exists()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite plans without counts")
def test_postgresql_plans_with_the_rows_that_were_just_loaded(sample):
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, reltuples FROM pg_class")
        rows = dict(cursor.fetchall())
    for model in (School, Organisation, Entry):
        assert rows[model._meta.db_table] >= model.objects.count() * 0.9, model
