"""The workbook is the same return: a round trip changes nothing, and every bad cell is named."""

import io
import zipfile

import openpyxl
import pytest

from maypole.outcomes.actions.returns import add_school, begin_return
from maypole.outcomes.actions.rounds import close_round
from maypole.outcomes.models import Line, Upload
from maypole.outcomes.workbook.applying import apply_workbook
from maypole.outcomes.workbook.reading import UnreadableWorkbook, read_workbook
from maypole.outcomes.workbook.writing import workbook_of
from tests.outcomes.conftest import NOW


def edited(body: bytes, edit) -> bytes:
    """Return the workbook after somebody has edited it in a spreadsheet."""
    book = openpyxl.load_workbook(io.BytesIO(body))
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def column(sheet, title):
    return next(cell.column for cell in sheet[1] if cell.value == title)


def put(book, sheet, row, title, value):
    book[sheet].cell(row=row, column=column(book[sheet], title)).value = value


def read(term, edit):
    return read_workbook(edited(workbook_of(term.museum_return), edit), term.museum_return)


def test_a_round_trip_with_no_edit_changes_nothing(term):
    assert read_workbook(workbook_of(term.museum_return), term.museum_return).is_same


def test_a_round_trip_through_a_spreadsheet_changes_nothing(term):
    reading = read(term, lambda book: None)
    assert reading.is_same
    assert not reading.problems


def test_it_is_prefilled_with_drop_downs_and_protected(term):
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(term.museum_return)))
    sheet = book["Schools"]
    assert sheet.cell(row=3, column=column(sheet, "Children")).value == 30
    assert sheet.cell(row=3, column=column(sheet, "School")).value == "Alder Road Primary School"
    assert any("KS2" in (rule.formula1 or "") for rule in sheet.data_validations.dataValidation)
    assert sheet.protection.sheet
    assert book["maypole"].sheet_state == "veryHidden"


def test_a_changed_cell_is_shown_and_then_saved(term):
    reading = read(term, lambda book: put(book, "Schools", 3, "Children", 28))
    (change,) = reading.changes
    assert (change.question, change.before, change.after) == ("Children", "30", "28")
    term.line.refresh_from_db()
    assert term.line.answers["children"] == 30
    apply_workbook(return_of=term.museum_return, reading=reading, by=term.cast.olive.id, now=NOW)
    term.line.refresh_from_db()
    assert term.line.answers["children"] == 28
    assert term.museum_return.changes.filter(question="children", reason="From the workbook").exists()


def test_a_bad_cell_is_named_and_the_rest_is_kept(term):
    def edit(book):
        put(book, "Schools", 3, "Children", "lots")
        put(book, "Schools", 3, "Sessions", "1,200")
        put(book, "Projects", 3, "First day", "next week")

    reading = read(term, edit)
    where = {(one.sheet, one.row, one.column) for one in reading.problems}
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(term.museum_return)))
    letter = openpyxl.utils.get_column_letter
    assert where == {
        ("Schools", 3, letter(column(book["Schools"], "Children"))),
        ("Projects", 3, letter(column(book["Projects"], "First day"))),
    }
    assert "Use a number" in reading.problems[-1].text
    assert [change.after for change in reading.changes] == ["1200"]


def test_blank_zero_and_not_known_are_three(term):
    def edit(book):
        put(book, "Schools", 3, "Children", None)
        put(book, "Schools", 3, "Sessions", 0)
        put(book, "Schools", 3, "Teachers", "?")

    assert {change.question: change.after for change in read(term, edit).changes} == {
        "Children": "", "Sessions": "0", "Teachers": "Not known",
    }  # fmt: skip


def test_new_rows_become_projects_and_schools(term, another_school):
    def edit(book):
        put(book, "Projects", 4, "Project", "Paper Rain")
        put(book, "Projects", 4, "Art form", "Craft")
        put(book, "Schools", 4, "Project", "Paper Rain")
        put(book, "Schools", 4, "URN", another_school.urn)
        put(book, "Schools", 4, "Children", 22)

    reading = read(term, edit)
    assert len(reading.new) == 2
    apply_workbook(return_of=term.museum_return, reading=reading, by=None, now=NOW)
    line = Line.objects.get(school=another_school)
    assert (line.project.title, line.answers["children"]) == ("Paper Rain", 22)


def test_a_school_that_nobody_knows_is_left_and_said(term):
    def edit(book):
        put(book, "Schools", 4, "Project", "Where the Bus Stops")
        put(book, "Schools", 4, "School", "Nowhere Academy")

    applied = apply_workbook(return_of=term.museum_return, reading=read(term, edit), by=None, now=NOW)
    assert "Nowhere Academy is no one school that we know" in applied.left[0]


