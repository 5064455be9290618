"""What search engines may read: nothing of the sample, everything public of the real thing."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from maypole.core.queries import holds_sample

CLOSED = "User-agent: *\nDisallow: /\n"
OPEN = "User-agent: *\nDisallow: /account/\nDisallow: /accounts/\nDisallow: /week/\nSitemap: {url}/sitemap.xml\n"


def robots(request: HttpRequest) -> HttpResponse:
    text = CLOSED if holds_sample() else OPEN.format(url=settings.SITE_URL)
    return HttpResponse(text, content_type="text/plain")
