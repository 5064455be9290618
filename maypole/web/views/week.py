"""This week: a coordinator's home."""

from django.http import HttpResponse
from django.shortcuts import render

from maypole.accounts.permissions import MemberRequest
from maypole.partnerships.queries.partnerships import partnerships_kept_by, partnerships_supported_by
from maypole.web.presenters.week import week_of


def week(request: MemberRequest) -> HttpResponse:
    context = {
        "week": week_of(request.user),
        "kept": partnerships_kept_by(request.user),
        "supported": partnerships_supported_by(request.user),
    }
    return render(request, "web/week.html", context)
