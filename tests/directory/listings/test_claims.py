"""Stan says that the museum is his."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from maypole.accounts.models import Grant
from maypole.core.models import AuditEntry
from maypole.directory.models import Claim

WRONG = "000000"


def paths(cast):
    return f"/organisations/{cast.museum.pk}/claim/", f"/organisations/{cast.museum.pk}/edit/"


def code_for(cast, browser, mailoutbox, callbacks):
    """Ask for a code and return it with the path that takes it."""
    with callbacks(execute=True):
        response = browser.post(paths(cast)[0], {"way": "code"})
    return re.search(r"\b(\d{6})\b", mailoutbox[-1].body)[1], response.headers["Location"]


def test_the_code_goes_to_the_address_held_and_opens_the_listing(
    cast, as_, mailoutbox, django_capture_on_commit_callbacks
):
    stan = as_(cast.stan)
    code, path = code_for(cast, stan, mailoutbox, django_capture_on_commit_callbacks)
    assert mailoutbox[-1].to == ["learning@saltandlace.example"]
    stan.post(path, {"code": code})
    assert as_(cast.stan).get(paths(cast)[1]).status_code == 200


def test_the_page_shows_only_a_hint_of_the_address(cast, as_):
    page = as_(cast.stan).get(paths(cast)[0]).content.decode()
    assert "l•••@s•••.example" in page
    assert "learning@saltandlace.example" not in page


def test_a_wrong_code_opens_nothing_and_says_so(cast, as_, mailoutbox, django_capture_on_commit_callbacks):
    stan = as_(cast.stan)
    code, path = code_for(cast, stan, mailoutbox, django_capture_on_commit_callbacks)
    response = stan.post(path, {"code": WRONG if code != WRONG else "111111"})
    assert "not the code we sent" in response.content.decode()
    assert not Grant.objects.filter(person=cast.stan).exists()


def test_after_five_wrong_codes_even_the_right_one_fails(cast, as_, mailoutbox, django_capture_on_commit_callbacks):
    stan = as_(cast.stan)
    code, path = code_for(cast, stan, mailoutbox, django_capture_on_commit_callbacks)
    for _ in range(5):
        stan.post(path, {"code": WRONG if code != WRONG else "111111"})
    stan.post(path, {"code": code})
    assert not Grant.objects.filter(person=cast.stan).exists()


def test_a_code_ends_after_half_an_hour(cast, as_, mailoutbox, django_capture_on_commit_callbacks):
    code, path = code_for(cast, as_(cast.stan), mailoutbox, django_capture_on_commit_callbacks)
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        as_(cast.stan).post(path, {"code": code})
    assert not Grant.objects.filter(person=cast.stan).exists()


def test_somebody_elses_code_is_not_found(cast, as_, mailoutbox, django_capture_on_commit_callbacks):
    code, path = code_for(cast, as_(cast.stan), mailoutbox, django_capture_on_commit_callbacks)
    assert as_(cast.tess).post(path, {"code": code}).status_code == 404


def test_the_sixth_code_in_an_hour_is_not_sent(cast, as_, mailoutbox, django_capture_on_commit_callbacks):
    stan = as_(cast.stan)
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(6):
            stan.post(paths(cast)[0], {"way": "code"})
    assert len(mailoutbox) == 5


def test_where_no_address_is_held_the_coordinator_decides_and_the_reason_is_kept(cast, as_):
    as_(cast.stan).post(f"/schools/{cast.school.urn}/claim/", {"way": "ask", "message": "I am its arts lead."})
    claim = Claim.objects.get()
    assert as_(cast.olive).get(f"/claims/{claim.pk}/").status_code == 403
    as_(cast.carol).post(f"/claims/{claim.pk}/", {"answer": "accept", "reason": "Rang the school"})
    claim.refresh_from_db()
    assert (claim.state, claim.reason, claim.decided_by) == ("accepted", "Rang the school", cast.carol.id)
    assert as_(cast.stan).get(f"/schools/{cast.school.urn}/edit/").status_code == 200
    assert AuditEntry.objects.filter(verb="claim accepted", actor=cast.carol.id).exists()


@pytest.mark.parametrize(
    ("answer", "told"), [("accept", "You keep Alder Road Primary School"), ("refuse", "Nobody there knows you.")]
)
def test_the_claimant_hears_what_the_coordinator_decided(
    cast, as_, mailoutbox, django_capture_on_commit_callbacks, answer, told
):
    as_(cast.stan).post(f"/schools/{cast.school.urn}/claim/", {"way": "ask", "message": "Mine."})
    with django_capture_on_commit_callbacks(execute=True):
        decision = {"answer": answer, "reason": "Nobody there knows you."}
        as_(cast.carol).post(f"/claims/{Claim.objects.get().pk}/", decision)
    assert [mail.to for mail in mailoutbox] == [[cast.stan.email]]
    assert told in mailoutbox[0].subject + mailoutbox[0].body


def test_to_refuse_needs_a_reason(cast, as_):
    as_(cast.stan).post(f"/schools/{cast.school.urn}/claim/", {"way": "ask", "message": "Mine."})
    claim = Claim.objects.get()
    page = as_(cast.carol).post(f"/claims/{claim.pk}/", {"answer": "refuse", "reason": ""}).content.decode()
    assert "Say why" in page
    claim.refresh_from_db()
    assert claim.state == "waiting"


def test_a_coordinator_of_elsewhere_decides_nothing(cast, as_):
    from maypole.accounts.actions.grants import grant_role
    from maypole.accounts.models import Person
    from maypole.accounts.roles import COORDINATOR

    far = Person.objects.create_user("far@maypole.example")
    scope = cast.elsewhere.territory.scope_id
    grant_role(person=far, role=COORDINATOR, scope_id=scope, of_what="Coldry", by=None)
    as_(cast.stan).post(f"/schools/{cast.school.urn}/claim/", {"way": "ask", "message": "Mine."})
    assert as_(far).get(f"/claims/{Claim.objects.get().pk}/").status_code == 403


@pytest.mark.parametrize("kind", ["schools", "organisations"])
def test_a_visitor_signs_in_before_claiming(kind, cast, as_):
    key = cast.school.urn if kind == "schools" else cast.museum.pk
    assert as_().get(f"/{kind}/{key}/claim/").headers["Location"].startswith("/accounts/login/")


def test_a_claim_that_waits_goes_with_its_account(cast, as_):
    stan = as_(cast.stan)
    stan.post(f"/schools/{cast.school.urn}/claim/", {"way": "ask", "message": "I lead the arts here."})
    assert Claim.objects.filter(state=Claim.State.WAITING).exists()
    stan.post("/account/delete/", {"sure": "on"})
    assert not Claim.objects.exists()
    assert "former member" not in as_(cast.carol).get("/week/").content.decode()
