"""A log in a foreign layout: nothing is lost, nobody is matched by name alone."""

import io

import pytest

from maypole.outcomes.models import Line, Upload
from maypole.outcomes.workbook.log import guessed, read_log, table_of
from maypole.outcomes.workbook.reading import UnreadableWorkbook
from maypole.outcomes.workbook.taking_log import take_log
from tests.outcomes.conftest import NOW

LOG = """when,what,where,code,heads
7/9/2026,Paper Rain,Alder Road Primary School,NG1 4AB,28
14/9/2026,Paper Rain,Alder Road Primary School,NG1 4AB,30
21/9/2026,Paper Rain,Alder Road Primary,,25
21/9/2026,Paper Rain,Nowhere Academy,ZZ1 1ZZ,12
soon,Ink,Alder Road Primary School,NG1 4AB,a few
1/10/2026,Ink,,,9
"""
COLUMNS = {"school": "where", "project": "what", "date": "when", "postcode": "code", "children": "heads"}


@pytest.fixture(autouse=True)
def at_a_real_postcode(request):
    """Give Alder Road a postcode that can exist."""
    if "cast" in request.fixturenames:
        school = request.getfixturevalue("cast").school
        school.postcode = "NG1 4AB"
        school.save()


def log_of(text=LOG, columns=COLUMNS):
    return read_log(table_of(text.encode(), "log.csv"), columns)


@pytest.mark.django_db
def test_rows_become_a_line_a_school(cast):
    group = log_of().groups[0]
    assert group.is_sure
    assert (group.children, group.engagements, len(group.rows)) == (30, 58, 2)
    assert group.names[0].school == cast.school


def test_a_name_without_a_place_waits_for_a_person(cast):
    group = next(one for one in log_of().groups if one.names[0].text == "Alder Road Primary")
    assert not group.is_sure
    assert group.names[0].candidates[0].urn == cast.school.urn


def test_every_row_is_in_a_group_or_refused(cast):
    log = log_of()
    in_groups = {number for group in log.groups for number in group.rows}
    assert in_groups | {number for number, _ in log.refused} == set(range(2, 8))
    assert log.rows == 6
    assert dict(log.refused)[7] == "No school is named in this row."
    assert "“soon” is no day" in str(log.refused)


def test_what_is_sure_or_chosen_is_taken_and_the_rest_listed(term, cast):
    log = log_of()
    taken = take_log(return_of=term.museum_return, log=log, chosen={}, by=None, now=NOW)
    assert taken.lines == 2
    assert {group.names[0].text for group in taken.left} == {"Alder Road Primary", "Nowhere Academy"}
    line = Line.objects.get(project__title="Paper Rain")
    assert line.answers == {"children": 30, "sessions": 2, "visits": 58}
    assert line.project.answers == {"starts_on": "2026-09-07", "ends_on": "2026-09-14"}


def test_taking_it_again_adds_nothing(term):
    take_log(return_of=term.museum_return, log=log_of(), chosen={}, by=None, now=NOW)
    again = take_log(return_of=term.museum_return, log=log_of(), chosen={}, by=None, now=NOW)
    assert (again.lines, len(again.there)) == (0, 2)


def test_several_schools_in_a_cell_are_one_line_that_is_never_split(term, another_school):
    another_school.postcode = "NG1 4AB"
    another_school.save()
    text = f"school,postcode,children\n\"['Alder Road Primary School', '{another_school.name}']\",\"['NG1 4AB', 'NG1 4AB']\",60\n"
    log = read_log(table_of(text.encode(), "x.csv"), guessed(["school", "postcode", "children"], {}))
    take_log(return_of=term.museum_return, log=log, chosen={}, by=None, now=NOW)
    line = Line.objects.get(school=None)
    assert {school.name for school in line.covers.all()} == {"Alder Road Primary School", another_school.name}
    assert line.answers["children"] == 60


@pytest.mark.real_data
@pytest.mark.django_db
def test_no_school_of_another_region_is_matched(cast, shared_data):
    """The log of a city in the north has two names that are exactly those of schools here, and wrongly."""
    from tests.cast import make_school

    make_school(100050, "Cobden Primary School", cast.school.district, cast.dataset, postcode="LE11 1AF")
    body = (shared_data / "returns" / "school_engagement_log_sample_100.csv").read_bytes()
    table = table_of(body, "log.csv")
    columns = guessed(table[0][1], {})
    assert columns["school"] == "schools"
    log = read_log(table, columns)
    assert log.rows == 100
    assert not [group for group in log.groups if group.is_sure]
    rows = {number for group in log.groups for number in group.rows} | {number for number, _ in log.refused}
    assert len(rows) == 100


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "no rows"), (b"school\n", "no rows"), (b"<html><body>Not found</body></html>\n<p>x</p>", "web page"),
        (b"PKnot a zip", "not a workbook"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_list_is_refused(body, says):
    with pytest.raises(UnreadableWorkbook, match=says):
        table_of(body, "log.csv")


def test_by_the_pages(term, as_):
    browser = as_(term.cast.olive)
    base = f"/returns/{term.museum_return.pk}/log/"
    file = io.BytesIO(LOG.encode())
    file.name = "sessions.csv"
    columns = browser.post(base, {"file": file}).url
    assert "Paper Rain" in browser.get(columns).content.decode()
    look = browser.post(columns, COLUMNS).url
    page = browser.get(look).content.decode()
    assert "Which school is meant?" in page
    assert "Nowhere Academy" in page
    taken = browser.post(look, {"school|Alder Road Primary|": str(term.cast.school.urn)}).content.decode()
    assert "2 lines added" in taken
    assert Upload.objects.get().columns == COLUMNS | {"teachers": "", "hours": ""}
