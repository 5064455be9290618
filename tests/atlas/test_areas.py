"""The page of an area: a district, its county, one that is no more, a partnership's territory."""

from datetime import date

from maypole.places.models import Indicator, IndicatorValue, Place


def page_of(client, code):
    return client.get(f"/areas/{code}/").content.decode()


def test_a_district_says_who_is_there_and_where_it_belongs(cast, client):
    page = page_of(client, "E07000901")
    assert "Brindleshire" in page
    assert "Brindle Cultural Education Partnership" in page
    assert "/map/?area=E07000901&amp;kind=school" in page


def test_a_county_counts_what_its_districts_hold(cast, client):
    page = page_of(client, "E10000099")
    assert "Coldry" in page
    assert "/areas/E07000902/" in page


def test_a_figure_stands_with_its_source_and_flag(cast, client):
    place = Place.objects.get(code="E07000901")
    indicator = Indicator.objects.create(slug="imd", title="Deprivation", unit="rank", dataset=cast.dataset)
    IndicatorValue.objects.create(
        indicator=indicator, place=place, vintage="2025", value=1204, decile=1, flag="the most deprived of two"
    )
    page = page_of(client, "E07000901")
    for words in ("1,204 (rank)", "1 of 10", "Invented list, 2025", "the most deprived of two"):
        assert words in page


def test_an_area_that_is_no_more_leads_to_what_it_became(cast, client):
    old = Place.objects.create(kind="district", code="E07000150", name="Corby", valid_to=date(2021, 3, 31))
    old.successions.create(new=Place.objects.get(code="E07000901"), change="merged")
    assert "It became" in page_of(client, "E07000150")


def test_a_territory_has_the_page_of_its_partnership(cast, client):
    assert client.get("/areas/brindle/").headers["Location"] == "/partnerships/brindle/"


def test_a_code_that_nobody_has_is_not_found(cast, client):
    assert client.get("/areas/E99999999/").status_code == 404
