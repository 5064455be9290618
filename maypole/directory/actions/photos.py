"""Add and remove pictures: what the camera wrote into the file goes, and a child in it needs a consent."""

import io
import uuid
from datetime import date

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageOps

from maypole.accounts.models import Consent
from maypole.core.audit import record
from maypole.directory.actions.listings import listing_made_for
from maypole.directory.models import Photo
from maypole.directory.queries.bodies import Body, key_of, kind_of

LONGEST_SIDE = 1600


def cleaned(upload: "UploadedFile[bytes]") -> ContentFile[bytes]:
    """Return the picture upright, at most 1,600 pixels a side, as a new JPEG that carries nothing but the picture."""
    with Image.open(upload) as opened:
        picture = ImageOps.exif_transpose(opened).convert("RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.frombytes("RGB", picture.size, picture.tobytes())
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=82, optimize=True)
    return ContentFile(out.getvalue(), name=f"{uuid.uuid4().hex}.jpg")


@transaction.atomic
def add_photo(
    *,
    body: Body,
    image: "UploadedFile[bytes]",
    alt: str,
    credit: str,
    consent_holder: str,
    consent_given_on: date | None,
    consent_expires_on: date | None,
    by: uuid.UUID,
) -> Photo:
    """Add a picture; a consent is recorded where a holder is named, which says that children can be recognised."""
    consent = None
    if consent_holder and consent_given_on and consent_expires_on:
        consent = Consent.objects.create(
            subject=f"picture of {body.name}: {alt}"[:200],
            holder=consent_holder,
            given_on=consent_given_on,
            expires_on=consent_expires_on,
            recorded_by=by,
        )
    photo = Photo.objects.create(
        listing=listing_made_for(body),
        image=cleaned(image),
        alt=alt,
        credit=credit,
        shows_children=consent is not None,
        consent=consent,
        added_at=timezone.now(),
        added_by=by,
    )
    record("add photo", kind=kind_of(body), subject=key_of(body), by=by, photo=str(photo.pk))
    return photo


@transaction.atomic
def withdraw_consent(*, photo: Photo, by: uuid.UUID) -> None:
    """Take the picture down everywhere at once; the record of the consent stays."""
    if photo.consent is not None:
        photo.consent.withdrawn_at = timezone.now()
        photo.consent.save(update_fields=["withdrawn_at"])
    record("withdraw consent", kind="photo", subject=photo.pk, by=by)
    remove_file(photo)


@transaction.atomic
def remove_photo(*, photo: Photo, by: uuid.UUID | None) -> None:
    record("remove", kind="photo", subject=photo.pk, by=by)
    remove_file(photo)


def remove_file(photo: Photo) -> None:
    """Delete the row, and the file once that is certain."""
    image = photo.image
    photo.delete()
    transaction.on_commit(lambda: image.delete(save=False))
