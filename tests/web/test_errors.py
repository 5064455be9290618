"""What goes wrong is said in a page of our own, with what to do."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_opening_what_only_a_button_does_says_so_and_changes_nothing(cast, as_):
    answer = as_(cast.olive).get(f"/organisations/{cast.museum.pk}/confirm/")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert "press it again" in answer.content.decode()


def test_a_program_that_asks_the_wrong_way_gets_no_page(client):
    answer = client.post("/api/v1/places", headers={"accept": "application/json"})
    assert answer.status_code == 405
    assert b"<html" not in answer.content


def test_a_form_that_stood_open_too_long_says_what_to_do(cast):
    answer = Client(enforce_csrf_checks=True).post("/complaints/", {"text": "x"})
    assert answer.status_code == 403
    assert "stood open too long" in answer.content.decode()
