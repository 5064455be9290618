"""A server that is killed in the middle of saving keeps what it has told of, and leaves every return whole."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from benchmarks.outcomes_saving import all_at_once, killed_in_the_middle, prepared, served

pytestmark = [pytest.mark.slow, pytest.mark.on_both]
KILLS = (1, 4)
ORGANISATIONS = 60


@pytest.fixture
def database_url() -> Iterator[str | None]:
    """Return a database of one's own on the server of the tests, or None for a file."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield None
        return
    name = f"durable_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        yield f"{server.rsplit('/', 1)[0]}/{name}"
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_what_was_told_of_as_saved_outlives_a_kill_and_no_return_is_broken(tmp_path: Path, database_url):
    ground = prepared(str(tmp_path), database_url, ORGANISATIONS)
    kills = killed_in_the_middle(ground, KILLS)
    assert [(kill.lost, kill.broken) for kill in kills] == [(0, 0)] * len(KILLS)
    assert all(kill.told and kill.untold for kill in kills)
    with served(ground) as (port, _):
        saved = all_at_once(port, ground, range(ORGANISATIONS))
    assert all(one.is_told for one in saved)
