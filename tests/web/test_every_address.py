"""Every address x every role: nobody gets in where no permission says so, and a new address without one fails."""

import re
import uuid

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from maypole.accounts.permissions import EVERYBODY, SIGNED_IN

# Addresses of libraries, each with its own guard; who may come in is asserted below.
OF_LIBRARIES = ("accounts/", "cms/", "documents/", "stories/", "media/")
LETS_IN = {200, 204, 301, 302, 400, 404, 405, 410, 422}


def addresses(resolver=None, prefix=""):
    """Yield (route, view) of every address of ours."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if not route.startswith(OF_LIBRARIES):
                yield from addresses(pattern, route)
        elif isinstance(pattern, URLPattern) and not route.lstrip("^").startswith(OF_LIBRARIES):
            yield route, pattern.callback


ADDRESSES = list(addresses())


def filled(route: str, cast) -> str:
    """Return the path of a route with what it asks for filled in from the cast."""
    path = route
    for pattern, value in (
        (r"<body:kind>/<str:key>", f"organisations/{cast.museum.pk}"),
        (r"organisations/<str:key>", f"organisations/{cast.museum.pk}"),
        (r"<int:urn>", str(cast.school.urn)),
        (r"partnerships/<slug:slug>", f"partnerships/{cast.partnership.slug}"),
        (r"<(path|str|slug):code>", "E07000901"),
        (r"<uuid:[a-z_]+>", str(cast.museum.pk)),
        (r"<int:[a-z_]+>", "1"),
        (r"<section>", "pages"),
        (r"<(str|slug|path)?:?[a-z_]+>", "anything"),
    ):
        path = re.sub(pattern, value, path)
    return "/" + path


def test_there_are_addresses():
    assert len(ADDRESSES) > 50


@pytest.mark.parametrize(("route", "view"), ADDRESSES, ids=[route for route, _ in ADDRESSES])
def test_an_address_declares_who_may_come_in(route, view):
    assert getattr(view, "allowed_roles", None), f"{route} has no declared permission: wrap its view in urls.py"


@pytest.mark.slow
def test_roles_without_permission_stay_outside(cast, as_):
    browsers = {role: as_(somebody) for role, somebody in cast.by_role.items()}
    wrong = [
        problem
        for route, view in ADDRESSES
        for role, browser in browsers.items()
        if (problem := problem_of(view.allowed_roles, role, browser, filled(route, cast)))
    ]
    assert not wrong, "\n".join(wrong)


def problem_of(allowed, role, browser, path):
    """Return what is wrong with the answer that this role gets, or nothing."""
    status, location = answer(browser, path)
    is_visitor = role == "public"
    if EVERYBODY in allowed:
        return "" if status in LETS_IN else f"{role} got {status} at the public {path}"
    if (SIGNED_IN in allowed and not is_visitor) or role in allowed:
        # The role may be right and the record not theirs, which is 403 as well.
        return "" if status in LETS_IN | {403} else f"{role} got {status} at {path}"
    if is_visitor:
        return "" if location.startswith("/accounts/login/") else f"a visitor got {status} at {path}"
    return "" if status == 403 else f"{role} got {status} at {path}"


def answer(browser, path):
    response = browser.get(path)
    return response.status_code, response.headers.get("Location", "")


@pytest.mark.parametrize("role", ["public", "coordinator", "reviewer", "support", "organisation", "school"])
def test_only_editors_and_administrators_open_the_admin_of_pages(role, cast, as_):
    status, location = answer(as_(cast.by_role[role]), "/cms/")
    assert status == 302
    assert "login" in location


@pytest.mark.parametrize("role", ["editor", "administrator"])
def test_editors_and_administrators_open_the_admin_of_pages(role, cast, as_):
    assert answer(as_(cast.by_role[role]), "/cms/")[0] == 200


def test_an_id_that_nobody_has_is_not_found(cast, as_):
    assert answer(as_(), f"/organisations/{uuid.uuid4()}/enquire/")[0] == 404
