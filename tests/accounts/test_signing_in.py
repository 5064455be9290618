"""Signing in by emailed digits, from the first page to the account."""

import re

import pytest
from allauth.mfa.models import Authenticator

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


NUMBER_KEYS = 'inputmode="numeric" autocomplete="one-time-code"'


def with_passkey(person):
    for kind, data in (("webauthn", {"name": "Laptop", "credential": {}}), ("recovery_codes", {"seed": "x"})):
        Authenticator.objects.create(user=person, type=kind, data=data)


def test_digits_are_asked_for_with_number_keys(cast, client, as_):
    client.post("/accounts/login/code/", {"email": "carol@maypole.example"})
    assert NUMBER_KEYS in client.get("/accounts/login/code/confirm/").content.decode()
    with_passkey(cast.carol)
    assert NUMBER_KEYS in as_(cast.carol).get("/accounts/2fa/reauthenticate/").content.decode()


def test_a_passkey_is_asked_for_before_a_recovery_code(cast, as_):
    with_passkey(cast.carol)
    answer = as_(cast.carol).get("/accounts/2fa/recovery-codes/generate/")
    assert answer.url.startswith("/accounts/2fa/webauthn/reauthenticate/")


def test_an_editor_finds_the_way_to_write(cast, as_):
    browser = as_(cast.eddie)
    assert '<a href="/cms/">Write stories</a>' in browser.get("/").content.decode()
    assert '<a href="/cms/">Write its stories</a>' in browser.get("/account/").content.decode()
    assert "/cms/" not in as_(cast.tess).get("/account/").content.decode()
