"""The addresses of partnerships."""

from django.urls import URLPattern, URLResolver, path

from maypole.accounts.permissions import anybody, holders_of, signed_in
from maypole.accounts.roles import COORDINATOR, SUPPORT
from maypole.partnerships.views import asks, collaborations, influence, keeping, meetings, membership, public

keeps = holders_of(COORDINATOR)
sees = holders_of(COORDINATOR, SUPPORT)
ASK = "partnerships/<slug:slug>/asks/"
COLLABORATION = "partnerships/<slug:slug>/collaborations/"
INFLUENCE = "partnerships/<slug:slug>/influence/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("partnerships/", anybody(public.partnerships), name="partnerships"),
    path("partnerships/find/", anybody(public.find_partnership), name="find_partnership"),
    path("partnerships/<slug:slug>/", anybody(public.partnership), name="partnership"),
    path("partnerships/<slug:slug>/join/", signed_in(membership.join), name="partnership_join"),
    path("partnerships/<slug:slug>/members/<int:member_id>/", signed_in(membership.member), name="partnership_member"),
    path(
        "partnerships/<slug:slug>/members/<int:member_id>/decide/",
        keeps(membership.decide),
        name="partnership_decide",
    ),
    path("partnerships/<slug:slug>/edit/", keeps(keeping.edit), name="partnership_edit"),
    path("partnerships/<slug:slug>/priorities/", keeps(keeping.priorities), name="partnership_priorities"),
    path("partnerships/<slug:slug>/people/", keeps(keeping.people), name="partnership_people"),
    path(
        "partnerships/<slug:slug>/people/<uuid:invitation_id>/take-back/",
        keeps(keeping.take_back_invitation),
        name="partnership_take_back",
    ),
    path("partnerships/<slug:slug>/support/", keeps(keeping.support), name="partnership_support"),
    path(
        "partnerships/<slug:slug>/support/<int:agreement_id>/end/",
        keeps(keeping.end_support_agreement),
        name="partnership_end_support",
    ),
    path("partnerships/<slug:slug>/meetings/", keeps(meetings.plan), name="partnership_plan_meeting"),
    path("partnerships/<slug:slug>/meetings/<int:meeting_id>/", keeps(meetings.meeting), name="partnership_meeting"),
    path("partnerships/<slug:slug>/actions/<int:action_id>/tick/", keeps(meetings.tick), name="partnership_tick"),
    path(ASK, sees(asks.asks), name="partnership_asks"),
    path(f"{ASK}new/", keeps(asks.new), name="partnership_ask_new"),
    path(f"{ASK}<int:ask_id>/", keeps(asks.ask), name="partnership_ask"),
    path(f"{ASK}<int:ask_id>/remove/", keeps(asks.remove), name="partnership_ask_remove"),
    path(COLLABORATION, anybody(collaborations.collaborations), name="partnership_collaborations"),
    path(f"{COLLABORATION}new/", keeps(collaborations.new), name="partnership_collaboration_new"),
    path(
        f"{COLLABORATION}<uuid:collaboration_id>/",
        keeps(collaborations.collaboration),
        name="partnership_collaboration",
    ),
    path(
        f"{COLLABORATION}<uuid:collaboration_id>/change/",
        keeps(collaborations.change),
        name="partnership_collaboration_change",
    ),
    path(
        f"{COLLABORATION}<uuid:collaboration_id>/remove/",
        keeps(collaborations.remove),
        name="partnership_collaboration_remove",
    ),
    path(INFLUENCE, anybody(influence.influences), name="partnership_influences"),
    path(f"{INFLUENCE}new/", keeps(influence.new), name="partnership_influence_new"),
    path(f"{INFLUENCE}<int:influence_id>/", keeps(influence.change), name="partnership_influence"),
    path(f"{INFLUENCE}<int:influence_id>/remove/", keeps(influence.remove), name="partnership_influence_remove"),
]
