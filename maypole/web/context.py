"""What every template knows: where it stands, how its reader likes to read, whether the data are invented."""

from django.conf import settings
from django.http import HttpRequest

from maypole.core.queries import holds_sample
from maypole.web import navigation, reading


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "site_url": settings.SITE_URL,
        "tiles_url": settings.TILES_URL,
        "is_development": settings.DEBUG,
        "is_sample": holds_sample(),
        "navigation": navigation.links(request),
        "reading": reading.from_cookie(request.COOKIES.get(reading.COOKIE, "")).items(),
    }
