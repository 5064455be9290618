"""Every data set that stands behind a page: source, licence, date, and whether it may be passed on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maypole.core.models import Dataset


def data(request: HttpRequest) -> HttpResponse:
    return render(request, "web/data.html", {"datasets": Dataset.objects.exclude(ingested_at=None)})
