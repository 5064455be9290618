"""Go back to the page that a form was pressed on, if it is one of this site."""

from typing import Protocol

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme


class SupportsGetAbsoluteUrl(Protocol):
    """A record that has a page of its own."""

    def get_absolute_url(self) -> str: ...


def back_or(request: HttpRequest, otherwise: SupportsGetAbsoluteUrl | str) -> HttpResponseRedirect:
    """Redirect to the posted `next`, or to `otherwise` (anything that redirect takes)."""
    path = request.POST.get("next", "")
    if path and url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return HttpResponseRedirect(path)
    return redirect(otherwise)
