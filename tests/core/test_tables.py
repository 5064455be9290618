"""Any table is read, whatever its encoding, banner or packing; what is no table is refused in a sentence."""

import gzip
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from maypole.core.ingest.errors import UnableToIngest
from maypole.core.ingest.files import MEGABYTE
from maypole.core.ingest.layouts import layout
from maypole.core.ingest.registry import source_named
from maypole.core.ingest.tables import read_table

LAYOUT = layout("people", required="key name", key=("id",), name=("full name",), town=("town",))
LARGEST = 5 * MEGABYTE


def read(path: Path, refused: list | None = None):
    told = refused if refused is not None else []
    return list(
        read_table(path, [LAYOUT], largest=LARGEST, on_refusal=lambda line, why, text: told.append((line, why, text)))
    )


def written(tmp_path: Path, content: str | bytes, name: str = "list.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def sentence(tmp_path: Path, content: str | bytes, name: str = "list.csv") -> str:
    with pytest.raises(UnableToIngest) as refusal:
        read(written(tmp_path, content, name))
    return str(refusal.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_a_list_is_read_in_any_encoding(tmp_path, encoding):
    path = written(tmp_path, "ID,Full name,Town\n1,Zoë’s Café,Lœuf\n".encode(encoding))
    assert read(path)[0]["name"] == "Zoë’s Café"


def test_banner_rows_and_line_breaks_in_titles_are_passed_over(tmp_path):
    path = written(tmp_path, '\n,A list of people\n,"Updated\nyesterday"\n,\n,ID,"Full\nname",Town\n,1,Ann,Derby\n')
    rows = read(path)
    assert rows[0].fields == {"key": "1", "name": "Ann", "town": "Derby"}
    assert rows[0].line == 8


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_whatever_parts_the_columns_is_found_out(tmp_path, delimiter):
    path = written(tmp_path, "\n".join(delimiter.join(row) for row in [["ID", "Full name", "Town"], ["1", "Ann", "X"]]))
    assert read(path)[0]["town"] == "X"


def test_a_packed_list_is_unpacked(tmp_path):
    text = b"ID,Full name,Town\n1,Ann,Derby\n"
    (tmp_path / "list.csv.gz").write_bytes(gzip.compress(text))
    with zipfile.ZipFile(tmp_path / "list.zip", "w") as archive:
        archive.writestr("inside/list.csv", text)
    assert read(tmp_path / "list.csv.gz") == read(tmp_path / "list.zip")


def workbook(path: Path) -> Path:
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("Notes").write(0, 0, "Read me")
    sheet = book.add_worksheet("List")
    for row, cells in enumerate([["About"], ["ID", "Full name", "Town"], [7, "Ann", "Derby"]]):
        sheet.write_row(row, 0, cells)
    book.close()
    return path


def test_a_workbook_is_read_on_the_sheet_that_has_the_heading(tmp_path):
    rows = read(workbook(tmp_path / "list.xlsx"))
    assert rows[0].fields == {"key": "7", "name": "Ann", "town": "Derby"}
    assert rows[0].line == 3


def test_a_workbook_named_csv_is_refused(tmp_path):
    path = workbook(tmp_path / "list.xlsx").rename(tmp_path / "list.csv")
    assert "Rename it so that it ends in .xlsx" in sentence(tmp_path, path.read_bytes())


def test_what_stands_on_a_hidden_sheet_is_left_alone(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "list.xlsx"))
    old, new = book.add_worksheet("Old"), book.add_worksheet("New")
    for sheet, name in ((old, "Gone"), (new, "Ann")):
        sheet.write_row(0, 0, ["ID", "Full name", "Town"])
        sheet.write_row(1, 0, [1, name, "Derby"])
    new.activate()
    new.set_first_sheet()
    old.hide()
    book.close()
    assert [row["name"] for row in read(tmp_path / "list.xlsx")] == ["Ann"]


def test_commas_inside_what_semicolons_part_are_no_columns(tmp_path):
    text = "ID;Full name;Town\n" + "".join(f"{n};Zoë, of 1, High Street, Lower End;Derby\n" for n in range(9))
    assert {row["town"] for row in read(written(tmp_path, text.encode("cp1252")))} == {"Derby"}


def test_a_note_below_the_last_row_is_refused_and_cuts_nothing_off(tmp_path):
    refused: list = []
    rows = read(written(tmp_path, "ID,Full name,Town\n1,Ann,Derby\nSource: the council\n"), refused)
    assert [row["name"] for row in rows] == ["Ann"]
    assert refused == [(3, "The row has 1 fields and the heading has 3.", "Source: the council")]


def test_a_title_that_stands_twice_is_told_apart(tmp_path):
    twice = layout("people", required="key name", key=("id",), name=(r"id \(2\)",), town=("column 3",))
    path = written(tmp_path, "ID,id,\n1,Ann,Derby\n")
    rows = list(read_table(path, [twice], largest=LARGEST, on_refusal=print))
    assert [row.fields for row in rows] == [{"key": "1", "name": "Ann", "town": "Derby"}]


def test_a_missing_column_is_named_with_the_line(tmp_path):
    told = sentence(tmp_path, "About\nID,Town\n1,Derby\n")
    assert 'list.csv, line 2, column "full name"' in told


@pytest.mark.parametrize(
    "page",
    [
        "\n<!DOCTYPE html><html><body>404</body></html>",
        "<!-- cached -->\n<html>",
        "<table><tr><td>ID</td></tr></table>",
        "<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>",
        "<html>".encode("utf-16"),
    ],
)
def test_a_web_page_saved_as_csv_is_recognised(tmp_path, page):
    assert "web page" in sentence(tmp_path, page)


def test_a_list_cut_off_in_a_row_is_refused_whole(tmp_path):
    assert "line 3: The file ends in the middle" in sentence(tmp_path, "ID,Full name,Town\n1,Ann,Derby\n2,Be")


def test_a_list_cut_off_inside_quotes_is_refused_whole(tmp_path):
    assert "ends in the middle" in sentence(tmp_path, 'ID,Full name,Town\n1,"Ann, of Der')


def test_a_list_cut_off_in_its_packing_is_refused_whole(tmp_path):
    packed = gzip.compress(b"ID,Full name,Town\n" + b"1,Ann,Derby\n" * 5_000)
    assert "cut off" in sentence(tmp_path, packed[:-40], "list.csv.gz")


def test_packing_that_is_broken_inside_is_refused_whole(tmp_path):
    packed = bytearray(gzip.compress(b"ID,Full name,Town\n" + bytes(range(32, 127)) * 50))
    packed[14:30] = bytes(16)
    assert "cut off" in sentence(tmp_path, bytes(packed), "list.csv.gz")


def test_a_locked_zip_says_so(tmp_path):
    path = tmp_path / "list.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("list.csv", "ID,Full name,Town\n1,Ann,Derby\n")
    locked = path.read_bytes().replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")
    assert "locked by a password" in sentence(tmp_path, locked, "list.zip")


def test_a_quotation_mark_without_a_partner_is_named_by_line(tmp_path):
    assert "line 2" in sentence(tmp_path, 'ID,Full name,Town\n1,"Ann" of,Derby\n2,Bea,Derby\n')


def test_an_empty_file_a_pdf_and_bytes_are_refused(tmp_path):
    assert "empty" in sentence(tmp_path, b"")
    assert "PDF" in sentence(tmp_path, b"%PDF-1.7 x")
    assert "not text" in sentence(tmp_path, b"ID,Full name\n1,\x00\x01\x02" + bytes(range(256)))


def test_two_gigabytes_are_refused_at_once(tmp_path):
    path = tmp_path / "list.csv"
    with path.open("wb") as file:
        file.truncate(2 * 1024 * MEGABYTE)
    with pytest.raises(UnableToIngest, match="2,048 MB"):
        read(path)


def test_what_grows_beyond_its_list_when_unpacked_is_refused(tmp_path):
    packed = gzip.compress(b"ID,Full name,Town\n" + b"1,Ann,Derby\n" * 600_000)
    assert "Unpacked" in sentence(tmp_path, packed, "list.csv.gz")


def test_a_row_of_the_wrong_width_is_refused_and_the_others_are_read(tmp_path):
    refused: list = []
    rows = read(written(tmp_path, "ID,Full name,Town\n1,Ann\n2,Bea,Derby\n3,Cy,Derby,extra\n"), refused)
    assert [row["key"] for row in rows] == ["2"]
    assert [line for line, _, _ in refused] == [2, 4]


@given(
    st.lists(
        st.tuples(
            *[st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"))]
            * 3
        ),
        min_size=1,
        max_size=8,
    )
)
@settings(max_examples=60, deadline=None)
def test_whatever_was_written_is_read_back(tmp_path_factory, rows):
    import csv

    path = tmp_path_factory.mktemp("t") / "list.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["ID", "Full name", "Town"])
        writer.writerows(rows)
    kept = [row for row in rows if any(row)]
    assert [tuple(row.fields.values()) for row in read(path)] == [tuple(cell.strip() for cell in row) for row in kept]


def test_a_source_of_tables_passes_over_the_outlines_in_a_folder_and_the_other_way_round(tmp_path):
    for name in ("counties.csv", "regions.csv.gz", "districts.geojson", "wards.geojson.gz", "readme.md"):
        (tmp_path / name).write_text("")
    tables = [file.name for file in source_named("lookups").files(tmp_path)]
    assert tables == ["counties.csv", "regions.csv.gz"]
    with pytest.raises(UnableToIngest, match=r"several lists \(districts.geojson, wards.geojson.gz"):
        source_named("districts").files(tmp_path)
    (tmp_path / "wards.geojson.gz").unlink()
    assert [file.name for file in source_named("districts").files(tmp_path)] == ["districts.geojson"]
