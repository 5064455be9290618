"""Through the pages: what a tired person types is read, or comes back as it was typed with a sentence; nothing is lost."""

import io
import json
from datetime import timedelta

import pytest

from maypole.outcomes.actions import confirming, rounds
from maypole.outcomes.actions.returns import add_several, begin_return
from maypole.outcomes.actions.reviewing import accept_lines
from maypole.outcomes.actions.sending import send_return
from maypole.outcomes.field_names import name_of
from maypole.outcomes.frameworks import NOT_KNOWN, Part
from maypole.outcomes.models import AcceptedLine, Confirmation, Line, OutcomeGrid, ValueChange
from maypole.outcomes.queries.confirmations import share_confirmed
from maypole.outcomes.workbook.writing import workbook_of
from tests.cast import make_school
from tests.outcomes.conftest import NOW
from tests.outcomes.test_workbook import column, edited, packed, put

pytestmark = pytest.mark.usefixtures("schools_answer_later")


def page_of(term):
    return f"/returns/{term.museum_return.pk}/projects/{term.project.pk}/"


def field(term, question, part=Part.LINE):
    return name_of(part, (term.line if part == Part.LINE else term.project).pk, question)


def typed(term, as_, question, text, part=Part.LINE):
    """Post one field as the form does that showed what stands there; return the answer, followed."""
    record = term.line if part == Part.LINE else term.project
    record.refresh_from_db()
    name = name_of(part, record.pk, question)
    seen = json.dumps({name: str(record.answers.get(question, ""))})
    return as_(term.cast.olive).post(page_of(term), {name: text, "seen": seen}, follow=True)


@pytest.mark.parametrize(
    ("text", "value", "says"),
    [
        ("1,200", 1200, None), ("approx 31", 31, "We read “approx 31” as 31"), ("0", 0, None), ("?", NOT_KNOWN, None),
        ("", None, None), ("thirty", 30, "Use a number"), ("12.5", 30, "not a whole number"), ("-3", 30, "less than nothing"),
    ],
)  # fmt: skip
def test_a_number_cell(term, as_, text, value, says):
    page = typed(term, as_, "children", text).content.decode()
    term.line.refresh_from_db()
    assert term.line.answers.get("children") == value
    if says:
        assert says in page
    if says and value == 30:
        assert f'value="{text}"' in page


def test_blank_zero_and_not_known_stay_three_things(term, as_):
    found = []
    for text in ("", "0", "not known"):
        typed(term, as_, "teachers", text)
        found.append(Line.objects.get(pk=term.line.pk).answers.get("teachers"))
    assert found == [None, 0, NOT_KNOWN]


@pytest.mark.parametrize("text", ["7/9/2026", "2026-09-07", "7 September 2026", "September 7, 2026"])
def test_a_day_in_any_order(term, as_, text):
    typed(term, as_, "starts_on", text, Part.PROJECT)
    term.project.refresh_from_db()
    assert term.project.answers["starts_on"] == "2026-09-07"


def test_a_day_that_nobody_can_read_comes_back(term, as_):
    page = typed(term, as_, "starts_on", "9/27/2026", Part.PROJECT).content.decode()
    assert "Write the day" in page
    assert 'value="9/27/2026"' in page


def uploaded(term, as_, body, follow=True):
    file = io.BytesIO(body)
    file.name = "return.xlsx"
    return as_(term.cast.olive).post(f"/returns/{term.museum_return.pk}/workbook/", {"file": file}, follow=follow)


def merged(book):
    put(book, "Schools", 4, "Project", "Where the Bus Stops")
    put(book, "Schools", 4, "URN", "100001")
    book["Schools"].merge_cells(start_row=3, end_row=4, start_column=5, end_column=5)


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (merged, "merged"),
        (lambda book: book["Schools"].delete_cols(column(book["Schools"], "Children")), "“Children”"),
        (lambda book: book["maypole"].cell(row=1, column=2, value="0"), "of an older kind"),
        (lambda book: put(book, "Schools", 3, "Children", "a few"), "Use a number"),
    ],
)
def test_a_workbook_that_somebody_changed_is_answered_by_cell(term, as_, edit, says):
    assert says in uploaded(term, as_, edited(workbook_of(term.museum_return), edit)).content.decode()
    term.line.refresh_from_db()
    assert term.line.answers["children"] == 30


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (packed(**{"xl/vbaProject.bin": "x"}), "macros"),
        (packed(bomb=b"0" * (201 * 1024 * 1024)), "unpacks to far more"),
        (b"not a workbook", "not a workbook"),
    ],
)
def test_what_is_no_workbook_is_answered_with_a_sentence(term, as_, body, says):
    assert says in uploaded(term, as_, body).content.decode()


def test_a_formula_without_its_value_changes_nothing_unseen(term, as_):
    body = edited(workbook_of(term.museum_return), lambda book: put(book, "Schools", 3, "Children", "=20+8"))
    page = uploaded(term, as_, body).content.decode()
    assert "Children" in page
    term.line.refresh_from_db()
    assert term.line.answers["children"] == 30


def test_a_workbook_of_another_organisation(term, cast, as_):
    other = begin_return(of=term.round, organisation=cast.support, by=None, now=NOW)
    assert "is for The Long Ribbon" in uploaded(term, as_, workbook_of(other)).content.decode()


def test_the_same_form_in_two_tabs(term, as_):
    seen = json.dumps({field(term, "children"): "30"})
    browser = as_(term.cast.olive)
    browser.post(page_of(term), {field(term, "children"): "31", "seen": seen})
    page = browser.post(page_of(term), {field(term, "children"): "32", "seen": seen}).content.decode()
    assert "Which is right?" in page
    assert 'value="32"' in page
    term.line.refresh_from_db()
    assert term.line.answers["children"] == 31


