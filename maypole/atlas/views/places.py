"""The map and the list, which are one thing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def show_map(request: HttpRequest) -> HttpResponse:
    return render(request, "atlas/map.html")
