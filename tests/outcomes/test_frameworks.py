"""Frameworks are read from YAML, and a wrong one says what is wrong with it."""

import copy

import pytest
import yaml

from maypole.outcomes.frameworks import (
    FOLDER,
    InvalidFramework,
    Part,
    all_frameworks,
    framework_of,
    latest,
    read_framework,
)
from maypole.outcomes.frameworks.asked import with_extra


@pytest.fixture
def data():
    return copy.deepcopy(yaml.safe_load((FOLDER / "collective-outcomes-1.yaml").read_text()))


def test_three_frameworks_ship():
    assert set(all_frameworks()) == {"collective-outcomes-1", "identity-wellbeing-learning-1", "quality-principles-1"}


def test_the_quality_principles_are_seven():
    assert len(latest("quality-principles").statements) == 7


def test_the_short_form_asks_at_most_twelve_things_of_a_line():
    assert len(latest("collective-outcomes").short(Part.LINE)) <= 12


def test_every_question_says_why_it_matters():
    questions = [q for f in all_frameworks().values() for asked in f.parts.values() for q in asked]
    assert questions
    assert all(question.why for question in questions)


def test_children_in_care_are_never_counted():
    asked = latest("collective-outcomes").question(Part.PUPILS, "children_in_care")
    assert [slug for slug, _ in asked.categories] == ["none", "some"]
    assert not asked.is_number


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda d: d.pop("why"), "say why too"),
        (lambda d: d.update(kind="poem"), "use one of return, scale, grid"),
        (lambda d: d.update(reviewed_on="soon"), "write a date like"),
        (lambda d: d["parts"].update(rumour=[]), "part 'rumour' is unknown"),
        (lambda d: d["parts"]["line"][1].update(kind="guess"), "kind is 'guess'"),
        (lambda d: d["parts"]["line"][1].pop("unit"), "a number needs its unit"),
        (lambda d: d["parts"]["line"][0].pop("categories"), "a choice needs them"),
        (lambda d: d["parts"]["line"][1].update(colour="red"), "'colour' is unknown"),
        (lambda d: d["parts"]["line"].append(d["parts"]["line"][0]), "'key_stage' is asked twice"),
        (lambda d: d["parts"]["line"][8].update(part_of="nothing"), "part of 'nothing'"),
        (lambda d: d["parts"].pop("line"), "asks something of each line"),
    ],
)
def test_a_wrong_framework_says_what_is_wrong(data, change, says):
    change(data)
    with pytest.raises(InvalidFramework, match=r"here\.yaml") as refused:
        framework_of(data, "here.yaml")
    assert says in str(refused.value)


def test_a_file_must_be_named_after_its_slug_and_version(tmp_path, data):
    path = tmp_path / "other.yaml"
    path.write_text(yaml.safe_dump(data))
    with pytest.raises(InvalidFramework, match=r"name this file collective-outcomes-1\.yaml"):
        read_framework(path)


def test_a_file_that_is_no_yaml_says_so(tmp_path):
    path = tmp_path / "x-1.yaml"
    path.write_text("a: [")
    with pytest.raises(InvalidFramework, match="not YAML"):
        read_framework(path)


def test_a_partnership_can_ask_more():
    more = {"line": [{"slug": "bus", "title": "Came by bus", "kind": "whole", "unit": "children", "why": "The coach."}]}
    asked = with_extra(latest("collective-outcomes"), more)
    assert asked.question(Part.LINE, "bus").title == "Came by bus"
    assert (Part.LINE, "bus") not in latest("collective-outcomes").by_slug


def test_a_partnership_cannot_ask_the_same_twice():
    more = {"line": [{"slug": "children", "title": "x", "kind": "whole", "unit": "children", "why": "x"}]}
    with pytest.raises(InvalidFramework, match="asked by Collective outcomes already"):
        with_extra(latest("collective-outcomes"), more)


def test_frameworks_are_public(db, client):
    assert "Collective outcomes" in client.get("/frameworks/").content.decode()
    page = client.get("/frameworks/collective-outcomes-1/").content.decode()
    assert "Each child once, however often they came." in page
    assert client.get("/frameworks/nothing-9/").status_code == 404
