"""Rows become bodies: matched, made, or waiting; decided once, and merged and undone without loss."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from maypole.core.ingest.errors import UnableToIngest
from maypole.core.ingest.registry import source_named
from maypole.core.ingest.report import Report
from maypole.core.ingest.runs import Request, ingest
from maypole.core.models import IngestRun
from maypole.directory.actions.matching import AlreadyDecided, reopen, say_not_known, say_same, say_two
from maypole.directory.actions.merging import UnableToMerge, merge_organisations, undo_merge
from maypole.directory.models import Accreditation, Entry, Merge, Organisation, SourceRecord, Venue
from maypole.directory.queries.matching import batch

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
State = SourceRecord.State
HEAD = "place_id,title_raw,postcode,lat,lon,website,artform\n"
MUSEUMS = "museum_id,Name_of_museum,Postcode,Latitude,Longitude,Accreditation,Year_opened,Year_closed\n"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def real_school(cast):
    """Let the school of the cast be a real one at a real postcode."""
    cast.school.is_invented, cast.school.postcode = False, "LE4 4JG"
    cast.school.save()
    return cast.school


def take_in(tmp_path: Path, slug: str, text: str, **asked) -> Report:
    path = tmp_path / f"{slug}.csv"
    path.write_text(text)
    return ingest(Request(source_named(slug), path, **asked), clock=lambda: NOW)[1]


def state_of(key: str) -> str:
    return SourceRecord.objects.get(key=key).state


def test_a_school_in_other_words_is_that_school(tmp_path, real_school):
    take_in(tmp_path, "arts_award", HEAD + f"1,{real_school.name} Arts Award Centre,LE4 4JG,,,,Dance\n")
    assert SourceRecord.objects.get().school == real_school
    assert Accreditation.objects.get(scheme="arts_award_centre").school == real_school


def test_a_company_that_nobody_knows_is_made_once(tmp_path):
    text = HEAD + '2,Lantern Dance Ltd,NG1 4AB,,,www.lantern.example.org,"Dance, Music"\n'
    first = take_in(tmp_path, "arts_award", text)
    again = take_in(tmp_path, "arts_award", text)
    made = Organisation.objects.get(name="Lantern Dance Ltd")
    assert (made.website, made.artforms) == ("http://www.lantern.example.org", ["dance", "music"])
    assert (first.new, again.new, again.changed, again.unchanged) == (1, 0, 0, 1)


def test_a_row_that_changed_changes_what_it_made(tmp_path):
    take_in(tmp_path, "arts_award", HEAD + "2,Lantern Dance Ltd,NG1 4AB,,,,Dance\n")
    report = take_in(tmp_path, "arts_award", HEAD + "2,Lantern Dance and Song,NG1 4AB,,,,Music\n")
    assert (report.new, report.changed) == (0, 1)
    assert Organisation.objects.get(name="Lantern Dance and Song").artforms == ["music"]


def test_one_museum_in_two_lists_is_one_organisation(tmp_path):
    take_in(tmp_path, "arts_award", HEAD + "2,Museum of Lamps,NG1 4AB,,,,\n")
    take_in(
        tmp_path, "museums", MUSEUMS + "mm.1,The Museum of Lamps,NG1 4AB,52.96,-1.15,Accredited,1990:1990,9999:9999\n"
    )
    museum = Organisation.objects.get(name="Museum of Lamps")
    assert Venue.objects.get(name="The Museum of Lamps").organisation == museum
    assert museum.records.count() == 2


def test_a_closed_museum_is_kept_and_its_accreditation_has_ended(tmp_path):
    take_in(tmp_path, "museums", MUSEUMS + "mm.1,Old Lamps,NG1 4AB,52.96,-1.15,Accredited,1990:1990,2005:2006\n")
    venue = Venue.objects.get(name="Old Lamps")
    assert (venue.is_closed, venue.closed_year) == (True, 2005)
    assert venue.accreditations.get().status == Accreditation.Status.ENDED


def test_a_person_who_works_alone_is_known_as_such(tmp_path):
    take_in(tmp_path, "arts_award", HEAD + "5,Clare Weaver,NG1 4AB,99.999999,0,,Craft\n")
    assert Organisation.objects.get(name="Clare Weaver").is_sole_practitioner


def test_a_key_that_stands_twice_is_refused_by_line(tmp_path):
    report = take_in(tmp_path, "arts_award", HEAD + "2,One,NG1 4AB,,,,\n2,Other,NG1 4AB,,,,\n")
    assert [(one.line, "twice" in one.reason) for one in report.refusals] == [(3, True)]


def test_an_award_of_schools_waits_for_schools(tmp_path, real_school):
    real_school.is_invented = True
    real_school.save()
    with pytest.raises(UnableToIngest, match="Ingest gias first"):
        take_in(tmp_path, "arts_award", HEAD + "1,Any,NG1 4AB,,,,\n")
    assert IngestRun.objects.get().state == IngestRun.State.FAILED


def test_a_preview_reports_and_changes_nothing(tmp_path):
    before = Organisation.objects.count()
    report = take_in(tmp_path, "arts_award", HEAD + "2,Lantern,NG1 4AB,,,,\n", is_preview=True)
    assert report.new == 1
    assert (Organisation.objects.count(), SourceRecord.objects.count()) == (before, 0)
    assert IngestRun.objects.get().state == IngestRun.State.PREVIEW


def test_free_meals_of_a_list_go_before_the_registers_own_whichever_is_taken_in_again(tmp_path, real_school):
    meals = f"urn,percent fsm\n{real_school.urn},0.0\n"
    register = (
        "URN,LA (code),EstablishmentNumber,EstablishmentName,EstablishmentStatus (name),PercentageFSM\n"
        f"{real_school.urn},999,2001,Loom Street School,Open,31.5\n"
    )
    for _ in "ab":
        take_in(tmp_path, "gias", register, vintage="2026")
    assert take_in(tmp_path, "fsm", meals, vintage="2024/25").changed == 1
    for slug, text, vintage in (("gias", register, "2026"), ("fsm", meals, "2024/25")) * 2:
        report = take_in(tmp_path, slug, text, vintage=vintage)
        assert (report.new, report.changed, report.unchanged) == (0, 0, 1), slug
    real_school.refresh_from_db()
    assert (real_school.fsm_percent, real_school.fsm_vintage) == (0.0, "2024/25")


def test_a_list_with_another_date_says_so_in_the_files_too(tmp_path):
    row = "p1,Meadow Dance CIC,LE1 6TP,52.6,-1.1,,dance\n"
    take_in(tmp_path, "arts_award", HEAD + row, vintage="2025")
    assert take_in(tmp_path, "arts_award", HEAD + row, vintage="2026").changed == 0
    assert Entry.objects.get(name="Meadow Dance CIC").source.endswith("2026")


@pytest.fixture
def queued(tmp_path):
    """A museum of one list that may be a company of another: initials, one postcode."""
    take_in(tmp_path, "arts_award", HEAD + "2,MLT,NG1 4AB,,,,Dance\n")
    take_in(
        tmp_path,
        "museums",
        MUSEUMS + "mm.1,Museum Lamps Torches,NG1 4AB,52.96,-1.15,Unaccredited,1990:1990,9999:9999\n",
    )
    record = SourceRecord.objects.get(key="mm.1")
    assert record.state == State.QUEUED
    return record


def test_what_waits_stands_for_itself_meanwhile(queued):
    assert queued.organisation.name == "Museum Lamps Torches"
    assert batch() == [queued]


def test_one_merges_what_it_made_and_survives_the_next_run(queued, cast, tmp_path):
    made, candidate = queued.organisation, queued.candidates.get()
    say_same(record=queued, candidate=candidate, by=cast.carol.pk, now=NOW)
    made.refresh_from_db()
    assert made.merged_into == candidate.organisation
    assert Venue.objects.get(name="Museum Lamps Torches").organisation == candidate.organisation
    report = take_in(
        tmp_path, "museums", MUSEUMS + "mm.1,Museum Lamps Torches,NG1 4AB,52.96,-1.15,Accredited,1990:1990,9999:9999\n"
    )
    assert (report.new, report.changed, report.queued) == (0, 1, 0)
    assert Venue.objects.get(name="Museum Lamps Torches").organisation == candidate.organisation


def test_undone_both_stand_again_and_are_not_joined_again(queued, cast, tmp_path):
    made, candidate = queued.organisation, queued.candidates.get()
    say_same(record=queued, candidate=candidate, by=cast.carol.pk, now=NOW)
    undo_merge(merge=Merge.objects.get(), by=cast.carol.pk, now=NOW)
    made.refresh_from_db()
    assert made.merged_into is None
    assert Venue.objects.get(name="Museum Lamps Torches").organisation == made
    take_in(
        tmp_path, "museums", MUSEUMS + "mm.1,Museum Lamps Torches,NG1 4AB,52.96,-1.15,Accredited,1990:1990,9999:9999\n"
    )
    assert state_of("mm.1") == State.SEPARATE
    with pytest.raises(UnableToMerge):
        undo_merge(merge=Merge.objects.get(), by=cast.carol.pk, now=NOW)


def test_two_stay_two(queued, cast, tmp_path):
    say_two(record=queued, by=cast.carol.pk, now=NOW)
    take_in(
        tmp_path, "museums", MUSEUMS + "mm.1,Museum Lamps Torches,NG1 4AB,52.96,-1.15,Accredited,1990:1990,9999:9999\n"
    )
    assert state_of("mm.1") == State.SEPARATE
    with pytest.raises(AlreadyDecided):
        say_two(record=queued, by=cast.carol.pk, now=NOW)


def test_not_known_stays_in_the_queue(queued, cast):
    say_not_known(record=queued, by=cast.carol.pk, now=NOW)
    assert batch()[0].decided_by == cast.carol.pk


def test_a_decision_can_be_asked_again(queued, cast):
    made = queued.organisation
    say_same(record=queued, candidate=queued.candidates.get(), by=cast.carol.pk, now=NOW)
    reopen(record=SourceRecord.objects.get(key="mm.1"), by=cast.carol.pk, now=NOW)
    made.refresh_from_db()
    assert made.merged_into is None
    assert state_of("mm.1") == State.QUEUED


def test_an_organisation_is_not_merged_into_itself(cast):
    with pytest.raises(UnableToMerge, match="one already"):
        merge_organisations(kept=cast.museum, absorbed=cast.museum, by=None, now=NOW)


def test_a_coordinator_decides_on_the_page(queued, cast, as_):
    page = as_(cast.carol).get("/matching/")
    assert "Museum Lamps Torches" in page.content.decode()
    candidate = queued.candidates.get()
    as_(cast.carol).post("/matching/", {f"record-{queued.pk}": str(candidate.pk)})
    assert state_of("mm.1") == State.DECIDED
    merge = Merge.objects.get()
    assert as_(cast.carol).get("/matching/merges/").status_code == 200
    as_(cast.carol).post(f"/matching/merges/{merge.pk}/undo/")
    assert Merge.objects.get().undone_at


def test_a_candidate_of_another_record_decides_nothing(queued, cast, as_):
    as_(cast.carol).post("/matching/", {f"record-{queued.pk}": "999999", "record-x": "two"})
    assert state_of("mm.1") == State.QUEUED
