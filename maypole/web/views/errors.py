"""What a person sees when a page is not there, not theirs, or broken."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "web/forbidden.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "web/not_found.html", status=404)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose mark is missing or too old, which is nearly always a page that stood open."""
    return render(request, "web/stale.html", status=403)


def needs_a_press(request: HttpRequest) -> HttpResponse:
    """Answer somebody who opens what only a button does, such as after signing in again on the way."""
    return render(request, "web/needs_a_press.html", status=405)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer without the database, which may be what broke."""
    return HttpResponse(render_to_string("web/broken.html"), status=500)
