"""What is made of all rows is made again beside the requests, and the old stands until then."""

import pytest

from maypole.atlas.queries import kept
from maypole.atlas.queries.kept import Kept, at_once, in_thread


@pytest.fixture
def waiting(monkeypatch):
    """Return the work that was handed on and is not done yet; nobody waits for it."""
    monkeypatch.setattr(kept, "PATIENCE_SECONDS", 0)
    return []


@pytest.fixture
def counted(waiting):
    """Return something whose editions are numbered."""
    numbers = iter(range(100))
    return Kept(lambda key: f"{key} {next(numbers)}", beside=waiting.append)


def test_the_first_is_made_while_the_request_waits(counted, waiting):
    assert counted.get("map", "one") == "map 0"
    assert waiting == []


def test_nothing_is_made_again_where_no_row_changed(counted):
    assert counted.get("map", "one") == counted.get("map", "one")


def test_the_old_stands_until_the_new_is_made_once(counted, waiting):
    counted.get("map", "one")
    assert [counted.get("map", "two"), counted.get("map", "two")] == ["map 0", "map 0"]
    (work,) = waiting
    work()
    assert counted.get("map", "two") == "map 1"
    assert len(waiting) == 1


def test_each_key_has_its_own(counted):
    assert {counted.get("map", "one"), counted.get("embed", "one")} == {"map 0", "embed 1"}


def test_who_makes_it_at_once_has_the_new_at_once():
    numbers = iter(range(100))
    made = Kept(lambda key: next(numbers), beside=at_once)
    assert [made.get("map", stamp) for stamp in ("one", "two", "two")] == [0, 1, 1]


def test_a_failure_leaves_the_old_and_is_tried_again(waiting, caplog):
    answers = iter(["first", RuntimeError("no room"), "second"])

    def make(key):
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    made = Kept(make, beside=at_once)
    assert [made.get("map", stamp) for stamp in ("one", "two", "two")] == ["first", "first", "second"]
    assert "could not be made again" in caplog.text


def test_a_thread_makes_it_within_a_moment():
    made = Kept(lambda key: object(), beside=in_thread)
    first = made.get("map", "one")
    second = made.get("map", "two")
    made.begun("map", "two").wait(5)
    assert made.get("map", "two") is not first
    assert second is not None
