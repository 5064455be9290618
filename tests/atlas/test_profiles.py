"""Profiles, indicators and methods: each figure leads to what it means, and what may not be published is not."""

import csv
import re
from datetime import timedelta
from io import BytesIO, StringIO

import numpy as np
import pytest
from django.utils import timezone
from pypdf import PdfReader

from maypole.atlas.actions.calculation import calculate_all
from maypole.atlas.queries.peers import distances, known_of
from maypole.atlas.queries.values import values_of
from maypole.directory.models import School
from maypole.outcomes.terms import term_on
from maypole.places.models import Indicator, IndicatorValue, Place
from tests.atlas.region import NOW, make_region
from tests.atlas.returns import told
from tests.cast import make_school

AREA = "/areas/E07000901/profile/"
OURS = "/partnerships/brindle/profile/"


@pytest.fixture
def region(cast):
    made = make_region(cast)
    told(cast, made.schools[0], children=37)
    calculate_all(as_of=term_on(timezone.localdate()).last_day + timedelta(days=1), now=NOW)
    return made


def test_everybody_sees_need_and_provision_and_nobody_else_sees_reach(region, as_):
    for path in (AREA, OURS):
        page = as_().get(path).content.decode()
        assert "Pupils with free school meals" in page
        assert "Invented Midlands" in page
        assert "Different children" not in page
        assert "who are we missing?" in page
    assert "Different children, at least" in as_(region.cast.carol).get(OURS).content.decode()
    assert "Different children" not in as_(region.cast.stan).get(OURS).content.decode()


@pytest.mark.parametrize("who", ["stan", "tess", "olive", "eddie", None])
def test_no_file_gives_a_stranger_a_figure_of_reach(region, as_, who):
    browser = as_(getattr(region.cast, who) if who else None)
    for path in (AREA, OURS, "/areas/E12000099/profile/"):
        assert "Reach," not in browser.get(f"{path}profile.csv").content.decode()
        assert (
            "Different children"
            not in PdfReader(BytesIO(browser.get(f"{path}profile.pdf").content)).pages[0].extract_text()
        )


def test_page_csv_and_pdf_show_the_same_figures(region, as_):
    browser = as_(region.cast.carol)
    rows = list(csv.reader(StringIO(browser.get(f"{OURS}profile.csv").content.decode())))[1:]
    by_title = {row[1]: row[3] for row in rows}
    page = browser.get(OURS).content.decode()
    text = "".join(one.extract_text() for one in PdfReader(BytesIO(browser.get(f"{OURS}profile.pdf").content)).pages)
    for title in ("Pupils on roll", "Schools in villages and the countryside", "Schools of which a return tells"):
        assert f"<b>{by_title[title]}</b>" in page
        assert by_title[title] in text
        assert title in text.replace("\n", " ")


def test_every_figure_leads_to_its_indicator_and_on_to_its_method(region, as_):
    page = as_().get(AREA).content.decode()
    slugs = {part.split('"')[0].strip("/") for part in page.split('href="/indicators/')[1:]}
    assert len(slugs) > 10
    for slug in slugs:
        found = as_().get(f"/indicators/{slug}/").content.decode()
        method = found.split('href="/methods/')[1].split("/")[0]
        assert as_().get(f"/methods/{method}/").status_code == 200, (slug, method)


def test_where_too_many_have_no_point_the_public_sees_x_and_a_coordinator_sees_it_of_the_placed(region, as_):
    School.objects.filter(urn__gte=100206).update(latitude=None, longitude=None)
    calculate_all(as_of=NOW.date(), now=NOW)
    public = list(csv.reader(StringIO(as_().get(f"{OURS}profile.csv").content.decode())))
    kept = list(csv.reader(StringIO(as_(region.cast.carol).get(f"{OURS}profile.csv").content.decode())))
    title = "Kilometres to the nearest museum"
    assert next(row[3] for row in public if row[1:2] == [title]) == "x"
    assert next(row[3] for row in kept if row[1:2] == [title]) != "x"
    assert "of the placed" in as_(region.cast.carol).get(OURS).content.decode()
    assert "of the placed" not in as_().get(OURS).content.decode()
    assert ">x<" in as_().get("/indicators/provision-nearest-km-museum/").content.decode()


