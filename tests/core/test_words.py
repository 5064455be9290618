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
