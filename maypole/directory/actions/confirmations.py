"""Ask owners by mail whether everything is still right; one button in the page that the mail opens says yes."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.urls import reverse

from maypole.directory.models import Listing
from maypole.directory.queries.bodies import Body, address_held, body_or_404, key_of, kind_of
from maypole.directory.queries.fading import ends_before, months_by_district

SALT = "confirm-listing"
LASTS = timedelta(days=60)
ASK_BEFORE = timedelta(days=30)
ASK_AGAIN_AFTER = timedelta(days=30)


def confirmation_token(body: Body) -> str:
    return signing.dumps([kind_of(body), key_of(body)], salt=SALT)


def body_of_token(token: str) -> Body:
    """Return the body that a link confirms. Raises signing.BadSignature where it is false or too old."""
    kind, key = signing.loads(token, salt=SALT, max_age=LASTS)
    return body_or_404(kind, key)


def ask_to_confirm(*, listing: Listing, now: datetime) -> bool:
    """Mail the owner; return False where no address is held."""
    body = listing.school or listing.organisation
    address = address_held(body) if body else ""
    if body is None or not address:
        return False
    link = f"{settings.SITE_URL}{reverse('confirm_by_mail', args=[confirmation_token(body)])}"
    send_mail(
        subject=f"Is {body.name} still right on Maypole?",
        message=(
            f"Schools read about {body.name} on Maypole. Is it still right?\n\n"
            f"Read it and press one button:\n{link}\n\n"
            "If nobody says so, what you wrote goes pale. What official lists say stays as it is."
        ),
        from_email=None,
        recipient_list=[address],
    )
    Listing.objects.filter(pk=listing.pk).update(asked_to_confirm_at=now)
    return True


def ask_whoever_is_due(*, now: datetime) -> int:
    """Ask the owners whose confirmation ends within 30 days and who were not asked in the last 30; return how many."""
    months = months_by_district()
    listings = Listing.objects.select_related("school", "organisation").exclude(
        asked_to_confirm_at__gt=now - ASK_AGAIN_AFTER
    )
    return sum(
        ask_to_confirm(listing=listing, now=now)
        for listing in listings
        if ends_before(listing, months, now + ASK_BEFORE)
    )
