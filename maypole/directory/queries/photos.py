"""Which pictures may be shown."""

from datetime import date

from django.db.models import Q

from maypole.directory.models import Listing, Photo


def photos_shown(listing: Listing, on: date) -> list[Photo]:
    """Return the pictures of a listing, without those whose consent was withdrawn or has ended."""
    return list(listing.photos.exclude(without_consent(on)))


def photos_without_consent(on: date) -> list[Photo]:
    """Return the pictures that have to come down."""
    return list(Photo.objects.filter(without_consent(on)).select_related("consent"))


def without_consent(on: date) -> Q:
    return Q(shows_children=True) & (Q(consent__withdrawn_at__isnull=False) | Q(consent__expires_on__lt=on))
