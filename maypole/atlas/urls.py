"""The addresses of the map."""

from django.urls import URLPattern, URLResolver, path

from maypole.accounts.permissions import anybody
from maypole.atlas.views.places import show_map

urlpatterns: list[URLPattern | URLResolver] = [
    path("map/", anybody(show_map), name="map"),
]
