"""An organisation reads what its return adds up to, beside the others."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render

from maypole.accounts.permissions import MemberRequest
from maypole.outcomes.presenters.own_report import own_report_of
from maypole.outcomes.views.fetched import filled_or_403


def own_report(request: MemberRequest, return_id: uuid.UUID) -> HttpResponse:
    """Show an organisation its own report."""
    report = own_report_of(filled_or_403(request, return_id))
    return render(request, "outcomes/own_report.html", {"report": report})
