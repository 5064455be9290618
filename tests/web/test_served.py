"""What the web server loads before it answers, and how what it sends is packed."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.staticfiles import finders

ROOT = Path(__file__).resolve().parents[2]
SLOW_TO_LOAD = {"scipy.stats", "maypole.web.sample.load", "openpyxl", "pandas"}


def test_a_start_loads_nothing_that_only_a_job_needs(tmp_path):
    told = "import sys, gc, maypole.config.wsgi; assert gc.isenabled(); print(*sys.modules)"
    machine = os.environ | {"MAYPOLE_DATA": str(tmp_path), "MAYPOLE_ENV": "development"}
    command = [sys.executable, "-W", "ignore", "-c", told]
    loaded = subprocess.run(command, env=machine, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    modules = set(loaded.stdout.split())
    assert "maypole.web.views.home" in modules
    assert not modules & SLOW_TO_LOAD


@pytest.mark.parametrize("name", ["site.css", "site.js", "map.js", "img/mark.svg"])
@pytest.mark.parametrize("ending", [".br", ".gz"])
def test_each_sheet_and_script_has_a_packed_twin_that_whitenoise_finds(name, ending):
    plain, packed = finders.find(name), finders.find(name + ending)
    assert Path(packed).parent == Path(plain).parent
    assert Path(packed).stat().st_size < Path(plain).stat().st_size * 0.6


def test_the_style_sheet_travels_packed_without_collectstatic(client, db):
    answer = client.get("/static/site.css", headers={"accept-encoding": "gzip, br"})
    answer.close()
    assert answer.headers["Content-Encoding"] == "br"
    assert int(answer.headers["Content-Length"]) < 15_000


def test_a_port_that_is_taken_is_said_in_one_sentence(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        machine = os.environ | {"MAYPOLE_DATA": str(tmp_path), "PORT": str(other.getsockname()[1])}
        command = [sys.executable, str(ROOT / "scripts/serve.py")]
        answer = subprocess.run(command, env=machine, capture_output=True, text=True, timeout=30, check=False)
    assert answer.returncode == 1
    assert answer.stderr.endswith("Stop it, or take another: PORT=8001 ./run\n")


def test_packed_twins_are_not_collected_for_production():
    patterns = apps.get_app_config("staticfiles").ignore_patterns
    collected = {name for finder in finders.get_finders() for name, _ in finder.list(patterns)}
    assert "site.css" in collected
    assert not {name for name in collected if name.endswith((".br", ".gz"))}


@pytest.mark.parametrize("path", ["/no-such-page/", "/schools/999999/", "/media/nothing.webp"])
@pytest.mark.parametrize("debug", [True, False])
def test_what_is_not_there_has_our_page_in_development_too(cast, client, settings, path, debug):
    settings.DEBUG = debug
    answer = client.get(path)
    assert answer.status_code == 404
    assert "<h1>This page is not here</h1>" in answer.content.decode()
    assert "DEBUG" not in answer.content.decode()


def test_a_forgotten_slash_is_still_added_in_development(cast, client, settings):
    settings.DEBUG = True
    assert client.get("/partnerships").headers["Location"] == "/partnerships/"
