"""A warning stands wherever something is odd, and nowhere else."""

import pytest

from maypole.outcomes.frameworks import Part, latest
from maypole.outcomes.terms import term_of
from maypole.outcomes.warnings import LineFacts, Overlap, line_warnings, project_warnings, pupil_warnings

FRAMEWORK = latest("collective-outcomes")
FULL = {
    "key_stage": "ks2",
    "children": 30,
    "sessions": 4,
    "hours": 6.0,
    "teachers": 2,
    "new_or_repeat": "new",
    "awards": 0,
}
SCHOOL = LineFacts("Hask Infant School", roll=238)
DAYS = {"activity": "series", "artform": "dance", "funder": "own", "starts_on": "2026-09-07", "ends_on": "2026-11-27"}


def codes(answers, facts=SCHOOL):
    return [notice.code for notice in line_warnings(FRAMEWORK, answers, facts)]


def test_a_plain_line_has_nothing_to_look_at():
    assert codes(FULL) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"children": 412}, "above-roll"), ({"awards": 31}, "awards-above-children"), ({"visits": 10}, "visits-below-children"),
        ({"key_stage": "several", "children_ks1": 20, "children_ks2": 20}, "parts-above-children"),
        ({"awards": 1, "awards_bronze": 3}, "parts-above-awards"),
    ],
)  # fmt: skip
def test_a_line_is_odd(change, code):
    assert codes(FULL | change) == [code]


def test_the_words_name_the_school_and_both_figures():
    notice = line_warnings(FRAMEWORK, FULL | {"children": 412}, SCHOOL)[0]
    assert notice.text == "412 is more children than Hask Infant School has (238)."
    assert "visits" in notice.hint


def test_nothing_is_said_of_a_roll_that_nobody_knows():
    assert codes(FULL | {"children": 412}, LineFacts("Hask Infant School")) == []


def test_a_figure_unlike_all_before_is_odd():
    assert codes(FULL | {"children": 200}, LineFacts("X", 900, history=(20, 30, 25))) == ["unlike-before"]
    assert codes(FULL | {"children": 60}, LineFacts("X", 900, history=(20, 30, 25))) == []
    assert codes(FULL | {"children": 200}, LineFacts("X", 900, history=(20, 30))) == []


def test_the_same_days_in_another_return_are_odd():
    facts = LineFacts("X", 900, overlaps=(Overlap("Vale Libraries", "The Bus"),))
    assert codes(FULL, facts) == ["told-twice"]


def test_what_is_not_answered_is_said_and_not_known_is_an_answer():
    without = {slug: value for slug, value in FULL.items() if slug != "hours"}
    assert codes(without) == ["not-answered-line"]
    assert codes(FULL | {"hours": "not_known"}) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [({"starts_on": "2026-12-01"}, "ends-before-it-starts"), ({"ends_on": "2027-02-01"}, "outside-term")],
)
def test_a_project_is_odd(change, code):
    notices = project_warnings(FRAMEWORK, DAYS | change, term_of("2026-autumn"))
    assert [notice.code for notice in notices] == [code]


def test_a_plain_project_has_nothing_to_look_at():
    assert project_warnings(FRAMEWORK, DAYS, term_of("2026-autumn")) == []


def test_more_pupils_with_needs_than_children_is_odd():
    answers = {q.slug: 5 for q in FRAMEWORK.short(Part.PUPILS)} | {"eal": 31}
    assert [notice.code for notice in pupil_warnings(FRAMEWORK, answers, 30)] == ["above-children-eal"]
