"""Olive adds an offer and a picture."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.utils import timezone
from PIL import Image

from maypole.directory.due import take_down_photos
from maypole.directory.models import Entry, Offer, Photo

OFFER = {
    "title": "Salt makers",
    "summary": "Boil brine like an apprentice of 1840.",
    "audience": "schools",
    "artforms": ["heritage"],
    "key_stages": ["ks2"],
    "where": "with_us",
    "cost_pounds": "168",
    "cost_unit": "class",
}


@pytest.fixture(autouse=True)
def uploads_elsewhere(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def path_of(cast):
    return f"/organisations/{cast.museum.pk}/"


def add(cast, as_, **changes):
    return as_(cast.olive).post(path_of(cast) + "offers/add/", OFFER | changes)


def picture(name="lace.jpg", kind="JPEG"):
    """Return a picture that says where it was taken."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    exif[0x9286] = "Taken at home"
    Image.new("RGB", (60, 40), "red").save(out, kind, exif=exif)
    return SimpleUploadedFile(name, out.getvalue())


def upload(cast, as_, **changes):
    details = {"image": picture(), "alt": "Lace pillows on a table", "shows_children": "no"} | changes
    return as_(cast.olive).post(path_of(cast) + "photos/", details)


def test_an_offer_is_shown_with_its_whole_price_and_counts_on_the_map(cast, as_):
    assert add(cast, as_).status_code == 302
    page = as_().get(path_of(cast)).content.decode()
    assert "Salt makers" in page
    assert "£168" in page
    assert Entry.objects.get(organisation=cast.museum).offers == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"cost_pounds": ""}, "Schools ask first what it costs"),
        ({"cost_pounds": "-3"}, "more than nothing"),
        ({"is_free": "on"}, "Keep one of the two"),
        ({"cost_unit": ""}, "Say what the price is for"),
        ({"artforms": []}, "required"),
        ({"cost_pounds": "ten"}, "number"),
    ],
)
def test_a_bad_offer_is_refused_in_words_and_kept(changes, words, cast, as_):
    page = add(cast, as_, **changes).content.decode()
    assert words in page
    assert "Boil brine like an apprentice of 1840." in page
    assert not Offer.objects.exists()


def test_an_offer_ends_and_comes_back_as_it_was(cast, as_):
    add(cast, as_)
    offer = Offer.objects.get()
    version = offer.history.first().history_id
    as_(cast.olive).post(f"{path_of(cast)}offers/{offer.pk}/end/")
    assert "Salt makers" not in as_().get(path_of(cast)).content.decode()
    as_(cast.olive).post(f"{path_of(cast)}offers/{offer.pk}/restore/{version}/")
    assert "Salt makers" in as_().get(path_of(cast)).content.decode()


def test_nobody_changes_the_offer_of_another_organisation(cast, as_):
    add(cast, as_)
    offer = Offer.objects.get()
    assert as_(cast.stan).post(f"{path_of(cast)}offers/{offer.pk}/", OFFER).status_code == 403
    other = f"/organisations/{cast.support.pk}/offers/{offer.pk}/"
    assert as_(cast.ada).post(other, OFFER).status_code == 404


def test_the_database_refuses_a_free_offer_with_a_price(cast):
    with pytest.raises(IntegrityError):
        Offer.objects.create(organisation=cast.museum, title="x", summary="x", is_free=True, cost_pounds=3)


def test_what_the_camera_wrote_is_taken_out(cast, as_):
    assert upload(cast, as_).status_code == 302
    path = Photo.objects.get().image.path
    with Image.open(path) as kept:
        assert not kept.getexif()
    assert b"Taken at home" not in Path(path).read_bytes()


def test_a_picture_without_words_is_refused(cast, as_):
    upload(cast, as_, alt="")
    assert not Photo.objects.exists()


def test_a_picture_of_children_needs_a_consent(cast, as_):
    page = upload(cast, as_, shows_children="yes").content.decode()
    assert "who keeps the signed consent" in page
    assert not Photo.objects.exists()


def test_a_file_that_is_no_picture_is_refused_by_name(cast, as_):
    page = upload(cast, as_, image=SimpleUploadedFile("list.jpg", b"<html>")).content.decode()
    assert "“list.jpg” is not a picture that we can read" in page


def test_a_picture_comes_down_when_its_consent_ends(cast, as_, django_capture_on_commit_callbacks):
    today = timezone.localdate()
    consent = {
        "shows_children": "yes",
        "consent_holder": "Alder Road Primary School",
        "consent_given_on": today,
        "consent_expires_on": today + timedelta(days=7),
    }
    upload(cast, as_, **consent)
    photo = Photo.objects.get()
    storage, name = photo.image.storage, photo.image.name
    assert "Lace pillows" in as_().get(path_of(cast)).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        take_down_photos(timezone.now() + timedelta(days=8))
    assert not Photo.objects.exists()
    assert not storage.exists(name)


def test_withdrawing_a_consent_takes_the_picture_down_at_once_and_keeps_the_record(cast, as_):
    today = timezone.localdate()
    upload(
        cast,
        as_,
        shows_children="yes",
        consent_holder="The school",
        consent_given_on=today,
        consent_expires_on=today + timedelta(days=7),
    )
    photo = Photo.objects.get()
    as_(cast.olive).post(f"{path_of(cast)}photos/{photo.pk}/take-down/")
    assert "Lace pillows" not in as_().get(path_of(cast)).content.decode()
    photo.consent.refresh_from_db()
    assert photo.consent.withdrawn_at is not None


def test_the_database_refuses_a_picture_of_children_without_consent(cast, as_):
    upload(cast, as_)
    with pytest.raises(IntegrityError):
        Photo.objects.update(shows_children=True)
