"""Every component stands in the gallery, and there are no more of them than one can know."""

import re
from pathlib import Path

import pytest
from django.conf import settings as django_settings

pytestmark = pytest.mark.django_db
COMPONENTS = sorted(path.stem for path in (django_settings.BASE_DIR / "templates/cotton").glob("*.html"))
PARTS = {"field_notes", "fact", "door"}


@pytest.fixture
def gallery(client, settings):
    settings.DEBUG = True
    return client.get("/components/").content.decode()


def test_there_are_at_most_twenty_five():
    assert len(COMPONENTS) <= 25


@pytest.mark.parametrize("name", COMPONENTS)
def test_each_is_shown(name):
    pages = "".join(
        path.read_text()
        for folder in ("web", "cotton")
        for path in Path(django_settings.BASE_DIR / "templates" / folder).glob("*.html")
    )
    shown = Path(django_settings.BASE_DIR / "templates/web/components.html").read_text()
    where = pages if name in PARTS | {"field", "error_summary"} else shown
    assert f"<c-{name.replace('_', '-')}" in where


def test_the_gallery_renders_them(gallery):
    assert "<c-" not in gallery
    for sign in (
        'class="fig',
        'class="notice',
        'class="errors',
        'class="facts',
        'class="steps',
        '<progress class="progress"',
    ):
        assert sign in gallery


def test_the_gallery_is_for_developers(client, settings):
    settings.DEBUG = False
    assert client.get("/components/").status_code == 404


def test_a_field_ties_hint_and_error_to_its_input(gallery):
    described = re.search(r'<input[^>]*id="id_name"[^>]*>', gallery)[0]
    assert 'aria-invalid="true"' in described
    assert 'aria-describedby="id_name_helptext id_name_error"' in described
    assert 'id="id_name_helptext"' in gallery
    assert 'id="id_name_error"' in gallery


def test_the_summary_counts_links_and_takes_focus(gallery):
    assert "Three things to put right" in gallery
    assert '<a href="#id_stage_0">' in gallery
    assert "autofocus" in gallery


def test_what_was_typed_is_kept(gallery):
    assert 'value="about forty"' in gallery
    assert "Typed before, and kept." in gallery


def test_a_button_that_must_wait_says_why(gallery):
    assert re.search(r'<button type="button"[^>]*aria-disabled="true"[^>]*>Apply</button>', gallery)
    assert "Choose a file first." in gallery


def test_no_template_has_what_the_security_policy_refuses():
    for path in Path(django_settings.BASE_DIR / "templates").rglob("*.html"):
        text = path.read_text()
        if "email" in path.parts or "mail" in path.name:
            continue
        assert " style=" not in text, path
        assert not re.search(r"<script>|\son\w+=", text), path
