"""The addresses of the map, of evidence and of plans."""

from django.urls import URLPattern, URLResolver, path

from maypole.accounts.permissions import anybody, holders_of, signed_in
from maypole.accounts.roles import ADMINISTRATOR, COORDINATOR, SUPPORT
from maypole.atlas.views import areas, evidence, files, joining, missing, near, places, plans, profiles, school, travel

MISSING = "partnerships/<slug:slug>/missing/"
PLANS = "partnerships/<slug:slug>/plans/"
keeps = holders_of(COORDINATOR)
sees = holders_of(COORDINATOR, SUPPORT)
administers = holders_of(ADMINISTRATOR)
PARTNERSHIP_PROFILE = "partnerships/<slug:slug>/profile/"

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
    path("areas/<str:code>/profile/", anybody(profiles.area_profile), name="area_profile"),
    path("areas/<str:code>/profile/profile.csv", anybody(profiles.area_profile_csv), name="area_profile_csv"),
    path("areas/<str:code>/profile/profile.pdf", anybody(profiles.area_profile_pdf), name="area_profile_pdf"),
    path(PARTNERSHIP_PROFILE, anybody(profiles.partnership_profile), name="partnership_profile"),
    path(
        f"{PARTNERSHIP_PROFILE}profile.csv",
        anybody(profiles.partnership_profile_csv),
        name="partnership_profile_csv",
    ),
    path(
        f"{PARTNERSHIP_PROFILE}profile.pdf",
        anybody(profiles.partnership_profile_pdf),
        name="partnership_profile_pdf",
    ),
    path("schools/<int:urn>/near/", anybody(near.near), name="near"),
    path("schools/<int:urn>/figures/", anybody(school.figures), name="school_figures"),
    path("indicators/", anybody(evidence.indicators), name="indicators"),
    path("indicators/work-out/", administers(evidence.work_out), name="indicators_work_out"),
    path("indicators/<slug:slug>/", anybody(evidence.indicator), name="indicator"),
    path("methods/", anybody(evidence.methods), name="methods"),
    path("methods/figures/<slug:name>.svg", anybody(evidence.figure), name="method_figure"),
    path("methods/<slug:slug>/", anybody(evidence.method), name="method"),
    path("travel-times/", administers(travel.travel_times), name="travel_times"),
    path("travel-times/use/", administers(travel.use), name="travel_times_use"),
    path("travel-times/schools.csv", anybody(travel.schools_csv), name="travel_schools_csv"),
    path("travel-times/sites.csv", anybody(travel.sites_csv), name="travel_sites_csv"),
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
    path(PLANS, sees(plans.plans), name="plans"),
    path(f"{PLANS}new/", keeps(plans.plan_new), name="plan_new"),
    path(f"{PLANS}compare/", sees(plans.plan_compare), name="plan_compare"),
    path(
        f"{PLANS}collaborations/<uuid:collaboration_id>/",
        keeps(joining.collaboration_projects),
        name="collaboration_projects",
    ),
    path(f"{PLANS}<uuid:plan_id>/", sees(plans.plan), name="plan"),
    path(f"{PLANS}<uuid:plan_id>/adopt/", keeps(plans.plan_adopt), name="plan_adopt"),
    path(f"{PLANS}<uuid:plan_id>/drop/", keeps(plans.plan_drop), name="plan_drop"),
    path(f"{PLANS}<uuid:plan_id>/schools.csv", sees(plans.plan_csv), name="plan_csv"),
]