@pytest.fixture
def closed(term):
    """The round closes while somebody types."""
    rounds.close_round(of=term.round, by=None, now=NOW)
    return term


def test_the_school_that_was_typed_is_still_there_when_the_round_closes(closed, as_):
    answer = as_(closed.cast.olive).post(page_of(closed), {"button": "find", "school": "Alder Road"}, follow=True)
    page = answer.content.decode()
    assert 'value="Alder Road"' in page
    assert "closed" in page


def test_what_was_typed_stays_on_the_page_when_the_round_closes(closed, as_):
    answer = as_(closed.cast.olive).post(
        page_of(closed),
        {
            field(closed, "children"): "31", field(closed, "sessions"): "four", field(closed, "hours"): "6",
            field(closed, "cost_pounds", Part.PROJECT): "<a lot>",
            "seen": json.dumps({field(closed, "hours"): "6", field(closed, "children"): "30"}),
        },
    )  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "This round has closed" in page
    assert "What you typed stands below" in page
    assert all(f'value="{text}"' in page for text in ("31", "four", "&lt;a lot&gt;"))
    assert not ValueChange.objects.filter(after=31).exists()


def test_a_field_that_saves_by_itself_is_told_that_the_round_has_closed(closed, as_):
    answer = as_(closed.cast.olive).post(
        f"/returns/{closed.museum_return.pk}/save/", {field(closed, "children"): "31", "seen": "{}"}
    )
    assert (answer.status_code, answer.json()) == (
        409,
        {"closed": "This round has closed. Ask the coordinator to open it again."},
    )


def test_pupils_needs_stay_on_the_page_when_the_round_closes(closed, as_):
    counts = closed.museum_return.pupil_counts.get()
    answer = as_(closed.cast.olive).post(
        f"/returns/{closed.museum_return.pk}/pupils/", {name_of(Part.PUPILS, counts.pk, "eal"): "17", "seen": "{}"}
    )
    assert answer.status_code == 409
    assert 'value="17"' in answer.content.decode()


def test_a_grid_stays_on_the_page_when_the_round_closes(closed, as_):
    answer = as_(closed.cast.olive).post(f"{page_of(closed)}before-after/", {"cell-2-4": "7", "only_after": "3"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "This round has closed" in page
    assert all(f'value="{number}"' in page for number in (7, 3))
    assert not OutcomeGrid.objects.exists()


def asked(term, school):
    confirmation = confirming.suggest_address(of=term.round, school=school, email="arts@x.example", by=None)
    link = confirming.approve_and_send(confirmation=confirmation, by=None, now=NOW)
    return "/" + link.split("/", 3)[3]


def test_a_schools_answer_stays_on_the_page_when_the_round_closes(term, client):
    send_return(return_of=term.museum_return, by=None, now=NOW)
    link = asked(term, term.cast.school)
    rounds.close_round(of=term.round, by=None, now=NOW)
    answer = client.post(link, {f"verdict-{term.line.pk}": "right", "comment": "They <loved> it"})
    page = answer.content.decode()
    assert answer.status_code == 410
    assert "This round has closed" in page
    assert "They &lt;loved&gt; it" in page
    assert Confirmation.objects.get().answered_at is None


def test_a_link_of_another_round_or_school_is_tried_on_a_return(term, client, as_, another_school):
    send_return(return_of=term.museum_return, by=None, now=NOW)
    link = asked(term, term.cast.school)
    token = link.rstrip("/").rsplit("/", 1)[1]
    assert client.get(f"/returns/{token}/").status_code == 404
    assert client.get(f"{link}x/").status_code == 404
    assert client.get(f"/confirm-lines/{token}x/").status_code == 410


def test_the_board_counts_no_line_that_was_changed_since_its_school_said_right(term, client):
    send_return(return_of=term.museum_return, by=None, now=NOW)
    client.post(asked(term, term.cast.school), {f"verdict-{term.line.pk}": "right"})
    assert share_confirmed(term.round) == (1, 1)
    ValueChange.objects.create(
        return_of=term.museum_return, of="line", record=term.line.pk, question="children", before=30, after=31,
        at=NOW + timedelta(days=400),
    )  # fmt: skip
    assert share_confirmed(term.round) == (0, 1)


@pytest.mark.parametrize(("first", "second", "holds"), [
    ("right", "right", True), ("corrected", "right", False), ("right", "not_us", False), ("not_us", "right", False),
])  # fmt: skip
def test_of_several_schools_the_last_to_answer_does_not_speak_for_all(term, client, first, second, holds):
    schools = [term.cast.school, make_school(100008, "Second School", term.cast.school.district, term.cast.dataset)]
    line = add_several(project=term.project, schools=schools, by=None, now=NOW)
    for slug, text in {"key_stage": "KS2", "children": "40", "sessions": "2", "hours": "3"}.items():
        term.answer(slug, text, line)
    send_return(return_of=term.museum_return, by=None, now=NOW)
    line.refresh_from_db()
    accept_lines(return_of=term.museum_return, lines=[line], by=None, now=NOW)
    for school, verdict in zip(schools, (first, second), strict=True):
        fix = {f"fix-{line.pk}-children": "39"} if verdict == "corrected" else {}
        client.post(asked(term, school), {f"verdict-{line.pk}": verdict, **fix})
    assert AcceptedLine.objects.get(line=line).is_confirmed is holds
