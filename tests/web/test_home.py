"""The first page says what is here, counts it, and finds one's partnership."""

import pytest

from maypole.core.actions import set_what_it_holds
from maypole.core.queries import SAMPLE
from tests.village import make_village

pytestmark = pytest.mark.django_db


def test_an_empty_house_still_opens(client):
    html = client.get("/").content.decode()
    assert "Everybody holds a ribbon" in html
    assert "counted today" not in html


def test_six_ribbons_end_in_six_links_with_counts(client, django_assert_max_num_queries):
    make_village()
    with django_assert_max_num_queries(30):
        html = client.get("/").content.decode()
    for kind in ("school", "artsmark", "award", "museum", "portfolio", "other"):
        assert f'href="/map/?kind={kind}"' in html
    assert "of 4 schools" not in html
    assert "of 3 schools are in a partnership" in html


def test_a_postcode_or_place_finds_its_partnership(client, cast):
    assert client.get("/partnerships/find/?postcode=Brindle").url == "/partnerships/brindle/"


def test_where_there_is_none_it_says_so_kindly(client):
    village = make_village()
    html = client.get(f"/partnerships/find/?postcode={village.district.name}").content.decode()
    assert "No partnership in Millpond yet" in html
    assert "That does not mean that nothing happens" in html


def test_what_is_typed_wrong_is_kept_and_said(client):
    html = client.get("/partnerships/find/?postcode=Atlantis").content.decode()
    assert "We do not know “Atlantis”" in html
    assert 'value="Atlantis"' in html


def test_invented_stands_on_every_page_of_the_sample(client):
    set_what_it_holds(SAMPLE)
    for path in ("/", "/map/", "/map/embed/", "/reading/"):
        html = client.get(path).content.decode()
        assert "<strong>Invented.</strong>" in html, path
        assert '<meta name="robots" content="noindex">' in html, path


def test_who_is_missing_is_marked_in_the_main_links_on_a_partnerships_page_too(cast, as_):
    html = as_(cast.carol).get("/partnerships/brindle/missing/").content.decode()
    assert '<a href="/missing/" aria-current="page">Evidence</a>' in html
    assert '<a href="/partnerships/" aria-current="page">' not in html
    assert (
        '<a href="/partnerships/" aria-current="page">'
        in as_(cast.carol).get("/partnerships/brindle/").content.decode()
    )
