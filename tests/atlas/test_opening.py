"""The rings that a page brings with it: every place in one of them, and only where nothing was asked for."""

import json
import re

import numpy as np
import pytest

from maypole.atlas.queries import opening as openings
from tests.village import make_village


def drawn(html):
    found = re.search(r'<script id="opening" type="application/json">(.*?)</script>', html, re.DOTALL)
    return json.loads(found[1]) if found else None


def random_places(number):
    rng = np.random.default_rng(4)
    kinds = rng.integers(0, 6, number)
    longitude, latitude = rng.uniform(-3, 1, number), rng.uniform(50.5, 54.5, number)
    return longitude, latitude, kinds, np.arange(number), [f"Place {n}" for n in range(number)]


@pytest.mark.parametrize("number", [1, 2, 40, 2_000])
def test_at_every_zoom_each_place_is_in_one_ring_or_stands_alone(number):
    longitude, latitude, kinds, ids, names = random_places(number)
    made = openings.opening(longitude, latitude, kinds, ids, names)
    assert made["zooms"]
    for items in made["zooms"].values():
        counts = np.zeros(6, int)
        for _, _, what, *one in items:
            counts += np.array(what) if not one else np.eye(6, dtype=int)[what]
        assert counts.tolist() == np.bincount(kinds, minlength=6).tolist()


def test_a_ring_stands_in_the_middle_of_what_it_took_in():
    longitude, latitude = np.array([-1.0, -1.0002, 0.5]), np.array([52.0, 52.0, 53.0])
    made = openings.opening(longitude, latitude, np.array([0, 3, 5]), np.array([7, 8, 9]), ["A", "B", "C"])
    for items in made["zooms"].values():
        assert items == [
            [pytest.approx(-1.0001, abs=2e-4), pytest.approx(52, abs=2e-4), [1, 0, 0, 1, 0, 0]],
            [pytest.approx(0.5, abs=2e-4), pytest.approx(53, abs=2e-4), 5, 9, "C"],
        ]


def test_no_place_no_rings():
    nothing = np.array([])
    assert openings.opening(nothing, nothing, nothing, nothing, []) is None


@pytest.mark.django_db
def test_the_page_brings_them_only_where_nothing_was_asked_for(client):
    make_village()
    everything = drawn(client.get("/map/").content.decode())
    assert len(everything["kinds"]) == 6
    assert drawn(client.get("/map/?kind=museum").content.decode()) is None
    assert "Lantern Theatre" not in json.dumps(drawn(client.get("/map/embed/").content.decode()))
