"""What is asked, in public: every version of every framework."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from maypole.outcomes.frameworks import all_frameworks


def frameworks(request: HttpRequest) -> HttpResponse:
    return render(request, "outcomes/frameworks.html", {"frameworks": list(all_frameworks().values())})


def framework(request: HttpRequest, key: str) -> HttpResponse:
    found = all_frameworks().get(key)
    if found is None:
        raise Http404
    return render(request, "outcomes/framework.html", {"framework": found, "parts": found.parts.items()})
