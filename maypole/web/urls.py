"""The addresses of the hall."""

from django.urls import URLPattern, URLResolver, path

from maypole.accounts.permissions import anybody
from maypole.web.views.home import home

urlpatterns: list[URLPattern | URLResolver] = [
    path("", anybody(home), name="home"),
]
