"""The East Midlands as its publishers list it: every row accounted for, one body for one place, nothing twice."""

import csv
import random
import re
import sys
from datetime import date
from pathlib import Path

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from maypole.accounts.actions.grants import make_administrator
from maypole.atlas.actions.calculation import calculate_all
from maypole.atlas.models import AreaValues
from maypole.atlas.queries.areas import districts_in
from maypole.atlas.queries.schools import table_of_area
from maypole.core.models import IngestRun
from maypole.directory.matching.index import Index, the_one
from maypole.directory.matching.names import name_of
from maypole.directory.matching.scoring import Known
from maypole.directory.models import Accreditation, Entry, Offer, Organisation, School, SourceRecord
from maypole.directory.queries.known import county_of_districts, known_schools
from maypole.partnerships.models import Partnership
from maypole.places.queries.areas import districts_by_code
from tests.conftest import SHARED
from tests.directory.api.test_openreferral import ROOT, SCHEMAS, errors_of
from tests.directory.region import LISTS, SCHOOLS, take_in, taken_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.real_data,
    pytest.mark.slow,
    pytest.mark.on_both,
    pytest.mark.skipif(
        not (SHARED / "data").is_dir(),
        reason=f"MAYPOLE_SHARED ({SHARED}) has no data: the tests on the publishers' files are left out",
    ),
]
LEAST_PRECISION = 0.995
State = SourceRecord.State


@pytest.fixture(scope="module")
def region(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), taken_in(SHARED / "data") as found:
        yield found


def test_the_census(region):
    alone, whole = region["postcodes only"], region["whole"]
    assert (alone["schools"], alone["placed"]) == (2251, 659)
    assert (whole["placed"], whole["unplaced"]) == (662, 1589)
    assert (whole["museums"], whole["accredited_open"], whole["libraries"]) == (277, 102, 300)
    assert (whole["artsmark"], whole["arts_award"], whole["portfolio"]) == (347, 171, 72)
    assert (whole["partnerships"], whole["districts_covered"]) == (9, 25)
    assert whole["queued"] <= 60


def test_one_school_is_flagged_far_outside_its_authority(region):
    flagged = School.objects.filter(place_flag__contains="outside")
    assert [school.pk for school in flagged] == [134137]
    assert not School.objects.filter(latitude=None, place_flag="").exists()


def test_no_artsmark_setting_is_lost(region):
    records = SourceRecord.objects.filter(dataset_id="artsmark")
    refused = IngestRun.objects.filter(dataset_id="artsmark").latest("started_at").refused
    joined = records.exclude(school=None).count()
    assert joined + records.filter(state=State.QUEUED).count() + refused == 347
    assert joined >= 345
    assert Accreditation.objects.filter(scheme="artsmark").count() == joined


@pytest.mark.parametrize("word", ["Holocaust Centre", "Justice Museum", "Chatsworth"])
def test_one_museum_in_two_lists_is_one_organisation(region, word):
    body = Organisation.objects.distinct_bodies().get(name__icontains=word)
    assert body.records.values("dataset_id").distinct().count() == 2


def test_people_who_work_alone_are_known(region):
    alone = Organisation.objects.filter(is_sole_practitioner=True)
    assert 0 < alone.count() < 10
    assert not Entry.objects.filter(organisation__in=alone, is_point_of_district=False, latitude__gt=0).exists()


@pytest.mark.parametrize("path", SCHEMAS)
def test_the_whole_directory_with_offers_validates_as_open_referral(region, path, client):
    for organisation in Organisation.objects.open().filter(venues__kind="museum")[:20]:
        details = {"title": "A day with us", "summary": "Look and make.", "cost_pounds": 90, "cost_unit": "class"}
        Offer.objects.create(organisation=organisation, artforms=["museums"], key_stages=["ks1", "ks2"], **details)
    join = "&" if "?" in path else "?"
    envelope = client.get(f"{ROOT}{path}{join}per_page=500").json()
    assert envelope["contents"]
    assert not errors_of(envelope["contents"], SHARED / "data/openreferral/schema" / SCHEMAS[path])


@pytest.mark.parametrize("slug", ["gias", *LISTS])
def test_a_second_run_changes_nothing(region, slug):
    with override_settings(GAZETTEER=True):
        report = take_in(slug, SHARED / "data" / (SCHOOLS if slug == "gias" else LISTS[slug]))
    assert (report.new, report.changed) == (0, 0)
    assert report.unchanged + report.refused == report.read


def test_pairs_labelled_by_hand(region, capsys):
    labels = list(csv.DictReader(Path(__file__).with_name("labels.csv").read_text().splitlines()))
    joined = dict(
        SourceRecord.objects.filter(dataset_id="arts_award", state=State.MATCHED).values_list("key", "school_id")
    )
    said = [(joined.get(row["arts_award"]) == int(row["urn"]), row["same"] == "yes") for row in labels]
    assert len(labels) == 100
    report(capsys, "100 pairs labelled by hand", right=said.count((True, True)), wrong=said.count((True, False)),
           missed=said.count((False, True)))  # fmt: skip


