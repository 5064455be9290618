"""Every data set that stands behind a page: source, licence, date, and whether it may be passed on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maypole.core.models import Dataset
from maypole.outcomes.queries.releases import newest_releases


def data(request: HttpRequest) -> HttpResponse:
    context = {"datasets": Dataset.objects.exclude(ingested_at=None), "releases": newest_releases()}
    return render(request, "web/data.html", context)
