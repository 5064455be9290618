"""This week: the home of whoever keeps something."""

from django.http import HttpResponse
from django.shortcuts import render

from maypole.accounts.permissions import MemberRequest
from maypole.partnerships.queries.members import bodies_kept_by, memberships_of
from maypole.partnerships.queries.partnerships import partnerships_kept_by, partnerships_supported_by
from maypole.web.presenters.week import week_of


def week(request: MemberRequest) -> HttpResponse:
    bodies = bodies_kept_by(request.user)
    context = {
        "bodies": bodies,
        "memberships": memberships_of(bodies),
        "week": week_of(request.user),
        "kept": partnerships_kept_by(request.user),
        "supported": partnerships_supported_by(request.user),
    }
    return render(request, "web/week.html", context)
