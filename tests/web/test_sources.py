"""Lists on the command line and on their pages: a look first, then all or nothing; the sample goes only when asked."""

import gzip
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from maypole.core.actions import set_what_it_holds
from maypole.core.ingest.beginnings import Column
from maypole.core.ingest.registry import sources
from maypole.core.models import Dataset, IngestRun, Job
from maypole.core.queries import REAL, SAMPLE, what_it_holds
from maypole.directory.models import Mapping, Organisation, School
from maypole.web.census import census
from maypole.web.forms.sources import MappingForm

pytestmark = pytest.mark.django_db
GIAS = (
    "URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,EstablishmentStatus (name),Postcode,HeadLastName\n"
)
SCHOOL = "123456,855,Brindle,2000,Lamp Lane School,Open,LE4 4JG,Weaver\n"
NAMES = (
    "districts counties regions lsoas lookups postcodes iod2019 iod2025 gias gias_links fsm artsmark arts_award museums "
    "portfolio libraries partnerships local"
)


def ingest(*args: str, **options) -> str:
    out = StringIO()
    call_command("ingest", *args, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def register(tmp_path) -> Path:
    path = tmp_path / "edubasealldata20251121.csv"
    path.write_bytes((GIAS + SCHOOL).encode("cp1252"))
    return path


def test_every_source_is_there_and_listed():
    assert set(sources()) == set(NAMES.split())
    assert "gias_links" in ingest("--list")


def test_every_source_has_its_page_of_documentation():
    assert {path.stem for path in Path("docs/data").glob("*.md")} >= set(NAMES.split())


def test_a_list_is_taken_in_with_a_report(register):
    told = ingest("gias", str(register))
    assert "Taken in: Get Information About Schools" in told
    assert School.objects.get().name == "Lamp Lane School"
    assert Dataset.objects.get(slug="gias").vintage == "2025-11-21"
    assert what_it_holds() == REAL


def test_no_head_teacher_is_stored(register):
    ingest("gias", str(register))
    assert "Weaver" not in json.dumps(list(School.objects.values()), default=str)


def test_a_preview_changes_nothing(register):
    assert "nothing was changed" in ingest("gias", str(register), preview=True)
    assert not School.objects.exists()


def test_a_urn_that_stands_twice_is_refused_each_time(register):
    register.write_text(GIAS + SCHOOL + SCHOOL)
    assert "refused, line 2: URN: 123456 stands in the file 2 times" in ingest("gias", str(register))
    assert not School.objects.exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"<html>Login</html>", "web page"),
        (b"URN,Name\n1,A\n", 'line 1, column "establishmentname"'),
        ((GIAS + SCHOOL[:20]).encode(), "ends in the middle"),
        (GIAS.encode(), "no rows"),
        (gzip.compress(b"x" * 90, mtime=0)[:-9], "cut off"),
    ],
)
def test_a_bad_file_is_refused_with_status_2_and_nothing_is_written(tmp_path, content, told):
    path = tmp_path / "schools.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError) as refusal:
        ingest("gias", str(path))
    assert refusal.value.returncode == 2
    assert "schools.csv" in str(refusal.value)
    assert told in str(refusal.value)
    assert not School.objects.exists()
    assert IngestRun.objects.get().state == IngestRun.State.FAILED


def test_a_number_that_cannot_be_costs_its_row_and_no_other(tmp_path):
    path = tmp_path / "schools.csv"
    heading = GIAS.strip() + ",NumberOfPupils,StatutoryLowAge\n"
    odd = [f"12345{n},855,Brindle,200{n},School {n},Open,LE4 4JG,,{roll},{age}\n"
           for n, (roll, age) in enumerate([("210", "4"), ("-1", "4"), ("1e30", "4"), ("210", "70000")])]  # fmt: skip
    path.write_text(heading + "".join(odd))
    told = ingest("gias", str(path))
    assert [f"refused, line {n}" in told for n in (2, 3, 4, 5)] == [False, True, True, True]
    assert School.objects.get().roll == 210


