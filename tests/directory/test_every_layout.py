"""Every list in the publisher's layout and in that of the shared files: invented rows, and what becomes of each trap."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from maypole.core.ingest.errors import UnableToIngest
from maypole.core.ingest.registry import source_named, sources
from maypole.core.ingest.report import Report
from maypole.core.ingest.runs import Request, ingest
from maypole.core.models import IngestRun
from maypole.directory.models import Organisation, School, SourceRecord, Venue
from maypole.places.models import Place

FIXTURES = Path("tests/fixtures")
LAYOUTS = ("publisher", "shared")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ORDER = (
    "districts", "counties", "regions", "lsoas", "lookups_neighbourhoods", "lookups_counties", "lookups_regions",
    "postcodes", "iod2019", "iod2025", "gias", "gias_links", "fsm", "artsmark", "arts_award", "museums", "portfolio",
    "libraries", "partnerships",
)  # fmt: skip


def file_of(layout: str, name: str) -> Path | None:
    return next((FIXTURES / layout).glob(f"{name}.*"), None)


def take_in(path: Path) -> Report:
    slug = "lookups" if path.stem.startswith("lookups") else path.stem
    _, report = ingest(Request(source_named(slug), path), clock=lambda: NOW)
    return report


@pytest.fixture
def reports(db, settings, layout) -> dict[str, Report]:
    """Take in every list of a layout, with no postcodes but those of the list."""
    settings.GAZETTEER = False
    return everything(layout)


def everything(layout: str) -> dict[str, Report]:
    return {name: take_in(path) for name in ORDER if (path := file_of(layout, name))}


def told(reports: dict[str, Report]) -> dict[str, dict[str, object]]:
    """Return for each list its counts that are not nought, and each refusal with its line."""
    return {
        name: {
            "counts": ", ".join(f"{number} {what}" for what, number in report.counts().items() if number),
            "refused": [f"line {each.line}: {each.reason}" for each in report.refusals],
        }
        for name, report in reports.items()
    }


def expected(layout: str) -> dict[str, dict[str, object]]:
    found = yaml.safe_load((FIXTURES / "told.yaml").read_text(encoding="utf-8"))[layout]
    return {name: {"refused": [], **said} for name, said in found.items()}


def test_every_source_has_a_list_in_each_layout():
    slugs = set(sources()) - {"local"}
    for layout, without in (("publisher", set()), ("shared", {"gias_links"})):
        names = {path.stem.split("_")[0] if path.stem.startswith("lookups") else path.stem
                 for path in (FIXTURES / layout).iterdir()}  # fmt: skip
        assert names == slugs - without


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_trap_is_refused_by_line_and_reason_and_the_rest_is_taken_in(layout, reports):
    assert told(reports) == expected(layout)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_second_run_changes_nothing(layout, reports):
    again = everything(layout)
    assert {name: (report.new, report.changed) for name, report in again.items()} == dict.fromkeys(reports, (0, 0))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_both_layouts_say_the_same_of_the_same(layout, reports):
    assert set(Organisation.objects.values_list("name", flat=True)) == {
        "Anna Birdsall", "Bobbin Dance", "Brindleshire libraries", "Far Studio", "Gone Museum", "Kiln", "Lace Museum",
        "Lantern Theatre", "Loom Music & Arts", "Lost Studio", "Netherfold libraries", "Salt House Museum",
        "Swapped Studio", "Wandering Museum",
    }  # fmt: skip
    assert Organisation.objects.get(is_sole_practitioner=True).name == "Anna Birdsall"
    assert set(Venue.objects.filter(is_closed=True).values_list("name", flat=True)) == {
        "Gone Museum", "Library of a strange year", "Shut Library"
    }  # fmt: skip
    assert SourceRecord.objects.get(state="queued").name == "A setting that nobody knows"


@pytest.mark.parametrize("layout", ["publisher"])
def test_what_is_doubtful_about_a_place_is_said_of_it(layout, reports):
    flags = dict(School.objects.exclude(place_flag="").values_list("name", "place_flag"))
    assert flags == {
        "School at a closed postcode": "This postcode is no longer in use.",
        "School at an unknown postcode": "Nothing knows this postcode.",
    }
    of = dict(Organisation.objects.exclude(place_flag="").values_list("name", "place_flag"))
    assert of["Swapped Studio"] == "The list has latitude and longitude the wrong way round."
    assert of["Far Studio"] == "The list's point is not in the United Kingdom."
    assert School.objects.get(name="School by the grid").is_placed
    assert "Café" in School.objects.get(urn=990002).name


@pytest.mark.parametrize("layout", ["publisher"])
def test_free_meals_by_their_own_list_go_before_those_of_the_register(layout, reports):
    take_in(FIXTURES / "publisher" / "gias.csv")
    assert School.objects.get(urn=990005).fsm_percent == 12.5


def test_a_look_up_with_a_change_that_nobody_knows_is_refused_by_file_line_and_column(db, tmp_path):
    path = tmp_path / "changes.csv"
    path.write_text("lsoa11_code,lsoa21_code,change_code\nE01880001,E01990001,U\nE01880002,E01990002,Q\n")
    with pytest.raises(UnableToIngest) as refusal:
        ingest(Request(source_named("lookups"), path), clock=lambda: NOW)
    assert str(refusal.value).startswith('changes.csv, line 3, column "change_code": ')
    assert "They should be U, S, M or X." in str(refusal.value)
    assert IngestRun.objects.get().message == str(refusal.value)
    assert not Place.objects.exists()
