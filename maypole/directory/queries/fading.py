"""When what an owner entered goes pale because nobody confirmed it in time."""

from datetime import datetime, timedelta

from maypole.directory.models import ConfirmationPeriod, Listing
from maypole.directory.models.periods import DEFAULT_MONTHS
from maypole.places.models import Containment, Place

DAYS_A_MONTH = 30.44


def confirmation_months(territory: Place | None) -> int:
    """Return how many months a confirmation lasts in a territory, or where there is none."""
    found = ConfirmationPeriod.objects.filter(territory=territory).values_list("months", flat=True).first()
    return found or DEFAULT_MONTHS


def months_by_district() -> dict[int, int]:
    """Return the months of every district that a territory with a period of its own holds."""
    links = Containment.objects.filter(outer__kind=Place.Kind.PARTNERSHIP, inner__kind=Place.Kind.DISTRICT)
    own = dict(ConfirmationPeriod.objects.values_list("territory_id", "months"))
    return {inner: own[outer] for outer, inner in links.values_list("outer_id", "inner_id") if outer in own}


def goes_pale_at(listing: Listing, months: int) -> datetime | None:
    """Return when a listing goes pale, or None where nothing was ever confirmed."""
    return listing.confirmed_at + timedelta(days=months * DAYS_A_MONTH) if listing.confirmed_at else None


def ends_before(listing: Listing, months_of: dict[int, int], moment: datetime) -> bool:
    """Return whether a confirmation that was given is over at a moment, by the months of the body's district."""
    body = listing.school or listing.organisation
    lasts = months_of.get(body.district_id or 0, DEFAULT_MONTHS) if body else DEFAULT_MONTHS
    end = goes_pale_at(listing, lasts)
    return end is not None and end < moment


def is_pale(listing: Listing | None, months: int, now: datetime) -> bool:
    """Return whether what the owner entered is to be shown pale. What a list says never is."""
    if listing is None:
        return False
    end = goes_pale_at(listing, months)
    return end is None or end < now
