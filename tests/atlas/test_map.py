"""The map page and its files: the same places everywhere, and nothing that a licence keeps back."""

import csv
import gzip
import io
import json

import pytest
import shapely
from django.http import QueryDict

from maypole.atlas.queries import payload as payloads
from maypole.directory.actions.entries import rebuild_entries
from maypole.directory.models import Entry, School
from maypole.directory.queries.entries import matching
from maypole.directory.queries.filters import parse
from maypole.places.models import Boundary
from tests.village import NOW, make_village

pytestmark = pytest.mark.django_db


@pytest.fixture
def village():
    return make_village()


def body_of(response):
    return b"".join(response.streaming_content).decode()


def test_the_page_counts_and_lists_the_places(client, village):
    html = client.get("/map/?kind=museum&kind=portfolio").content.decode()
    assert "<b>2</b>" in html
    assert "shown, of 6." in html
    assert "Museum of Salt" in html
    assert "Beacon High School" not in html


def test_it_says_which_places_stand_only_in_the_list(client, village):
    assert "1 of these places has no point" in " ".join(client.get("/map/").content.decode().split())


def test_a_place_that_is_not_known_is_said_beside_the_field_and_kept(client, village):
    html = client.get("/map/?near=ZZ99+9ZZ").content.decode()
    assert "We do not know the postcode or place “ZZ99 9ZZ”" in html
    assert 'value="ZZ99 9ZZ"' in html
    assert 'aria-invalid="true"' in html


def test_nothing_found_says_why_and_what_to_do(client, village):
    html = client.get("/map/?q=zebra").content.decode()
    assert "Nothing here passes all of that" in html
    assert "Show everything" in html


def test_the_list_turns_its_pages(client, village, django_assert_max_num_queries):
    for number in range(40):
        School.objects.create(urn=200_000 + number, name=f"School {number:02}", dataset=village.open_list)
    rebuild_entries(now=NOW)
    with django_assert_max_num_queries(30):
        second = client.get("/map/?page=2").content.decode()
    assert "21 to 40 of 46" in second
    assert "Back" in second
    assert "41 to 46 of 46" in client.get("/map/?page=99").content.decode()


def test_the_csv_holds_what_is_shown_but_for_what_may_not_be_passed_on(client, village):
    lines = list(csv.reader(io.StringIO(body_of(client.get("/map/places.csv?kind=museum&kind=portfolio")))))
    assert "1 more are left out" in lines[0][0]
    assert lines[1][0] == "name"
    assert [line[0] for line in lines[2:]] == ["Museum of Salt"]


def test_a_name_cannot_pass_for_a_formula(client, village):
    Entry.objects.filter(name="Museum of Salt").update(name="=HYPERLINK(1)")
    assert "'=HYPERLINK(1)" in body_of(client.get("/map/places.csv?kind=museum"))


def test_the_geojson_holds_the_same_and_says_what_is_invented(client, village):
    Entry.objects.update(is_invented=True)
    said = json.loads(body_of(client.get("/map/places.geojson")))
    names = [feature["properties"]["name"] for feature in said["features"]]
    assert said["maypole"]["left_out"] == 1
    assert "Lantern Theatre" not in names
    assert len(names) == 5
    assert {feature["properties"]["invented"] for feature in said["features"]} == {"Invented"}
    unplaced = next(each for each in said["features"] if each["properties"]["name"] == "Cold Lane School")
    assert unplaced["geometry"] is None


def unpacked(body):
    """Decode the payload slowly, in the plain way that its description says."""
    body = gzip.decompress(body)
    length = int.from_bytes(body[:4], "little")
    header, at = json.loads(body[4 : 4 + length]), 4 + length
    columns = {}
    for name, coding, size in header["columns"]:
        columns[name] = decoded(body[at : at + size], coding)
        at += size
    return header, columns


