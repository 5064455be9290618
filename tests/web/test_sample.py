"""The invented region: the same for the same seed, marked as invented everywhere, and gone without a trace."""

import csv
import json
from datetime import UTC, datetime

import pytest

from maypole.core.models import Dataset
from maypole.core.queries import what_it_holds
from maypole.directory.models import Entry, Offer, Organisation, School, SourceRecord, Venue
from maypole.partnerships.models import Partnership
from maypole.places.models import Place
from maypole.web.sample import load
from maypole.web.sample.load import load_sample
from maypole.web.sample.remove import remove_sample
from tests.cast import make_wagtail_roots

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def sample(db, monkeypatch):
    # Outlines take seconds and have tests of their own.
    monkeypatch.setattr(load, "derive_outlines", lambda codes: 0)
    make_wagtail_roots()
    load_sample(now=NOW, schools=120, organisations=200)


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
    assert SourceRecord.objects.filter(state="queued").count() == 1


def test_it_goes_whole(sample):
    remove_sample()
    assert what_it_holds() == "empty"
    for model in (School, Organisation, Venue, Offer, Entry, Partnership, SourceRecord, Dataset):
        assert not model.objects.exists(), model
    assert not Place.objects.filter(is_invented=True).exists()
