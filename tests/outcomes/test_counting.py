"""What follows from a line's answers."""

from hypothesis import given
from hypothesis import strategies as st

from maypole.outcomes.counting import counts_of
from maypole.outcomes.frameworks import NOT_KNOWN
from maypole.outcomes.models.lines import KEY_STAGES


def test_engagements_are_children_times_sessions_unless_told():
    assert counts_of({"children": 30, "sessions": 4}).engagements == 120
    assert counts_of({"children": 30, "sessions": 4, "visits": 97}).engagements == 97


def test_not_known_is_not_zero():
    counts = counts_of({"children": NOT_KNOWN, "sessions": 4})
    assert counts.children is None
    assert counts.engagements is None
    assert counts.child_hours is None


def test_one_key_stage_holds_all_children():
    assert counts_of({"key_stage": "ks2", "children": 30}).by_key_stage == {"ks2": 30}


def test_several_key_stages_are_as_told_and_the_rest_unknown():
    counts = counts_of({"key_stage": "several", "children": 30, "children_ks1": 10, "children_ks2": 12})
    assert counts.by_key_stage == {"ks1": 10, "ks2": 12}
    assert counts.children_unknown == 8


def test_parts_above_the_total_are_not_believed():
    counts = counts_of({"key_stage": "several", "children": 5, "children_ks1": 10})
    assert (counts.children, counts.by_key_stage, counts.children_unknown) == (5, {}, 5)


def test_parts_alone_make_the_total():
    assert counts_of({"key_stage": "several", "children_ks1": 10, "children_ks2": 12}).children == 22


@given(
    st.dictionaries(
        st.sampled_from(["children", "sessions", "visits", "awards", *(f"children_{stage}" for stage in KEY_STAGES)]),
        st.one_of(st.integers(0, 500), st.just(NOT_KNOWN)),
    ),
    st.sampled_from([None, "ks1", "several", NOT_KNOWN]),
)
def test_key_stages_always_make_the_children(answers, stage):
    counts = counts_of(answers | ({"key_stage": stage} if stage else {}))
    assert sum(counts.by_key_stage.values()) + counts.children_unknown == (counts.children or 0)
    assert counts.children_unknown >= 0
