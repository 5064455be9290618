"""Open Referral UK: envelopes, filters, and the publisher's own schemas where they are at hand."""

import json

import jsonschema
import pytest

from maypole.directory.actions.entries import rebuild_entries
from maypole.directory.models import Offer, Organisation
from maypole.directory.presenters.openreferral import taxonomy_id, term_id

ROOT = "/openreferral/v3"
ENVELOPE = {"total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"}
SCHEMAS = {
    "/services": "compiled/service_list.json",
    "/services?full=true": "compiled/service.json",
    "/service_at_locations": "compiled/service_at_location_list.json",
    "/service_at_locations?full=true": "compiled/service_at_location.json",
    "/taxonomies": "taxonomy.json",
    "/taxonomy_terms": "taxonomy_term.json",
    "/organizations": "compiled/organization_list.json",
    "/organizations?full=true": "compiled/organization.json",
    "/organizations?full_service=true": "compiled/organization.json",
}
WHOLE = {
    "/services": "compiled/service.json",
    "/service_at_locations": "compiled/service_at_location.json",
    "/taxonomies": "taxonomy.json",
    "/taxonomy_terms": "taxonomy_term.json",
    "/organizations": "compiled/organization.json",
}


@pytest.fixture
def directory(cast):
    """A museum with an offer for key stage 2, and a support organisation without one."""
    Offer.objects.create(
        organisation=cast.museum,
        title="Salt makers",
        summary="Boil brine.",
        artforms=["heritage"],
        key_stages=["ks2"],
        cost_pounds=168,
        cost_unit="class",
    )
    rebuild_entries()
    return cast


def contents(client, path):
    answer = client.get(ROOT + path).json()
    assert set(answer) == ENVELOPE
    return answer["contents"]


def names(client, query):
    return {row["name"] for row in contents(client, f"/services?{query}")}


def test_an_offer_is_a_service_and_an_organisation_without_one_is_one_too(directory, client):
    assert names(client, "") == {"Salt makers", "Contact and visits: The Long Ribbon"}


def test_schools_are_no_services(directory, client):
    assert not names(client, "search=Alder")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("search=salt", {"Salt makers"}),
        ("search=brine+makers", {"Salt makers"}),
        ("search=ribbon+long", {"Contact and visits: The Long Ribbon"}),
        ("search=salt+ribbon", set()),
        ("minimum_age=7", {"Salt makers"}),
        ("minimum_age=8", set()),
        ("maximum_age=11", {"Salt makers"}),
        ("maximum_age=10", set()),
        ("day=MO", set()),
        (f"taxonomy_term_id={term_id('artforms', 'heritage')}", {"Salt makers"}),
        (f"taxonomy_term_id={term_id('artforms', 'dance')}", set()),
        (f"taxonomy_id={taxonomy_id('key_stages')}", {"Salt makers"}),
        ("taxonomy_id=of-another-register", set()),
        ("modified_after=2099-01-01T00:00:00Z", set()),
        ("modified_after=2000-01-01", {"Salt makers", "Contact and visits: The Long Ribbon"}),
        ("modified_after=0001-01-01T01:00:00%2B04:00", {"Salt makers", "Contact and visits: The Long Ribbon"}),
        ("modified_after=9999-12-31T23:00:00-04:00", set()),
        ("organization_id=00000000-0000-4000-8000-000000000000", set()),
    ],
)
def test_each_parameter_selects(query, found, directory, client):
    assert names(client, query) == found


def test_near_a_postcode_means_metres(directory, client):
    from maypole.places.models import Postcode

    Postcode.objects.create(
        code="NG14AB", latitude=52.955, longitude=-1.149, district_code="E07000901", dataset=directory.dataset
    )
    Postcode.objects.create(
        code="LE11AA", latitude=52.63, longitude=-1.13, district_code="E07000901", dataset=directory.dataset
    )
    assert contents(client, "/service_at_locations?postcode=NG1+4AB&proximity=500")
    assert not contents(client, "/service_at_locations?postcode=LE1+1AA&proximity=500")
    assert client.get(ROOT + "/service_at_locations?postcode=nonsense").status_code == 404


def test_pages_say_where_they_stand(directory, client):
    first = client.get(ROOT + "/services?per_page=1").json()
    assert (first["total_items"], first["total_pages"], first["first_page"], first["last_page"]) == (2, 2, True, False)
    last = client.get(ROOT + "/services?per_page=1&page=2").json()
    assert (last["last_page"], last["size"]) == (True, 1)
    beyond = client.get(ROOT + "/services?per_page=1&page=9").json()
    assert (beyond["empty"], beyond["contents"]) == (True, [])


