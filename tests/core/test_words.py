"""Forms say what to do, in our words."""

import pytest
from django import forms

from maypole.core.words import FILL_IN, WORDS


@pytest.mark.parametrize("field", [each for each in WORDS if "invalid" in WORDS[each]])
def test_an_answer_that_cannot_be_read_is_told_how_to_be_written(field):
    with pytest.raises(forms.ValidationError) as told:
        field().clean("not one at all")
    assert told.value.messages == [WORDS[field]["invalid"]]


def test_an_answer_that_is_wanted_is_asked_for():
    with pytest.raises(forms.ValidationError, match=FILL_IN):
        forms.CharField().clean("")


def test_a_form_that_says_it_better_is_let():
    with pytest.raises(forms.ValidationError, match="Tick the box"):
        forms.BooleanField(error_messages={"required": "Tick the box."}).clean(False)


@pytest.mark.parametrize(
    ("field", "answer", "words"),
    [
        (forms.IntegerField(min_value=1), "0", "Write 1 or more."),
        (forms.DecimalField(max_value=30), "99", "Write 30 or less."),
        (forms.CharField(max_length=5), "too long", "Write at most 5 letters; these are 8."),
        (forms.ChoiceField(choices=[("a", "A")]), "b", "Choose one of those listed."),
        (forms.TypedChoiceField(choices=[("a", "A")]), "b", "Choose one of those listed."),
    ],
)
def test_an_answer_beyond_what_may_be_is_told_its_limit(field, answer, words):
    with pytest.raises(forms.ValidationError) as told:
        field.clean(answer)
    assert told.value.messages == [words]
