"""What tired people type is read, or refused with a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maypole.outcomes.answers import UnreadableAnswer, read_answer, shown
from maypole.outcomes.frameworks import NOT_KNOWN, AnswerKind, Part, Question, latest

FRAMEWORK = latest("collective-outcomes")
CHILDREN, HOURS = FRAMEWORK.question(Part.LINE, "children"), FRAMEWORK.question(Part.LINE, "hours")
DAY, COST = FRAMEWORK.question(Part.PROJECT, "starts_on"), FRAMEWORK.question(Part.PROJECT, "cost_pounds")
STAGE = FRAMEWORK.question(Part.LINE, "key_stage")
WORDS = Question("note", "Note", AnswerKind.TEXT, "x")


@pytest.mark.parametrize(
    ("question", "typed", "value"),
    [
        (CHILDREN, "30", 30), (CHILDREN, " 30 ", 30), (CHILDREN, "1,200", 1200), (CHILDREN, "1 200", 1200),
        (CHILDREN, 30, 30), (CHILDREN, 30.0, 30), (CHILDREN, "approx 30", 30), (CHILDREN, "c. 30", 30),
        (CHILDREN, "~30", 30), (CHILDREN, "", None), (CHILDREN, None, None), (CHILDREN, "0", 0),
        (CHILDREN, "?", NOT_KNOWN), (CHILDREN, "Not known", NOT_KNOWN), (CHILDREN, "n/k", NOT_KNOWN),
        (HOURS, "1.5", 1.5), (COST, "£250", 250.0), (COST, "£1,250.50", 1250.5),
        (DAY, "7/9/2026", "2026-09-07"), (DAY, "07-09-26", "2026-09-07"), (DAY, "2026-09-07", "2026-09-07"),
        (DAY, "7 September 2026", "2026-09-07"), (DAY, "Monday 7th Sept 2026", "2026-09-07"),
        (DAY, "September 7, 2026", "2026-09-07"), (DAY, "2026-09-07T00:00:00", "2026-09-07"),
        (STAGE, "KS2", "ks2"), (STAGE, "early years", "eyfs"), (STAGE, "ks1", "ks1"), (WORDS, "a\x00b", "ab"),
    ],
)  # fmt: skip
def test_it_reads(question, typed, value):
    assert read_answer(question, typed).value == value


@pytest.mark.parametrize(
    ("question", "typed", "says"),
    [
        (CHILDREN, "thirty", "Use a number, such as 30"), (CHILDREN, "12.5", "not a whole number"),
        (CHILDREN, "-3", "less than nothing"), (CHILDREN, "9999999", "Look again"), (CHILDREN, "1,20", "Use a number"),
        (HOURS, "one and a half", "such as 1.5"), (CHILDREN, "30-40", "Use a number"), (CHILDREN, "=SUM(A1)", "Use a number"),
        (DAY, "9/27/2026", "Write the day"), (DAY, "soon", "Write the day"), (DAY, "30/2/2026", "Write the day"),
        (DAY, "7/9/1926", "not a likely year"), (DAY, "?", "Write the day"), (STAGE, "year 4", "Choose one of"),
        (WORDS, "x" * 201, "Keep it to 200"),
    ],
)  # fmt: skip
def test_it_refuses_with_a_sentence(question, typed, says):
    with pytest.raises(UnreadableAnswer, match=says):
        read_answer(question, typed)


def test_a_guess_is_read_and_said():
    assert read_answer(CHILDREN, "approx 30").remark == "We read “approx 30” as 30."


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused(typed):
    for question in (CHILDREN, HOURS, COST, DAY, STAGE):
        try:
            value = read_answer(question, typed).value
        except UnreadableAnswer:
            continue
        assert read_answer(question, shown(question, value)).value == value


@given(st.integers(0, 1_000_000))
def test_a_number_comes_back_as_it_was(number):
    assert read_answer(CHILDREN, shown(CHILDREN, number)).value == number
