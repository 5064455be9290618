"""The addresses of the hall."""

from django.urls import URLPattern, URLResolver, path

from maypole.accounts.permissions import anybody
from maypole.web.views.components import components
from maypole.web.views.home import home
from maypole.web.views.reading import reading

urlpatterns: list[URLPattern | URLResolver] = [
    path("", anybody(home), name="home"),
    path("reading/", anybody(reading), name="reading"),
    path("components/", anybody(components), name="components"),
]
