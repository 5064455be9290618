"""What accepted returns tell a hub of its schools together: projects and who is missing, never a count of a school."""

from datetime import date

from maypole.outcomes.actions.returns import add_school
from maypole.outcomes.actions.reviewing import accept_lines
from maypole.outcomes.actions.sending import send_return
from maypole.programme.hub_facts import facts_of
from tests.outcomes.conftest import NOW

TODAY = NOW.date()


def test_a_hub_tells_of_projects_together_and_no_count_of_a_school(term, another_school):
    line = add_school(project=term.project, school=another_school, by=term.cast.olive.id, now=NOW)
    for slug, typed in {"key_stage": "KS2", "children": "17", "sessions": "1", "awards": "0"}.items():
        term.answer(slug, typed, line)
    send_return(return_of=term.museum_return, by=term.cast.olive.id, now=NOW)
    urns = [term.cast.school.urn, another_school.urn, 100999]
    assert dict(facts_of(urns, TODAY))["Projects together"].startswith("No accepted projects")
    accept_lines(return_of=term.museum_return, lines=[term.line, line], by=term.cast.rita.id, now=NOW)
    facts = dict(facts_of(urns, TODAY))
    said = "1 accepted project had two or more of these schools, autumn 2025 to autumn 2026"
    assert facts["Projects together"] == said
    assert facts["Not told of"].startswith("No return tells us of work with 1 of these 3 schools")
    assert "17" not in str(facts)
    assert "30" not in str(facts)
    assert "Told of" in dict(facts_of(urns[:2], TODAY))


def test_one_school_is_no_hub_and_long_ago_is_not_told(term, another_school):
    urns = [term.cast.school.urn, another_school.urn]
    assert list(facts_of(urns[:1], TODAY)) == []
    assert dict(facts_of(urns, date(2029, 1, 1)))["Projects together"].startswith("No accepted projects")
