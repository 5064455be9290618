"""Every address, by room. Each room's urls.py says who may open what: see docs/decisions/0003."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("maypole.web.urls")),
    path("", include("maypole.atlas.urls")),
    path("", include("maypole.news.urls")),
    path("", include("maypole.outcomes.urls")),
    path("", include("maypole.programme.urls")),
    path("", include("maypole.partnerships.urls")),
    path("", include("maypole.directory.urls")),
    path("", include("maypole.places.urls")),
    path("", include("maypole.accounts.urls")),
]
handler403 = "maypole.web.views.errors.forbidden"
handler404 = "maypole.web.views.errors.not_found"
handler500 = "maypole.web.views.errors.broken"

if settings.DEBUG:
    from django.conf.urls.static import static

    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)
