"""The first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maypole.web.presenters.home import home_page


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "web/home.html", {"page": home_page()})
