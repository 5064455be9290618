"""What ./run does on a new machine, with the real migrations: prepare, then answer."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.migrations]


@pytest.fixture(scope="module")
def new_machine(tmp_path_factory):
    """Return the settings of an installation that has nothing yet."""
    return os.environ | {"MAYPOLE_DATA": str(tmp_path_factory.mktemp("new")), "MAYPOLE_ENV": "development"}


def manage(new_machine, *arguments):
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.run(command, env=new_machine, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)


def is_prepared(new_machine, *arguments):
    command = [sys.executable, str(ROOT / "scripts/is_prepared.py"), *arguments]
    return subprocess.run(command, env=new_machine, cwd=ROOT, check=False).returncode == 0


@pytest.mark.on_both
def test_an_empty_start_stays_empty_until_a_plain_one_brings_the_whole_sample(new_machine):
    assert not is_prepared(new_machine)
    assert manage(new_machine, "prepare", "--empty").returncode == 0
    assert is_prepared(new_machine, "--empty")
    assert not is_prepared(new_machine)
    assert json.loads(manage(new_machine, "census", "--json").stdout)["schools"] == 0
    plain = manage(new_machine, "prepare")
    assert plain.returncode == 0, plain.stderr
    census = json.loads(manage(new_machine, "census", "--json").stdout)
    assert census["schools"] == 2300
    assert census["partnerships"] == 7
    made, brought_by_the_invented_list = 500, 13
    assert census["organisations"] == made + brought_by_the_invented_list
    assert is_prepared(new_machine)


def test_no_migration_is_missing(new_machine):
    answer = manage(new_machine, "makemigrations", "--check", "--dry-run")
    assert answer.returncode == 0, answer.stdout


def test_real_data_never_stand_beside_the_sample_and_nothing_is_asked_without_a_terminal(new_machine):
    example = str(ROOT / "examples" / "partnerships_east_midlands.csv")
    asked = manage(new_machine, "ingest", "partnerships", example)
    assert asked.returncode == 2
    assert "--yes" in asked.stderr + asked.stdout
    assert json.loads(manage(new_machine, "census", "--json").stdout)["schools"] == 2300
    taken = manage(new_machine, "ingest", "partnerships", example, "--yes")
    assert taken.returncode == 0, taken.stdout + taken.stderr
    census = json.loads(manage(new_machine, "census", "--json").stdout)
    assert (census["schools"], census["partnerships"]) == (0, 8)
