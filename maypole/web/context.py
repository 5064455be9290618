"""What every template knows: the name of the site, the reading options, whether the data are invented."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    return {"site_url": settings.SITE_URL, "tiles_url": settings.TILES_URL, "is_development": settings.DEBUG}
