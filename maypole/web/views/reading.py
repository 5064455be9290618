"""Reading options: a form that sets a cookie and goes back to where its reader came from."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from maypole.web import reading as options


def reading(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return keep(request)
    return render(
        request,
        "web/reading.html",
        {
            "options": options.OPTIONS,
            "chosen": options.from_cookie(request.COOKIES.get(options.COOKIE, "")),
            "back": safe_path(request, request.GET.get("back", "/")),
        },
    )


def keep(request: HttpRequest) -> HttpResponse:
    """Set the cookie, or take it away where nothing differs from the usual."""
    response = HttpResponseRedirect(safe_path(request, request.POST.get("back", "/")))
    text = "" if "reset" in request.POST else options.to_cookie(request.POST.dict())
    if not text:
        response.delete_cookie(options.COOKIE, samesite="Lax")
        return response
    response.set_cookie(
        options.COOKIE, text, max_age=options.YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
    )
    return response


def safe_path(request: HttpRequest, path: str) -> str:
    """Return a path of this site only, so that nobody is sent elsewhere."""
    is_ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if is_ours else "/"