def test_an_unknown_source_and_a_missing_file_say_what_there_is(tmp_path):
    with pytest.raises(CommandError, match="There are: districts"):
        ingest("schools", "x.csv")
    with pytest.raises(CommandError, match="no such file"):
        ingest("gias", str(tmp_path / "absent.csv"))


def test_the_sample_goes_only_where_that_is_agreed(register, cast):
    set_what_it_holds(SAMPLE)
    School.objects.update(is_invented=True)
    with pytest.raises(CommandError, match="Say --yes") as refusal:
        ingest("gias", str(register))
    assert refusal.value.returncode == 2
    assert School.objects.filter(is_invented=True).exists()
    ingest("gias", str(register), yes=True)
    assert not School.objects.filter(is_invented=True).exists()
    assert what_it_holds() == REAL


def test_the_census_is_one_line_of_json():
    out = StringIO()
    call_command("census", "--json", stdout=out)
    assert json.loads(out.getvalue()) == census()


@pytest.fixture
def at_once(settings):
    """Run background work as it is asked for."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


def upload(name: str, text: str) -> dict:
    return {"file": SimpleUploadedFile(name, text.encode())}


def test_a_coordinator_looks_and_then_takes_in(cast, as_, at_once):
    set_what_it_holds(REAL)
    browser = as_(cast.carol)
    assert b"Get Information About Schools" in browser.get("/sources/").content
    job = browser.post("/sources/gias/", upload("schools.csv", GIAS + SCHOOL)).url
    report = browser.get(job).url
    page = browser.get(report)
    assert b"What would change" in page.content
    assert not School.objects.filter(urn=123456).exists()
    token = report.partition("file=")[2].partition("&")[0]
    job = browser.post("/sources/gias/apply/", {"file": token}).url
    assert b"What became of it" in browser.get(browser.get(job).url).content
    assert School.objects.filter(urn=123456).exists()


def test_a_bad_upload_says_why_on_the_page(cast, as_, at_once):
    job = as_(cast.carol).post("/sources/gias/", upload("schools.csv", "<html>")).url
    assert b"web page, not a table" in as_(cast.carol).get(job).content
    assert as_(cast.carol).post("/sources/gias/").status_code == 422


def test_what_is_too_large_is_refused_beside_the_field(cast, as_, monkeypatch):
    monkeypatch.setattr(type(sources()["gias"]), "largest", 100)
    page = as_(cast.carol).post("/sources/gias/", upload("schools.csv", GIAS + SCHOOL))
    assert page.status_code == 422
    assert b"no edition of this list is larger than" in page.content
    assert not Job.objects.exists()


def test_a_list_of_ones_own_that_cannot_be_read_is_refused_beside_the_field(cast, as_):
    page = as_(cast.carol).post("/sources/local/", upload("mine.csv", "<html>Login</html>"))
    assert page.status_code == 422
    assert page.content.decode().count("mine.csv, line 1: This is a web page, not a table") == 2


def test_only_the_very_file_that_was_looked_at_can_be_taken_in(cast, as_, at_once):
    set_what_it_holds(REAL)
    browser = as_(cast.carol)
    report = browser.get(browser.post("/sources/gias/", upload("schools.csv", GIAS + SCHOOL)).url).url
    assert b"Take it in" in browser.get(report).content
    assert b"Take it in" not in browser.get(report.partition("?")[0]).content


def test_on_the_page_too_the_sample_goes_only_where_that_is_agreed(cast, as_, at_once):
    set_what_it_holds(SAMPLE)
    as_(cast.carol).post("/sources/gias/apply/", {"file": ""})
    assert what_it_holds() == SAMPLE


def test_a_list_of_ones_own_is_asked_about_once(cast, as_, at_once, tmp_path):
    set_what_it_holds(REAL)
    browser = as_(cast.carol)
    text = "Company;Where;Mail\nLantern Dance;LE4 4JG;info@lantern.example.org\nAnn Potter;NG1 4AB;ann@potter.example.org\n"
    columns = browser.post("/sources/local/", upload("mine.csv", text)).url
    assert browser.get(columns).status_code == 200
    assert browser.post(columns, {"title": ""}).status_code == 422
    answers = {"title": "Dance of Brindle", "publisher": "Brindle Council", "column_name": "Company"}
    answers |= {"column_postcode": "Where", "column_email": "Mail"}
    browser.get(browser.post(columns, answers).url)
    assert Mapping.objects.get().columns == {"name": "Company", "postcode": "Where", "email": "Mail"}
    path = tmp_path / "mine.csv"
    path.write_text(text)
    ingest("local", str(path))
    assert Organisation.objects.get(name="Lantern Dance").email == "info@lantern.example.org"
    assert Organisation.objects.get(name="Ann Potter").email == ""
    assert Dataset.objects.filter(slug="local-dance-of-brindle").exists()


ROOMS = "Room,Postcode\nLantern Dance,LE4 4JG\n"


@pytest.fixture
def two_remembered(cast):
    """Two lists of a coordinator's that have the same columns."""
    columns = {"name": "Room", "postcode": "Postcode"}
    for slug in ("brindle", "millbrook"):
        Mapping.objects.create(
            slug=slug,
            title=f"Rooms of {slug.title()}",
            publisher="A council",
            columns=columns,
            made_at=cast.dataset.ingested_at,
        )


