"""Alice's link opens one door, once, for the right person."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from maypole.accounts.actions.grants import LastAdministrator, take_role
from maypole.accounts.actions.invitations import UnusableInvitation, accept, invite, take_back
from maypole.accounts.actions.people import delete_account
from maypole.accounts.models import Grant, Invitation, Person
from maypole.accounts.permissions import covers
from maypole.accounts.queries import name_of
from maypole.accounts.roles import COORDINATOR, ORGANISATION
from maypole.core.models import AuditEntry


def invited(cast, email=""):
    return invite(
        role=ORGANISATION, scope_id=cast.museum.scope_id, to_what=cast.museum.name, email=email, by=cast.olive.id
    )


def test_a_link_gives_the_role_to_whoever_opens_it(cast):
    _, link = invited(cast)
    accept(token=link.rsplit("/", 2)[-2], person=cast.stan)
    assert covers(Person.objects.get(pk=cast.stan.pk), {cast.museum.scope_id}, ORGANISATION)


def test_a_link_works_once(cast):
    _, link = invited(cast)
    token = link.rsplit("/", 2)[-2]
    accept(token=token, person=cast.stan)
    with pytest.raises(UnusableInvitation):
        accept(token=token, person=cast.tess)


def test_a_link_for_somebody_else_opens_nothing(cast):
    _, link = invited(cast, email="new@museum.example")
    with pytest.raises(UnusableInvitation):
        accept(token=link.rsplit("/", 2)[-2], person=cast.stan)


def test_a_link_ends_after_fourteen_days(cast):
    _, link = invited(cast)
    with time_machine.travel(timezone.now() + timedelta(days=15)), pytest.raises(UnusableInvitation):
        accept(token=link.rsplit("/", 2)[-2], person=cast.stan)


def test_a_link_that_was_taken_back_opens_nothing(cast):
    invitation, link = invited(cast)
    take_back(invitation=invitation, by=cast.olive.id)
    with pytest.raises(UnusableInvitation):
        accept(token=link.rsplit("/", 2)[-2], person=cast.stan)


def test_the_link_itself_is_not_kept(cast):
    invitation, link = invited(cast)
    assert link.rsplit("/", 2)[-2] not in str(Invitation.objects.filter(pk=invitation.pk).values())


def test_the_link_is_mailed(cast, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        _, link = invited(cast, email="new@museum.example")
    assert link in mailoutbox[0].body


def test_opening_the_link_changes_nothing_and_the_button_says_yes(cast, as_):
    _, link = invited(cast)
    path = re.sub(r"^https?://[^/]+", "", link)
    browser = as_(cast.stan)
    assert browser.get(path).status_code == 200
    assert not Grant.objects.filter(person=cast.stan).exists()
    assert browser.post(path).status_code == 302
    assert Grant.objects.filter(person=cast.stan, role="organisation").exists()


def test_a_visitor_signs_in_first(cast, as_):
    _, link = invited(cast)
    response = as_().post(re.sub(r"^https?://[^/]+", "", link))
    assert response.headers["Location"].startswith("/accounts/login/")


def test_somebody_leaves_and_is_outside(cast, as_):
    grant = cast.olive.grants.get()
    as_(cast.olive).post(f"/account/leave/{grant.pk}/")
    assert as_(cast.olive).get(f"/organisations/{cast.museum.pk}/edit/").status_code == 403


def test_nobody_takes_anothers_role_by_its_number(cast, as_):
    grant = cast.olive.grants.get()
    assert as_(cast.stan).post(f"/account/leave/{grant.pk}/").status_code == 404
    assert Grant.objects.filter(pk=grant.pk).exists()


def test_the_last_administrator_stays(cast):
    with pytest.raises(LastAdministrator):
        take_role(grant=cast.ada.grants.get(), by=cast.ada.id)
    with pytest.raises(LastAdministrator):
        delete_account(person=cast.ada)


def test_a_deleted_account_leaves_a_pseudonym(cast, as_):
    as_(cast.olive).post(f"/organisations/{cast.museum.pk}/confirm/")
    pseudonym = cast.olive.id
    as_(cast.olive).post("/account/delete/", {"sure": "on"})
    assert not Person.objects.filter(pk=pseudonym).exists()
    assert AuditEntry.objects.filter(actor=pseudonym, verb="confirm").exists()
    assert name_of(pseudonym) == "a former member"


def test_the_export_holds_what_is_held(cast, as_):
    held = as_(cast.carol).get("/account/export/").json()
    assert held["account"]["email"] == "carol@maypole.example"
    assert held["roles"][0]["role"] == COORDINATOR.slug
    assert {"enquiries", "claims", "proposals"} <= held.keys()
