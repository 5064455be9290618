"""Before-and-after counts by statement, and what a partnership asks besides."""

import pytest

from maypole.outcomes.frameworks import Part
from maypole.outcomes.models import OutcomeGrid, ValueChange
from maypole.outcomes.queries.returns import framework_of_round


def page_of(term):
    return f"/returns/{term.museum_return.pk}/projects/{term.project.pk}/before-after/"


def test_a_grid_of_counts_is_kept_with_its_history(term, as_):
    browser = as_(term.cast.olive)
    assert "I have good ideas" in browser.get(page_of(term)).content.decode()
    browser.post(f"{page_of(term)}?statement=heard", {"cell-2-4": "7", "cell-3-3": "5", "only_before": "2"})
    grid = OutcomeGrid.objects.get()
    assert (grid.statement, grid.counts[1][3], grid.counts[2][2], grid.only_before) == ("heard", 7, 5, 2)
    assert ValueChange.objects.filter(of="grid", question="heard").exists()
    assert 'value="7"' in browser.get(f"{page_of(term)}?statement=heard").content.decode()


def test_a_count_that_cannot_be_read_keeps_the_whole_grid_as_typed(term, as_):
    page = as_(term.cast.olive).post(page_of(term), {"cell-2-4": "a few", "cell-3-3": "5"}).content.decode()
    assert 'value="a few"' in page
    assert 'value="5"' in page
    assert not OutcomeGrid.objects.exists()


def test_a_round_without_grids_has_no_such_page(term, as_):
    term.round.grid_key = ""
    term.round.save()
    assert as_(term.cast.olive).get(page_of(term)).status_code == 404


QUESTION = {"title": "Came by bus", "part": "line", "kind": "whole", "unit": "children", "why": "The coach costs most."}


def test_a_partnership_asks_more_before_anybody_has_begun(cast, round_of_brindle, as_):
    page = f"/rounds/{round_of_brindle.pk}/questions/"
    as_(cast.carol).post(page, QUESTION)
    round_of_brindle.refresh_from_db()
    assert framework_of_round(round_of_brindle).question(Part.LINE, "own_came_by_bus").unit == "children"
    as_(cast.carol).post(page, {"button": "remove", "slug": "own_came_by_bus"})
    round_of_brindle.refresh_from_db()
    assert round_of_brindle.extra_questions == {}


def test_its_answer_is_saved_like_any_other(cast, round_of_brindle, as_, request):
    as_(cast.carol).post(f"/rounds/{round_of_brindle.pk}/questions/", QUESTION)
    round_of_brindle.refresh_from_db()
    term = request.getfixturevalue("term")
    assert term.answer("own_came_by_bus", "12").value == 12


def test_nothing_is_added_once_somebody_has_begun(term, as_):
    text = as_(term.cast.carol).post(f"/rounds/{term.round.pk}/questions/", QUESTION).content.decode()
    assert "Somebody has begun a return" in text
    term.round.refresh_from_db()
    assert term.round.extra_questions == {}


@pytest.mark.parametrize(
    ("change", "says"),
    [({"unit": ""}, "Say what is counted"), ({"kind": "choice"}, "Give two or more"), ({"title": ""}, "required")],
)
def test_a_question_that_is_not_whole_says_what_is_missing(cast, round_of_brindle, as_, change, says):
    text = as_(cast.carol).post(f"/rounds/{round_of_brindle.pk}/questions/", QUESTION | change).content.decode()
    assert says in text
