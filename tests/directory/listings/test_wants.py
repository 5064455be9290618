"""Tess posts what her school would like; who reads it, and which organisations it fits."""

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from maypole.accounts.roles import ORGANISATION
from maypole.directory.actions.scopes import scope_of
from maypole.directory.actions.wants import post_want
from maypole.directory.models import Enquiry, Offer, Want
from maypole.directory.queries.wants import wants_fitting
from tests.cast import make_organisation, person

PATH = "/schools/100001/wants/"
TEXT = "A choir leader for Friday afternoons"


def post(cast, as_, **changes):
    answers = {"text": TEXT, "artforms": ["music"], "key_stages": ["ks2"], "wanted_when": "Spring"} | changes
    return as_(cast.tess).post(PATH, answers)


def an_offer(cast, organisation=None, **changes) -> Offer:
    fields = {"title": "Sing", "summary": "Songs.", "artforms": ["music"], "key_stages": ["ks2"], "is_free": True}
    return Offer.objects.create(organisation=organisation or cast.museum, **fields | changes)


def page(browser, path):
    return browser.get(path).content.decode()


def test_a_school_posts_changes_closes_and_restores(cast, as_):
    post(cast, as_)
    want, tess = Want.objects.get(), as_(cast.tess)
    tess.post(f"{PATH}{want.pk}/", {"text": "A band", "artforms": [], "key_stages": [], "wanted_when": ""})
    versions = page(tess, f"{PATH}{want.pk}/")
    assert "<del>Music</del>" in versions
    assert f"<ins>{'A band'}</ins>" in versions
    tess.post(f"{PATH}{want.pk}/state/", {"state": "met"})
    assert "Met" in page(tess, PATH)
    first = want.history.last()
    tess.post(f"{PATH}{want.pk}/restore/{first.history_id}/")
    want.refresh_from_db()
    assert (want.text, want.state) == (TEXT, "open")
    assert "Whether it is still wanted" in page(tess, f"{PATH}{want.pk}/")


def test_its_area_reads_it_and_a_stranger_only_where_the_school_says_so(cast, as_):
    post(cast, as_)
    far = make_organisation("Far Dance", cast.elsewhere.territory.holds.get().inner, cast.dataset)
    fay = person("fay", ORGANISATION, scope_of(far), far.name)
    for somebody in (cast.tess, cast.carol, cast.olive, cast.ada):
        assert TEXT in page(as_(somebody), "/schools/100001/")
    for somebody in (None, cast.stan, fay):
        assert TEXT not in page(as_(somebody), "/schools/100001/")
    as_(cast.tess).post(f"{PATH}{Want.objects.get().pk}/", {"text": TEXT, "is_public": "on"})
    for somebody in (None, cast.stan, fay):
        assert TEXT in page(as_(somebody), "/schools/100001/")


def test_what_is_met_or_withdrawn_is_shown_to_nobody_else(cast, as_):
    post(cast, as_, is_public="on")
    for state in ("met", "withdrawn"):
        as_(cast.tess).post(f"{PATH}{Want.objects.get().pk}/state/", {"state": state})
        assert TEXT not in page(as_(cast.olive), "/schools/100001/")


def test_an_organisation_sees_what_fits_its_offers_and_why(cast, as_):
    post(cast, as_)
    wanted = f"/organisations/{cast.museum.pk}/wanted/"
    assert "Nothing that fits" in page(as_(cast.olive), wanted)
    an_offer(cast)
    found = page(as_(cast.olive), wanted)
    assert TEXT in found
    assert "Your offer “Sing” fits" in found


@pytest.mark.parametrize(
    ("offer", "want", "does_fit"),
    [
        ({}, {}, True),
        ({"artforms": ["dance"]}, {}, False),
        ({"key_stages": ["ks4"]}, {}, False),
        ({"key_stages": []}, {}, True),
        ({"key_stages": ["ks1"]}, {"key_stages": []}, True),
        ({"key_stages": ["ks4"]}, {"key_stages": []}, False),
        ({"artforms": ["dance"]}, {"artforms": []}, True),
        ({"state": "ended"}, {}, False),
    ],
)
def test_fit_is_art_form_and_key_stage_and_what_is_not_said_excludes_nothing(cast, offer, want, does_fit):
    an_offer(cast, **offer)
    details = {"text": TEXT, "artforms": ["music"], "key_stages": ["ks2"]} | want
    post_want(school=cast.school, details=details, by=cast.tess.id)
    assert bool(wants_fitting(cast.museum)) is does_fit


def test_far_schools_are_left_out_and_unplaced_ones_come_last(cast):
    an_offer(cast)
    cast.school.latitude, cast.school.longitude = 53.9, -1.15
    cast.school.save()
    post_want(school=cast.school, details={"text": TEXT}, by=cast.tess.id)
    assert wants_fitting(cast.museum) == []
    cast.school.latitude = cast.school.longitude = None
    cast.school.save()
    assert [one.km for one in wants_fitting(cast.museum)] == [None]


def test_only_the_school_and_its_coordinator_write(cast, as_):
    post(cast, as_)
    want = Want.objects.get()
    for somebody in (cast.olive, cast.stan, cast.sam):
        assert as_(somebody).get(PATH).status_code == 403
        assert as_(somebody).post(f"{PATH}{want.pk}/state/", {"state": "met"}).status_code == 403
    assert as_(cast.carol).get(PATH).status_code == 200
    assert as_(cast.tess).get(f"/organisations/{cast.museum.pk}/wanted/").status_code == 403


def test_nonsense_is_refused(cast, as_):
    assert "Fill this in." in post(cast, as_, text="  ").content.decode()
    post(cast, as_)
    assert as_(cast.tess).post(f"{PATH}{Want.objects.get().pk}/state/", {"state": "gone"}).status_code == 400
    with pytest.raises(IntegrityError), transaction.atomic():
        Want.objects.create(school=cast.school, text="")


ENQUIRY = {"sender_name": "Tess", "sender_email": "tess@alder.example", "message": "Thirty pupils in May?"}


def test_a_school_asks_about_an_offer_and_both_are_kept(cast, as_, django_capture_on_commit_callbacks):
    offer = an_offer(cast)
    path = f"/organisations/{cast.museum.pk}/offers/{offer.pk}/ask/"
    assert path in page(as_(cast.tess), f"/organisations/{cast.museum.pk}/")
    assert '<option value="100001" selected>' in page(as_(cast.tess), path)
    with django_capture_on_commit_callbacks(execute=True):
        as_(cast.tess).post(path, ENQUIRY | {"school": "100001"})
    enquiry = Enquiry.objects.get()
    assert (enquiry.offer, enquiry.asking_school) == (offer, cast.school)
    assert "Alder Road Primary School, asks about “Sing”" in mail.outbox[0].body


def test_nobody_asks_for_a_school_that_they_do_not_keep(cast, as_):
    offer = an_offer(cast)
    path = f"/organisations/{cast.museum.pk}/offers/{offer.pk}/ask/"
    for somebody in (None, cast.stan):
        assert "For which school" not in page(as_(somebody), path)
        as_(somebody).post(path, ENQUIRY | {"school": "100001"})
    assert set(Enquiry.objects.values_list("asking_school", flat=True)) == {None}


def test_an_offer_that_ended_or_is_of_another_cannot_be_asked_about(cast, as_):
    offer = an_offer(cast)
    assert as_().get(f"/organisations/{cast.support.pk}/offers/{offer.pk}/ask/").status_code == 404
    Offer.objects.update(state="ended")
    assert as_().get(f"/organisations/{cast.museum.pk}/offers/{offer.pk}/ask/").status_code == 404
