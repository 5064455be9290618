"""How to read our interfaces, in one page, without another site's scripts."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maypole.directory.api.openreferral import api as openreferral
from maypole.web.api import api

INTERFACES = (("Open Referral UK", "/openreferral/v3/", openreferral), ("Maypole", "/api/v1/", api))


def operations_of(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Return each address of an interface with its summary and parameters."""
    return [
        {
            "path": path,
            "summary": operation["summary"],
            "parameters": [parameter["name"] for parameter in operation.get("parameters", [])],
        }
        for path, methods in schema["paths"].items()
        for operation in methods.values()
    ]


def api_docs(request: HttpRequest) -> HttpResponse:
    interfaces = [
        {"title": title, "root": root, "operations": operations_of(interface.get_openapi_schema())}
        for title, root, interface in INTERFACES
    ]
    return render(request, "web/api_docs.html", {"interfaces": interfaces})