def decoded(data, coding):
    if coding == "byte":
        return list(data)
    values, value, shift = [], 0, 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            values.append(value)
            value, shift = 0, 0
    if coding == "varint":
        return values
    total, summed = 0, []
    for value in values:
        total += -(value + 1) // 2 if value % 2 else value // 2
        summed.append(total)
    return summed


def test_the_payload_holds_every_placed_row(client, village):
    header, columns = unpacked(client.get("/map/places.bin").content)
    rows = {row.pk: row for row in Entry.objects.filter(is_closed=False, latitude__isnull=False)}
    assert set(columns["id"]) == set(rows)
    for n, pk in enumerate(columns["id"]):
        row = rows[pk]
        assert columns["north"][n] / header["stepsADegree"] == pytest.approx(row.latitude, abs=3e-5)
        assert columns["east"][n] / header["stepsADegree"] == pytest.approx(row.longitude, abs=3e-5)
        assert header["kinds"][columns["kind"][n]]["slug"] == row.kind
        assert (columns["ks"][n], columns["artform"][n]) == (row.key_stages, row.artforms)
    names = gzip.decompress(client.get("/map/names.txt").content).decode().split("\n")
    assert names == [rows[pk].name for pk in columns["id"]]


@pytest.mark.parametrize(
    "query", ["", "q=salt", "near=Millpond&km=5", "area=E10000999", "partnership=millpond&q=school"]
)
def test_the_bits_say_what_the_list_says(client, village, query):
    response = client.get(f"/map/matches.bin?{query}")
    made = payloads.payload()
    assert response.headers["Maypole-Payload"] == made.digest
    chosen = {int(pk) for n, pk in enumerate(made.ids) if response.content[n >> 3] & (1 << (n & 7))}
    assert chosen == set(matching(parse(QueryDict(query))).filter(latitude__isnull=False).values_list("id", flat=True))


def test_the_payload_is_sent_once_and_again_when_a_row_changed(client, village):
    etag = client.get("/map/places.bin").headers["ETag"]
    assert client.get("/map/places.bin", headers={"If-None-Match": etag}).status_code == 304
    village.school.name = "Alder Road Academy"
    village.school.save()
    rebuild_entries(now=NOW)
    assert client.get("/map/places.bin", headers={"If-None-Match": etag}).status_code == 200


def test_an_embed_may_be_framed_and_keeps_back_what_may_not_be_passed_on(client, village):
    response = client.get("/map/embed/")
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in response.headers
    assert "Lantern Theatre" not in response.content.decode()
    names = gzip.decompress(client.get("/map/names.txt?embed=").content).decode()
    assert "Lantern Theatre" not in names
    assert "Museum of Salt" in names


def test_no_other_page_may_be_framed(client, village):
    response = client.get("/map/")
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Frame-Options"] == "DENY"


def test_a_chosen_place_is_a_part_for_the_map_and_its_listing_for_everybody_else(client, village):
    entry = Entry.objects.get(name="Museum of Salt")
    part = client.get(f"/map/places/{entry.pk}/", headers={"Accept": "text/html+fragment"}).content.decode()
    assert "Museum of Salt" in part
    assert "<html" not in part
    assert client.get(f"/map/places/{entry.pk}/").url == entry.path
    assert client.get("/map/places/99999999/").status_code == 404


def test_outlines_are_simplified_and_say_when_they_are_approximate(client, village):
    square = shapely.box(-1.3, 52.8, -1.0, 53.1)
    Boundary.objects.create(
        place=village.district, wkb=square.wkb, west=-1.3, south=52.8, east=-1.0, north=53.1, is_approximate=True
    )
    said = json.loads(gzip.decompress(client.get("/areas/outlines.json").content))
    assert said["isApproximate"]
    area = said["areas"][0]
    assert (area["name"], len(area["rings"])) == ("Millpond", 1)
    assert sum(area["rings"][0][2::2]) == 0
    assert sum(area["rings"][0][3::2]) == 0


def test_a_search_goes_to_the_map(client, village):
    assert client.get("/search/?q=salt").url == "/map/?q=salt"
