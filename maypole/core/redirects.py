"""Go back to the page that a form was pressed on, if it is one of this site."""

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme


def back_or(request: HttpRequest, otherwise: object) -> HttpResponseRedirect:
    """Redirect to the posted `next`, or to `otherwise` (anything that redirect takes)."""
    path = request.POST.get("next", "")
    if path and url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return HttpResponseRedirect(path)
    found: HttpResponseRedirect = redirect(otherwise)  # type: ignore[arg-type]
    return found