def test_where_several_remembered_lists_fit_somebody_says_which(two_remembered, cast, as_, at_once):
    set_what_it_holds(REAL)
    browser = as_(cast.carol)
    columns = browser.post("/sources/local/", upload("rooms.csv", ROOMS)).url
    page = browser.get(columns).content.decode()
    assert "Rooms of Brindle" in page
    assert "Rooms of Millbrook" in page
    report = browser.get(browser.post(columns, {"remembered": "millbrook"}).url).url
    assert "mapping=millbrook" in report
    assert "Rooms of Millbrook, from rooms.csv" in browser.get(report).content.decode()
    assert Mapping.objects.count() == 2


def test_a_list_that_only_looks_like_a_remembered_one_can_be_another(two_remembered, cast, as_, at_once):
    set_what_it_holds(REAL)
    Mapping.objects.filter(slug="brindle").delete()
    browser = as_(cast.carol)
    report = browser.get(browser.post("/sources/local/", upload("rooms.csv", ROOMS)).url).url
    page = browser.get(report).content.decode()
    columns = page.partition('href="/sources/local/columns/')[2].partition('"')[0]
    answers = {"title": "Rooms of Derby", "publisher": "Derby", "column_name": "Room"}
    browser.post(f"/sources/local/columns/{columns}", answers)
    assert Mapping.objects.filter(title="Rooms of Derby").exists()


def test_without_a_mapping_the_command_says_where_to_make_one(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("Company,Where\nLantern,LE4 4JG\n")
    with pytest.raises(CommandError, match="/sources/local/"):
        ingest("local", str(path))


def test_a_job_is_nobody_elses_and_can_be_stopped(cast, as_):
    job = Job.objects.create(title="Look", actor=cast.carol.pk, created_at="2026-11-22T12:00Z")
    assert as_(cast.stan).get(f"/jobs/{job.pk}/").status_code == 404
    assert b'http-equiv="refresh"' in as_(cast.carol).get(f"/jobs/{job.pk}/").content
    as_(cast.carol).post(f"/jobs/{job.pk}/stop/")
    job.refresh_from_db()
    assert job.is_stop_requested


def test_no_question_about_columns_is_left_out_of_its_groups():
    form = MappingForm([Column("Room"), Column("Postcode")])
    asked = [field.name for group in form.groups() for row in group.rows for field in row]
    assert sorted(asked) == sorted(form.fields)