def test_an_indicator_of_reach_shows_no_area(region, as_):
    page = as_().get("/indicators/reach-children-least/").content.decode()
    assert "Where it stands" not in page
    assert "releases" in page
    assert "Where it stands" in as_().get("/indicators/need-pupils/").content.decode()


def test_an_area_without_schools_says_so_and_an_unknown_one_is_not_found(region, as_):
    assert "Nothing is worked out for this area yet" in as_().get("/areas/E07000902/profile/").content.decode()
    for path in ("/areas/E07999999/profile/", "/indicators/nonsense/", "/methods/nonsense/", "/methods/../etc/",
                 "/methods/figures/nonsense.svg", "/methods/readme/"):  # fmt: skip
        assert as_().get(path).status_code == 404, path


def test_only_an_administrator_has_it_worked_out_now(region, as_):
    assert as_(region.cast.carol).post("/indicators/work-out/").status_code == 403
    assert "/jobs/" in as_(region.cast.ada).post("/indicators/work-out/").headers["Location"]


def test_areas_are_near_in_standard_deviations_over_what_is_known_of_both():
    features = np.array([[5.0, 10, 3, np.nan], [5.0, 10, 3, 40], [9.0, 10, 3, 40], [np.nan, np.nan, np.nan, np.nan]])
    found = distances(features, 0)
    spread = np.std([5.0, 5.0, 9.0])
    assert found[1] == 0
    assert found[2] == pytest.approx(np.sqrt((4 / spread) ** 2 / 3))
    assert np.isinf(found[3])


def test_the_region_stands_beside_a_county_of_several_districts(region, as_):
    calculate_all(as_of=NOW.date(), now=NOW)
    heads = next(
        csv.reader(StringIO(as_().get("/areas/E10000099/profile/profile.csv").content.decode().split("\n", 1)[1]))
    )
    assert "Invented Midlands" in heads


def test_areas_are_compared_by_what_may_be_published_and_the_page_says_by_what(region, as_):
    for n in range(3):
        make_school(
            100400 + n,
            f"Coldry {n} School",
            Place.objects.get(code="E07000902"),
            region.cast.dataset,
            roll=90,
            rurality="urban",
        )
    calculate_all(as_of=NOW.date(), now=NOW)
    page = as_().get(AREA).content.decode()
    assert "Most like it by" in page
    School.objects.update(latitude=None, longitude=None, roll=None)
    calculate_all(as_of=NOW.date(), now=NOW)
    place = Place.objects.get(code="E07000901")
    own = values_of([place])[place.pk]
    assert own["need-imd"].value is not None
    assert known_of(own) == ("need-rural",)
    assert re.search(r"Most like it by <a[^>]*>how rural they are</a>:", as_().get(AREA).content.decode())
    School.objects.update(rurality="")
    calculate_all(as_of=NOW.date(), now=NOW)
    assert "Which areas are most like it cannot be said" in as_().get(AREA).content.decode()


def test_where_the_newest_list_tells_nothing_the_one_before_stands_for_it(region, as_):
    newest = Indicator.objects.get(slug="idaci-2025")
    before = Indicator.objects.create(slug="idaci-2019", title="2019", unit="rank", dataset=region.cast.dataset)
    IndicatorValue.objects.filter(indicator=newest).update(indicator=before, vintage="2019")
    calculate_all(as_of=NOW.date(), now=NOW)
    page = as_().get(AREA).content.decode()
    assert "Children’s income deprivation 2019, decile" in page
    assert page.count("Children’s income deprivation") == 1
