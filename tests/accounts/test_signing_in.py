"""Signing in by emailed digits, from the first page to the account."""

import re

import pytest

from maypole.accounts.models import Person


@pytest.mark.django_db
def test_somebody_makes_an_account_with_an_address_alone(client, mailoutbox):
    client.post("/accounts/signup/", {"email": "new@maypole.example"})
    code = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", mailoutbox[0].body, re.MULTILINE)[1]
    client.post("/accounts/confirm-email/", {"code": code})
    assert Person.objects.get(email="new@maypole.example")
    assert client.get("/account/").status_code == 200


def test_somebody_signs_in_by_digits(cast, client, mailoutbox):
    client.post("/accounts/login/code/", {"email": "carol@maypole.example"})
    code = re.search(r"^\s+(\S+)\s*$", mailoutbox[0].body, re.MULTILINE)[1]
    client.post("/accounts/login/code/confirm/", {"code": code})
    assert client.get("/week/").status_code == 200


def test_a_wrong_code_opens_nothing(cast, client, mailoutbox):
    client.post("/accounts/login/code/", {"email": "carol@maypole.example"})
    client.post("/accounts/login/code/confirm/", {"code": "WRONG1"})
    assert client.get("/week/").status_code == 302


def test_an_unknown_address_gets_the_same_page(client, db):
    known = client.post("/accounts/login/code/", {"email": "nobody@maypole.example"})
    assert known.status_code == 302


@pytest.mark.django_db
def test_the_command_makes_an_administrator(capsys):
    from django.core.management import CommandError, call_command

    call_command("create_administrator", "boss@maypole.example")
    assert Person.objects.get(email="boss@maypole.example").is_superuser
    with pytest.raises(CommandError, match="not an email address"):
        call_command("create_administrator", "boss")
