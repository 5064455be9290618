"""The addresses of the map."""

from django.urls import URLPattern, URLResolver, path

from maypole.accounts.permissions import anybody, signed_in
from maypole.atlas.views import areas, files, missing, places

MISSING = "partnerships/<slug:slug>/missing/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("map/", anybody(places.show_map), name="map"),
    path("map/embed/", anybody(places.embed_map), name="map_embed"),
    path("map/places/<int:entry_id>/", anybody(places.show_chosen), name="map_chosen"),
    path("map/places.bin", anybody(files.places), name="map_places"),
    path("map/names.txt", anybody(files.names), name="map_names"),
    path("map/matches.bin", anybody(files.matching_bits), name="map_matches"),
    path("map/places.csv", anybody(files.places_csv), name="map_csv"),
    path("map/places.geojson", anybody(files.places_geojson), name="map_geojson"),
    path("areas/outlines.json", anybody(files.area_outlines), name="outlines"),
    path("areas/<str:code>/", anybody(areas.area), name="area"),
    path("missing/", anybody(missing.missing), name="missing"),
    path("missing/views/<int:view_id>/forget/", signed_in(missing.forget), name="missing_forget"),
    path(MISSING, anybody(missing.partnership_missing), name="partnership_missing"),
    path(
        "partnerships/<slug:slug>/missing.csv",
        signed_in(missing.partnership_missing_csv),
        name="partnership_missing_csv",
    ),
    path(f"{MISSING}save/", signed_in(missing.save), name="missing_save"),
    path("search/", anybody(places.search), name="search"),
]
