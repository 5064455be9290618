"""Pages of results, and addresses that any site may read."""

import json
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI

from maypole.accounts.permissions import anybody

MOST_A_PAGE = 500


def page_of(contents: list[Any], *, total: int, page: int, per_page: int) -> dict[str, Any]:
    """Return the envelope of Open Referral UK around one page."""
    pages = max(1, -(-total // per_page))
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": page,
        "size": len(contents),
        "first_page": page == 1,
        "last_page": page >= pages,
        "empty": not contents,
        "contents": contents,
    }


def as_lines(rows: Iterable[Any]) -> StreamingHttpResponse:
    """Stream one JSON object a line."""
    lines = (json.dumps(row) + "\n" for row in rows)
    return StreamingHttpResponse(lines, content_type="application/x-ndjson")


def addresses_of(api: NinjaAPI) -> tuple[list[URLResolver | URLPattern], str, str]:
    """Return the addresses of an interface, each declared public and readable by any site."""
    patterns, app_name, namespace = api.urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = anybody(for_any_site(pattern.callback))
    return patterns, app_name, namespace


def for_any_site(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let scripts of any site read the answer, and answer their question beforehand."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = HttpResponse(status=204) if request.method == "OPTIONS" else view(request, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Allow-Methods"] = "GET, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
        return response

    return opened
