"""The addresses of partnerships."""

from django.urls import URLPattern, URLResolver, path

from maypole.accounts.permissions import anybody, holders_of, signed_in
from maypole.accounts.roles import COORDINATOR
from maypole.partnerships.views import keeping, meetings, membership, public

keeps = holders_of(COORDINATOR)

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
]