def test_what_was_changed_on_the_page_meanwhile_is_not_overwritten(term):
    body = workbook_of(term.museum_return)
    term.answer("children", "31")
    reading = read_workbook(edited(body, lambda book: put(book, "Schools", 3, "Children", 28)), term.museum_return)
    applied = apply_workbook(return_of=term.museum_return, reading=reading, by=None, now=NOW)
    assert "Somebody has changed this to “31”" in applied.left[0]
    term.line.refresh_from_db()
    assert term.line.answers["children"] == 31


def test_an_untouched_cell_does_not_undo_the_page(term):
    body = workbook_of(term.museum_return)
    term.answer("children", "31")
    assert read_workbook(body, term.museum_return).is_same


def test_a_deleted_column_changes_nothing_and_is_said(term):
    reading = read(term, lambda book: book["Schools"].delete_cols(column(book["Schools"], "Children")))
    assert reading.is_same
    assert "“Children”" in reading.notes[0]


def test_a_deleted_row_stays_in_the_return(term):
    assert read(term, lambda book: book["Schools"].delete_rows(3)).is_same


def test_merged_cells_are_named(term):
    def edit(book):
        put(book, "Schools", 4, "Project", "Where the Bus Stops")
        put(book, "Schools", 4, "URN", "100001")
        book["Schools"].merge_cells(start_row=3, end_row=4, start_column=5, end_column=5)

    assert "merged" in read(term, edit).problems[0].text


def test_a_workbook_of_another_organisation_is_refused(term, cast):
    other = begin_return(of=term.round, organisation=cast.support, by=None, now=NOW)
    with pytest.raises(UnreadableWorkbook, match="is for The Long Ribbon"):
        read_workbook(workbook_of(other), term.museum_return)


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (lambda book: book.remove(book["maypole"]), "not our workbook"),
        (lambda book: book["maypole"].cell(row=1, column=2, value="0"), "of an older kind"),
        (lambda book: book["maypole"].cell(row=3, column=2, value="collective-outcomes-0"), "questions have changed"),
    ],
)
def test_another_or_an_old_workbook_is_refused(term, edit, says):
    with pytest.raises(UnreadableWorkbook, match=says):
        read(term, edit)


def packed(**files) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name.replace("__", "/"), body)
    return out.getvalue()


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"hello", "not a workbook"), (b"", "not a workbook"), (packed(a="x"), "damaged"),
        (packed(xl__vbaProject_bin="x", **{"xl/vbaProject.bin": "x"}), "macros"),
        (packed(bomb=b"0" * (201 * 1024 * 1024)), "unpacks to far more"), (b"x" * (11 * 1024 * 1024), "larger than 10 MB"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_refused_with_a_sentence(term, body, says):
    with pytest.raises(UnreadableWorkbook, match=says):
        read_workbook(body, term.museum_return)


def test_a_formula_counts_as_what_it_shows(term):
    def edit(book):
        put(book, "Schools", 3, "Children", "=20+8")

    reading = read(term, edit)
    assert [change.after for change in reading.changes] == [""]


def test_by_the_pages(term, as_):
    browser = as_(term.cast.olive)
    base = f"/returns/{term.museum_return.pk}/workbook/"
    body = browser.get(f"{base}file/").content
    bad = browser.post(base, {"file": io.BytesIO(b"hello")}).content.decode()
    assert "not a workbook" in bad
    file = io.BytesIO(edited(body, lambda book: put(book, "Schools", 3, "Children", 29)))
    file.name = "return.xlsx"
    look = browser.post(base, {"file": file})
    assert "1 answer changed" in browser.get(look.url).content.decode()
    assert "1 answer changed" in browser.post(look.url).content.decode()
    term.line.refresh_from_db()
    assert term.line.answers["children"] == 29
    assert Upload.objects.get().applied_at is not None


def test_a_closed_round_keeps_the_file_and_changes_nothing(term, as_):
    browser = as_(term.cast.olive)
    base = f"/returns/{term.museum_return.pk}/workbook/"
    file = io.BytesIO(edited(workbook_of(term.museum_return), lambda book: put(book, "Schools", 3, "Children", 29)))
    file.name = "return.xlsx"
    look = browser.post(base, {"file": file})
    close_round(of=term.round, by=None, now=NOW)
    browser.post(look.url)
    term.line.refresh_from_db()
    assert term.line.answers["children"] == 30
    assert Upload.objects.get().applied_at is None


def test_rows_keep_their_project_when_two_schools_stand_in_it(term, another_school):
    add_school(project=term.project, school=another_school, by=None, now=NOW)
    assert read_workbook(workbook_of(term.museum_return), term.museum_return).is_same