def test_artsmark_with_numbers_blanked_and_names_perturbed(region, capsys):
    chance, schools = random.Random(20), Index(known_schools())
    districts, counties = districts_by_code(), county_of_districts()
    tally = {"right": 0, "wrong": 0, "missed": 0}
    for record in SourceRecord.objects.filter(dataset_id="artsmark", state=State.IDENTIFIED):
        district = districts.get(record.fields["place"]["district"])
        for postcode in (record.postcode.replace(" ", ""), ""):
            wanted = Known(
                ref="",
                name=name_of(perturbed(record.name, chance)),
                postcode=postcode,
                district=district.pk if district else None,
                county=counties.get(district.pk) if district else None,
            )
            one = the_one(schools.verdicts(wanted))
            tally["missed" if one is None else "right" if one.ref == f"school:{record.school_id}" else "wrong"] += 1
    report(capsys, "Artsmark, numbers blanked, names perturbed, half without postcode", **tally)


def test_every_school_perturbed_with_nothing_but_its_authority(region, capsys):
    chance, schools = random.Random(21), Index(known_schools())
    tally = {"right": 0, "wrong": 0, "missed": 0}
    for urn, name, authority in School.objects.order_by("urn").values_list("urn", "name", "authority_id"):
        one = the_one(schools.verdicts(Known(ref="", name=name_of(perturbed(name, chance)), county=authority)))
        tally["missed" if one is None else "right" if one.ref == f"school:{urn}" else "wrong"] += 1
    report(capsys, "every school, names perturbed, authority only", **tally)


def report(capsys, what: str, *, right: int, wrong: int, missed: int) -> None:
    """Print precision and recall, and hold the precision."""
    precision, recall = right / (right + wrong), right / (right + wrong + missed)
    figures = f"precision {precision:.4f}, recall {recall:.3f} ({right} right, {wrong} wrong, {missed} missed)"
    with capsys.disabled():
        sys.stdout.write(f"\n{what}: {figures}\n")
    assert precision >= LEAST_PRECISION


def perturbed(name: str, chance: random.Random) -> str:
    """Write a name as another list might: other short forms, another case, now and then a slip of the finger."""
    for pattern, others in (
        (r"\bSt\.?\s", ["Saint ", "St. ", "St "]),
        (r"\bCofE\b|\bChurch of England\b", ["C of E", "CE", "C.E.", "Church of England", "CofE"]),
        (r"\bPrimary\b", ["Primary", "Prim", "primary"]),
        (r"\band\b", ["&", "and"]),
        (r"\bCatholic\b", ["RC", "Catholic", "Roman Catholic"]),
        (r"^The ", ["", "The "]),
        (r"'", ["", "’", "'"]),
        (r"\bSchool$", ["School", "Sch", ""]),
    ):
        name = re.sub(pattern, lambda found, others=others: chance.choice(others), name)
    if chance.random() < 0.2:
        at = chance.randrange(1, max(2, len(name) - 1))
        name = name[:at] + chance.choice(["", name[at] * 2, name[at + 1 : at + 2] + name[at]]) + name[at + 1 :]
    return chance.choice([name, name.upper(), name.lower()])


def test_where_most_schools_have_no_point_the_public_is_told_no_distance(region):
    calculate_all(as_of=date(2026, 11, 22), now=timezone.now())
    partnerships = list(Partnership.objects.select_related("territory"))
    ada = make_administrator(email="ada@maypole.example", by=None)
    stranger, keeper = Client(), Client()
    keeper.force_login(ada)
    for partnership in partnerships:
        row = AreaValues.objects.get(place=partnership.territory)
        assert row.unplaced + row.perhaps > 0.2 * (row.schools + row.perhaps) > 0
        path = f"/partnerships/{partnership.slug}/profile/profile.csv"
        told = {line[1]: line[3] for line in rows_of(stranger.get(path)) if line[0] == "Provision"}
        assert set(told.values()) == {"x"}, partnership
        kept = {line[1]: line[3] for line in rows_of(keeper.get(path)) if line[0] == "Provision"}
        assert kept["Kilometres to the nearest museum"] != "x", partnership
    for code in ("E06000016", "E10000018", "E12000004"):
        told = {line[1]: line[3] for line in rows_of(stranger.get(f"/areas/{code}/profile/profile.csv"))}
        assert told["Kilometres to the nearest library"] == told["Deprivation, decile"] == "x", code
    city = AreaValues.objects.get(place__code="E06000016", place__kind="district")
    assert (city.schools, city.unplaced) == (126, 86)


def rows_of(response) -> list[list[str]]:
    return list(csv.reader(response.content.decode().splitlines()))[1:]


def test_the_schools_of_an_authority_count_though_they_have_no_point(region):
    partnership = Partnership.objects.select_related("territory").order_by("slug").first()
    table = table_of_area([partnership.territory])
    inside = {place.pk for place in districts_in([partnership.territory])}
    here = School.objects.filter(status__in=["open", "closing"])
    plain = {one.urn for one in here if one.district_id in inside}
    assert plain <= set(table.urn.tolist())
    assert all(one.authority_id for one in here.filter(urn__in=set(table.urn.tolist()) - plain))
    ada = make_administrator(email="ada@maypole.example", by=None)
    browser = Client()
    browser.force_login(ada)
    page = browser.get(f"/partnerships/{partnership.slug}/missing/").content.decode()
    assert "Of the placed" in page
    assert f"of {len(table):,} schools" in page
    assert str(table.name[0]) not in Client().get(f"/partnerships/{partnership.slug}/missing/").content.decode()
