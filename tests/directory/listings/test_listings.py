"""Olive keeps the museum's listing; others propose, ask and tell."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from maypole.core.grouping import labels_of
from maypole.directory.actions.confirmations import ask_whoever_is_due, confirmation_token
from maypole.directory.actions.listings import change_listing, set_confirmation_period
from maypole.directory.forms.owner import ListingForm, OfferForm
from maypole.directory.forms.wants import WantForm
from maypole.directory.models import ChangeProposal, Entry, Feedback, Listing, Offer, Want
from maypole.directory.presenters.history import label_of, shown_fields
from maypole.directory.queries.fading import confirmation_months

EDIT = {"summary": "Boil salt, tie lace.", "contact_role": "Learning team", "email": "team@saltandlace.example"}


def page_of(browser, path):
    return browser.get(path).content.decode()


def path_of(cast):
    return f"/organisations/{cast.museum.pk}/"


def test_what_the_owner_saves_is_shown_and_confirmed_today(cast, as_):
    as_(cast.olive).post(path_of(cast) + "edit/", EDIT)
    listing = Listing.objects.get(organisation=cast.museum)
    assert listing.summary == "Boil salt, tie lace."
    assert listing.confirmed_by == cast.olive.id
    assert "Boil salt, tie lace." in page_of(as_(), path_of(cast))


def test_the_address_for_enquiries_is_shown_to_nobody(cast, as_):
    as_(cast.olive).post(path_of(cast) + "edit/", EDIT)
    assert "team@saltandlace.example" not in page_of(as_(), path_of(cast))


def test_a_bad_value_is_said_beside_the_field_and_what_was_typed_is_kept(cast, as_):
    page = as_(cast.olive).post(path_of(cast) + "edit/", EDIT | {"email": "not an address"}).content.decode()
    assert "One thing to put right" in page
    assert 'value="not an address"' in page
    assert "Boil salt, tie lace." in page
    assert Listing.objects.get(organisation=cast.museum).summary != "Boil salt, tie lace."


def test_days_the_wrong_way_round_are_refused_in_words(cast, as_):
    days = {"closed_from": "2027-02-01", "closed_until": "2027-01-01"}
    page = as_(cast.olive).post(path_of(cast) + "edit/", EDIT | days).content.decode()
    assert "You open again on 1 January 2027, before you close." in page


def test_a_place_that_is_closed_for_a_while_says_so(cast, as_):
    today = timezone.localdate()
    closed = {"closed_from": today, "closed_until": today + timedelta(days=30), "closed_reason": "New roof"}
    as_(cast.olive).post(path_of(cast) + "edit/", EDIT | closed)
    assert "New roof" in page_of(as_(), path_of(cast))


def test_an_earlier_version_comes_back(cast, as_):
    before = Listing.objects.get(organisation=cast.museum)
    change_listing(body=cast.museum, changes={"summary": "First words."}, by=cast.olive.id)
    version = before.history.first().history_id
    change_listing(body=cast.museum, changes={"summary": "Second words."}, by=cast.olive.id)
    as_(cast.olive).post(f"{path_of(cast)}history/{version}/restore/")
    assert Listing.objects.get(organisation=cast.museum).summary == "First words."
    assert "Second words." in page_of(as_(cast.olive), path_of(cast) + "history/")


def test_a_listing_that_nobody_confirms_goes_pale_and_what_the_list_says_stays(cast):
    from maypole.directory.actions.entries import rebuild_entries

    later = timezone.now() + timedelta(days=400)
    rebuild_entries(now=later)
    entry = Entry.objects.get(organisation=cast.museum)
    assert entry.is_pale
    assert entry.name == cast.museum.name


def test_a_partnership_chooses_its_own_period(cast):
    from maypole.directory.actions.entries import rebuild_entries

    set_confirmation_period(territory=cast.partnership.territory, months=3, by=cast.carol.id)
    assert confirmation_months(cast.partnership.territory) == 3
    rebuild_entries(now=timezone.now() + timedelta(days=100))
    assert Entry.objects.get(organisation=cast.museum).is_pale


def test_the_owner_is_asked_by_mail_once_in_thirty_days(cast, mailoutbox):
    later = timezone.now() + timedelta(days=350)
    assert ask_whoever_is_due(now=later) == 1
    assert ask_whoever_is_due(now=later + timedelta(days=1)) == 0
    assert mailoutbox[0].to == ["learning@saltandlace.example"]


def test_opening_the_mailed_link_changes_nothing_and_the_button_confirms(cast, as_):
    long_ago = timezone.now() - timedelta(days=300)
    Listing.objects.update(confirmed_at=long_ago)
    path = f"/confirm/{confirmation_token(cast.museum)}/"
    assert as_().get(path).status_code == 200
    assert Listing.objects.get(organisation=cast.museum).confirmed_at == long_ago
    as_().post(path)
    assert Listing.objects.get(organisation=cast.museum).confirmed_at > long_ago


def test_a_mailed_link_ends_and_a_false_one_opens_nothing(cast, as_):
    token = confirmation_token(cast.museum)
    with time_machine.travel(timezone.now() + timedelta(days=61)):
        assert as_().get(f"/confirm/{token}/").status_code == 410
    assert as_().post("/confirm/false/").status_code == 410


def test_a_proposal_changes_nothing_until_it_is_accepted(cast, as_):
    as_().post(path_of(cast) + "propose/", {"summary": "New words.", "note": ""})
    proposal = ChangeProposal.objects.get()
    assert Listing.objects.get(organisation=cast.museum).summary != "New words."
    page = page_of(as_(cast.carol), f"/proposals/{proposal.pk}/")
    assert "New words." in page
    assert "Museum of Salt and Lace welcomes schools." in page
    as_(cast.carol).post(f"/proposals/{proposal.pk}/", {"answer": "accept"})
    assert Listing.objects.get(organisation=cast.museum).summary == "New words."


def test_a_proposal_waits_for_the_owner_too_and_for_no_other(cast, as_):
    as_().post(path_of(cast) + "propose/", {"summary": "New words.", "note": ""})
    path = f"/proposals/{ChangeProposal.objects.get().pk}/"
    for person in (cast.olive, cast.carol, cast.ada):
        assert path in page_of(as_(person), "/week/"), person
    assert path not in page_of(as_(cast.tess), "/week/")
    as_(cast.olive).post(path, {"answer": "accept"})
    assert path not in page_of(as_(cast.carol), "/week/")


def test_the_owner_is_mailed_of_the_first_proposal_that_waits(
    cast, as_, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        for words in ("New words.", "Other words."):
            as_().post(path_of(cast) + "propose/", {"summary": words, "note": ""})
    assert [mail.to for mail in mailoutbox] == [[cast.olive.email]]
    first = ChangeProposal.objects.order_by("created_at").first()
    assert f"/proposals/{first.pk}/" in mailoutbox[0].body


@pytest.mark.parametrize(
    ("decision", "told"),
    [
        ({"answer": "accept"}, "It was accepted"),
        ({"answer": "refuse", "reason": "It is right as it is."}, "right as it is"),
    ],
)
def test_whoever_proposed_hears_what_became_of_it(
    cast, as_, mailoutbox, django_capture_on_commit_callbacks, decision, told
):
    as_().post(path_of(cast) + "propose/", {"summary": "New.", "note": "", "proposer_email": "nell@school.example"})
    with django_capture_on_commit_callbacks(execute=True):
        as_(cast.olive).post(f"/proposals/{ChangeProposal.objects.get().pk}/", decision)
    assert [mail.to for mail in mailoutbox] == [["nell@school.example"]]
    assert told in mailoutbox[0].body
    assert path_of(cast) in mailoutbox[0].body


def test_who_leaves_no_address_is_told_nothing(cast, as_, mailoutbox, django_capture_on_commit_callbacks):
    as_().post(path_of(cast) + "propose/", {"summary": "New.", "note": ""})
    with django_capture_on_commit_callbacks(execute=True):
        as_(cast.olive).post(f"/proposals/{ChangeProposal.objects.get().pk}/", {"answer": "accept"})
    assert not mailoutbox


def test_a_proposal_that_says_nothing_new_is_not_kept(cast, as_):
    same = Listing.objects.get(organisation=cast.museum).summary
    page = as_().post(path_of(cast) + "propose/", {"summary": same}).content.decode()
    assert "Nothing is different yet" in page
    assert not ChangeProposal.objects.exists()


def test_an_enquiry_is_passed_on_and_answered_to_the_sender(cast, as_, mailoutbox, django_capture_on_commit_callbacks):
    enquiry = {"sender_name": "Nell", "sender_email": "nell@school.example", "message": "Thirty pupils in March?"}
    with django_capture_on_commit_callbacks(execute=True):
        as_().post(path_of(cast) + "enquire/", enquiry)
    assert mailoutbox[0].to == ["learning@saltandlace.example"]
    assert mailoutbox[0].reply_to == ["nell@school.example"]
    assert "learning@" not in mailoutbox[0].body


def test_a_machine_that_fills_the_hidden_field_is_not_passed_on(cast, as_, mailoutbox):
    enquiry = {"sender_name": "x", "sender_email": "x@x.example", "message": "x", "homepage": "http://spam.example"}
    as_().post(path_of(cast) + "enquire/", enquiry)
    assert not mailoutbox


def test_the_eleventh_enquiry_in_an_hour_is_kept_in_the_form(cast, as_):
    enquiry = {"sender_name": "Nell", "sender_email": "nell@school.example", "message": "Thirty pupils in March?"}
    for _ in range(10):
        as_().post(path_of(cast) + "enquire/", enquiry)
    page = as_().post(path_of(cast) + "enquire/", enquiry).content.decode()
    assert "ten messages in an hour" in page
    assert "Thirty pupils in March?" in page


def test_feedback_is_read_by_the_owner_and_by_no_visitor(cast, as_):
    as_().post(path_of(cast) + "tell/", {"would_do_again": "yes", "message": "They made salt!", "sender_role": "Y5"})
    assert Feedback.objects.get().would_do_again is True
    assert "They made salt!" in page_of(as_(cast.olive), path_of(cast) + "feedback/")
    assert "They made salt!" not in page_of(as_(), path_of(cast))


def test_the_owner_hears_of_feedback_and_it_waits_until_it_is_read(
    cast, as_, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        for message in ("They made salt!", "It was cold."):
            as_().post(path_of(cast) + "tell/", {"would_do_again": "yes", "message": message})
    assert [mail.to for mail in mailoutbox] == [[cast.olive.email]]
    assert "They made salt!" not in mailoutbox[0].body
    olive = as_(cast.olive)
    assert "2 people say how it was with" in page_of(olive, "/week/")
    assert "say how it was" not in page_of(as_(cast.tess), "/week/")
    for told in Feedback.objects.all():
        olive.post(path_of(cast) + "feedback/", {"feedback": told.pk})
    assert "how it was with" not in page_of(olive, "/week/")


def test_a_coordinator_records_that_a_policy_was_seen_never_approved(cast, as_):
    as_(cast.carol).post(path_of(cast) + "safeguarding-seen/", {"seen_by": "Brindle"})
    page = page_of(as_(), path_of(cast))
    assert "Brindle" in page
    assert "pproved" not in page.replace("not the same as “approved”", "").replace("Not the same as “approved”", "")


def test_an_owner_does_not_record_it_for_themselves(cast, as_):
    assert as_(cast.olive).post(path_of(cast) + "safeguarding-seen/", {"seen_by": "me"}).status_code == 403


def test_its_history_speaks_in_the_words_of_the_form(as_, cast):
    olive = as_(cast.olive)
    for contact in ("Front desk", "Learning team"):
        olive.post(f"{path_of(cast)}edit/", {"contact_role": contact, "closed_from": "2026-12-01"})
    page = page_of(olive, f"{path_of(cast)}history/")
    assert "<dt>Who to ask for</dt>" in page
    assert "Contact role" not in page


@pytest.mark.parametrize(("record", "form"), [(Listing, ListingForm), (Offer, OfferForm), (Want, WantForm)])
def test_every_field_of_a_history_has_its_words(record, form):
    assert all(label_of(field, labels_of(form)) for field in shown_fields(record))


@pytest.mark.parametrize(("days", "is_told"), [(1, True), (0, False), (-1, False)])
def test_on_the_day_it_opens_again_it_is_open(cast, as_, days, is_told):
    today = timezone.localdate()
    again = today + timedelta(days=days)
    closed = {"closed_from": today - timedelta(days=9), "closed_until": again, "closed_reason": "New roof"}
    as_(cast.olive).post(path_of(cast) + "edit/", EDIT | closed)
    assert ("and opens again on" in page_of(as_(), path_of(cast))) is is_told
