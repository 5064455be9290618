"""Spreadsheets as people keep them: banners, headings in two rows, hidden sheets, totals, titles that stand twice."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from maypole.core.ingest.errors import UnableToIngest
from maypole.core.ingest.registry import source_named
from maypole.core.ingest.report import Report
from maypole.core.ingest.runs import Request, ingest
from maypole.directory.models import Mapping, Organisation
from maypole.directory.sources.local import columns_in, guessed_columns, source_for

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HEADING = ["Organisation", "Email", "Phone", "Street", "Post Code", "Since", "", "Email"]
ROWS = [
    ["Lantern Dance", "info@lantern.example.org", "", "1 Loom Street", "LE4 4JG", date(2019, 9, 1), "", "a@lantern.example.org"],
    ["Salt House Players", "", "01632 960000", "2 Brine Row", "NG1 4AB", 43709, "by the bridge", ""],
    [],
    ["Total", "", "", "", "", 2, "", ""],
]  # fmt: skip


@pytest.fixture
def kept(tmp_path) -> Path:
    """A workbook with a hidden sheet of old rows, a banner, headings in two rows, dates as numbers and a total."""
    path = tmp_path / "our contacts.xlsx"
    book = xlsxwriter.Workbook(str(path))
    old, sheet = book.add_worksheet("Old"), book.add_worksheet("Contacts")
    for row, cells in enumerate([HEADING, ["Gone Players", "", "", "", "LE4 4JG", "", "", ""]]):
        old.write_row(row, 0, cells)
    sheet.activate()
    sheet.set_first_sheet()
    old.hide()
    sheet.merge_range(0, 0, 0, 7, "Arts contacts, spring 2026")
    sheet.merge_range(2, 0, 2, 2, "Contact")
    sheet.merge_range(2, 3, 2, 4, "Address")
    as_day = book.add_format({"num_format": "dd/mm/yyyy"})
    for row, cells in enumerate([HEADING, *ROWS], start=3):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell, as_day) if isinstance(cell, date) else sheet.write(row, column, cell)
    book.close()
    return path


def remember(**columns: str) -> Mapping:
    return Mapping.objects.create(
        slug="contacts", title="Contacts", publisher="A coordinator", columns=columns, made_at=NOW
    )


def take_in(path: Path) -> Report:
    _, report = ingest(Request(source_for(path), path), clock=lambda: NOW)
    return report


def titles(path: Path) -> list[str]:
    return [column.title for column in columns_in(path)]


def test_the_titles_are_found_below_a_banner_and_a_line_of_merged_headings(kept):
    assert titles(kept) == [
        "Organisation", "Email", "Phone", "Street", "Post Code", "Since", "Column 7", "Email (2)"
    ]  # fmt: skip


def test_each_column_shows_what_stands_under_it(kept):
    examples = {column.title: column.examples for column in columns_in(kept)}
    assert examples["Organisation"] == ("Lantern Dance", "Salt House Players")
    assert examples["Since"] == ("2019-09-01", "43709")
    assert examples["Column 7"] == ("by the bridge",)


def test_the_likely_columns_are_guessed(kept):
    guessed = guessed_columns(titles(kept))
    assert guessed == {"name": "Organisation", "postcode": "Post Code", "address": "Street", "email": "Email"}


def test_rows_are_read_and_the_line_of_totals_is_refused(kept):
    remember(name="Organisation", postcode="Post Code", address="Street", town="Column 7", email="Email (2)")
    report = take_in(kept)
    assert [(refusal.line, refusal.reason) for refusal in report.refusals] == [
        (8, "name: This is a total or a note, not an organisation.")
    ]
    assert set(Organisation.objects.values_list("name", "town")) == {
        ("Lantern Dance", ""),
        ("Salt House Players", "by the bridge"),
    }
    again = take_in(kept)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)


def test_thirty_columns_of_one_name_are_told_apart(tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(",".join(["Unnamed"] * 30) + "\n" + ",".join(f"v{n}" for n in range(30)) + "\n")
    columns = columns_in(path)
    assert len({column.title for column in columns}) == 30
    assert (columns[29].title, columns[29].examples) == ("Unnamed (30)", ("v29",))
    remember(name="Unnamed (3)")
    take_in(path)
    assert Organisation.objects.get().name == "v2"


def test_columns_with_nothing_in_them_are_not_asked_about(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Name,,Postcode,,\nLantern Dance,,LE4 4JG,,\n")
    assert titles(path) == ["Name", "Postcode"]


def test_a_semicolon_list_of_an_old_spreadsheet_keeps_its_accents_and_commas(tmp_path):
    path = tmp_path / "liste.csv"
    path.write_bytes(
        "sep=;\nName;Address\nCafé Zoë’s;1, Mill Lane, Derby\nBrücke;2, Mill Lane, Derby\n".encode("cp1252")
    )
    remember(name="Name", address="Address")
    take_in(path)
    assert Organisation.objects.get(name="Café Zoë’s").address == "1, Mill Lane, Derby"


@pytest.mark.parametrize(
    "name", ["Total", "TOTALS:", "Grand total 41", "Sub-total", "Total number of groups", "Source: us"]
)
def test_a_total_or_a_note_by_any_name_is_no_organisation(tmp_path, name):
    path = tmp_path / "list.csv"
    path.write_text(f"Name,Postcode\nTotal Theatre,LE4 4JG\n{name},\nSource Arts,NG1 4AB\n")
    remember(name="Name", postcode="Postcode")
    assert take_in(path).refused == 1
    assert set(Organisation.objects.values_list("name", flat=True)) == {"Total Theatre", "Source Arts"}


def test_a_charity_of_another_register_gets_no_number_of_ours(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Name,Charity number\nLantern Dance,SC012345\nSalt House Players,1122334\n")
    remember(name="Name", charity="Charity number")
    take_in(path)
    assert not Organisation.objects.get(name="Lantern Dance").identifiers.exists()
    assert Organisation.objects.get(name="Salt House Players").identifiers.get().value == "1122334"


def test_json_and_a_workbook_by_a_wrong_name_are_refused_in_a_sentence(kept, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text('[{"name": "Lantern"}]')
    with pytest.raises(UnableToIngest, match="This is JSON"):
        columns_in(path)
    with pytest.raises(UnableToIngest, match="Rename it so that it ends"):
        columns_in(kept.rename(path))


def test_a_list_without_titles_says_so(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Lantern Dance\nSalt House Players\n")
    with pytest.raises(UnableToIngest, match="no line of column titles"):
        columns_in(path)


def test_an_identifier_that_is_too_long_to_be_one_costs_its_row(tmp_path):
    path = tmp_path / "museums.csv"
    heading = "museum id,Name of museum,Year opened,Year closed,Accreditation\n"
    rows = f"mm.1,Lace Museum,1960,9999:9999,Accredited\n{'m' * 81},Salt Museum,1960,9999:9999,Accredited\n"
    path.write_text(heading + rows)
    _, report = ingest(Request(source_named("museums"), path), clock=lambda: NOW)
    assert [(refusal.line, refusal.reason) for refusal in report.refusals] == [
        (3, "key: An identifier has 80 characters at most.")
    ]
