"""The addresses of journeys, the transition project, networks and hubs."""

from django.urls import URLPattern, URLResolver, path

from maypole.accounts.permissions import anybody, holders_of
from maypole.accounts.roles import COORDINATOR, SCHOOL, SUPPORT
from maypole.programme.views import hubs, journeys, networks, school_journey, transition

keeps = holders_of(COORDINATOR)
sees = holders_of(COORDINATOR, SUPPORT)
tells = holders_of(COORDINATOR, SCHOOL)

PARTNERSHIP = "partnerships/<slug:slug>/"
SCHOOL_PAGE = "schools/<int:urn>/"
NETWORK = f"{PARTNERSHIP}networks/<int:network_id>/"
HUBS = f"{PARTNERSHIP}hubs/<int:plan_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{PARTNERSHIP}journeys/", sees(journeys.journeys), name="journeys"),
    path(f"{PARTNERSHIP}journeys/journeys.csv", sees(journeys.journeys_csv), name="journeys_csv"),
    path(f"{PARTNERSHIP}journeys/take-up/", sees(journeys.take_up), name="take_up"),
    path(f"{SCHOOL_PAGE}journey/", tells(school_journey.school_journey), name="school_journey"),
    path(f"{SCHOOL_PAGE}journey/take-out/", tells(school_journey.take_out_contact), name="journey_take_out"),
    path("journeys/stop/<str:token>/", anybody(school_journey.stop_mail), name="journey_stop_mail"),
    path(f"{PARTNERSHIP}transition/", keeps(transition.transition), name="transition"),
    path(f"{PARTNERSHIP}transition/pairs/", keeps(transition.change_pairs), name="transition_pairs"),
    path(f"{PARTNERSHIP}transition/transition.csv", keeps(transition.transition_csv), name="transition_csv"),
    path(f"{SCHOOL_PAGE}transition/", tells(transition.school_transition), name="school_transition"),
    path(f"{PARTNERSHIP}networks/", sees(networks.networks), name="networks"),
    path(NETWORK, sees(networks.network), name="network"),
    path(f"{NETWORK}row/", keeps(networks.change_network_row), name="network_row"),
    path(f"{PARTNERSHIP}hubs/", sees(hubs.hubs), name="hubs"),
    path(HUBS, sees(hubs.hub_plan), name="hub_plan"),
    path(f"{HUBS}decide/", keeps(hubs.decide_plan), name="hub_decide"),
    path(f"{HUBS}pairs/", sees(hubs.pairs), name="hub_pairs"),
    path(f"{HUBS}hubs.csv", sees(hubs.hubs_csv), name="hubs_csv"),
    path(f"{HUBS}<int:number>/", sees(hubs.hub), name="hub"),
]
