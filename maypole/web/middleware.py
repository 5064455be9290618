"""What every answer carries or becomes."""

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from maypole.web.views.errors import needs_a_press, not_found

NOT_FOUND, NOT_ALLOWED = 404, 405


class PrivatePages:
    """Keeps what a signed-in person sees out of shared caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers["Cache-Control"] = "private, no-store"
        return response


class ButtonsSaidKindly:
    """Gives whoever opens an address that only a button reaches a page with words instead of an empty one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == NOT_ALLOWED and request.method == "GET" and request.accepts("text/html"):
            page = needs_a_press(request)
            page.headers["Allow"] = response.headers.get("Allow", "POST")
            return page
        return response


class KindlyNotFound:
    """Shows the page of ours in development too, where Django would show one for developers to a visitor of ./run."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        leads_nowhere = response.status_code == NOT_FOUND and request.resolver_match is None
        return not_found(request) if settings.DEBUG and leads_nowhere else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for a view that found nothing."""
        return not_found(request) if settings.DEBUG and isinstance(exception, Http404) else None


class EditorsPolicy:
    """Wagtail's admin has inline scripts and styles of its own, so its pages alone get a policy that allows them."""

    PREFIX = "/cms/"

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(self.PREFIX):
            response._csp_replace = {  # type: ignore[attr-defined]
                "script-src": [SELF, UNSAFE_INLINE],
                "style-src": [SELF, UNSAFE_INLINE],
                "img-src": [SELF, "data:", "blob:"],
                "frame-ancestors": [SELF],
                "frame-src": [SELF],
            }
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response