def test_the_shortest_answer_is_ids_and_when_they_changed(directory, client):
    for path in ("/services", "/service_at_locations"):
        whole = {row["id"] for row in contents(client, path)}
        short = contents(client, f"{path}?minimal=true")
        assert {row["id"] for row in short} == whole
        assert all(set(row) <= {"id", "modified_date"} and all(row.values()) for row in short)


def test_organisations_are_found_by_words_and_told_of_as_wholly_as_asked(directory, client):
    def services(query):
        return contents(client, f"/organizations?search=lace+and+salt&{query}")[0].get("services")

    assert len(contents(client, "/organizations")) == 2
    assert services("") is None
    assert "attributes" not in services("full=true")[0]
    assert "attributes" in services("full_service=true")[0]
    one = f"{ROOT}/organizations/{directory.museum.pk}"
    assert "attributes" not in client.get(one).json()["services"][0]
    assert "attributes" in client.get(f"{one}?full_service=true").json()["services"][0]


def test_a_page_of_whole_organisations_asks_no_more_than_one(directory, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        client.get(ROOT + "/organizations?full_service=true&per_page=100")


def test_lines_are_streamed(directory, client):
    for path in ("/services", "/service_at_locations", "/organizations"):
        answer = client.get(f"{ROOT}{path}?format=ndjson")
        rows = [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]
        assert rows == contents(client, path)


def test_any_site_may_read(directory, client):
    assert client.get(ROOT + "/services").headers["Access-Control-Allow-Origin"] == "*"
    assert client.options(ROOT + "/services").status_code == 204


def test_an_id_that_nobody_has_is_not_found(directory, client):
    for path in WHOLE:
        assert client.get(f"{ROOT}{path}/00000000-0000-4000-8000-000000000000").status_code == 404


def test_somebody_who_works_alone_has_a_district_and_no_place(directory, client):
    Organisation.objects.filter(pk=directory.support.pk).update(is_sole_practitioner=True)
    rebuild_entries()
    row = next(r for r in contents(client, "/services?full=true") if "Long Ribbon" in r["name"])
    assert "service_at_locations" not in row
    assert row["service_areas"][0]["name"] == "Brindle"


def test_an_incomplete_address_is_left_out(directory, client):
    directory.museum.venues.update(address="")
    row = contents(client, "/service_at_locations?full=true&search=salt")[0]
    assert "addresses" not in row["location"]


def test_what_a_licence_does_not_allow_is_left_out(directory, client):
    type(directory.dataset).objects.update(may_pass_on=False)
    rebuild_entries()
    assert not contents(client, "/services")
    assert client.get(f"/api/v1/organisations/{directory.museum.pk}").status_code == 404
    assert client.get(f"/api/v1/schools/{directory.school.urn}").status_code == 404


def test_a_role_is_named_and_no_address_is_given(directory, client):
    directory.museum.listing.contact_role = "Learning team"
    directory.museum.listing.email = "secret@saltandlace.example"
    directory.museum.listing.save()
    text = client.get(ROOT + "/services?full=true").content.decode()
    assert "Learning team" in text
    assert "secret@" not in text
    assert "learning@saltandlace.example" not in text


@pytest.mark.real_data
@pytest.mark.parametrize("path", SCHEMAS)
def test_lists_validate_against_the_publishers_schema(path, directory, client, shared_data):
    rows = contents(client, path)
    assert rows
    assert not errors_of(rows, shared_data / "openreferral/schema" / SCHEMAS[path])


@pytest.mark.real_data
@pytest.mark.parametrize("path", WHOLE)
def test_single_records_validate_against_the_publishers_schema(path, directory, client, shared_data):
    rows = [client.get(f"{ROOT}{path}/{row['id']}").json() for row in contents(client, path)]
    assert rows
    assert not errors_of(rows, shared_data / "openreferral/schema" / WHOLE[path])


def errors_of(rows, schema):
    validator = jsonschema.Draft202012Validator(
        json.loads(schema.read_text()), format_checker=jsonschema.FormatChecker()
    )
    return [f"{list(error.path)}: {error.message}" for row in rows for error in validator.iter_errors(row)]
