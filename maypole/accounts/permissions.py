"""Who may open a page: every view is wrapped by one of these, and a test fails on one that is not.

A wrapper sets `allowed_roles` on the view, which the test of every address x every role reads. It decides only whether
the role may come in at all; what they may see of this record is asked with `covers` inside the view.
"""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from maypole.accounts.models import Person
from maypole.accounts.roles import ADMINISTRATOR, PUBLIC, Role

View = Callable[..., HttpResponseBase]
EVERYBODY = "everybody"
SIGNED_IN = "signed_in"


class MemberRequest(HttpRequest):
    """A request that a wrapper let in because somebody is signed in."""

    user: Person


def anybody(view: View) -> View:
    """Declare that the page is public."""
    return declared(view, frozenset({EVERYBODY}))


def signed_in(view: View) -> View:
    """Let in whoever has an account."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return declared(guarded, frozenset({SIGNED_IN}))


def holders_of(*roles: Role) -> Callable[[View], View]:
    """Let in whoever holds one of these roles for anything, and administrators."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not has_any_role(request.user, *roles, ADMINISTRATOR):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return declared(guarded, frozenset(role.slug for role in (*roles, ADMINISTRATOR)))

    return wrap


def declared(view: View, allowed_roles: frozenset[str]) -> View:
    """Write on the view who may come in."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    marked.allowed_roles = allowed_roles  # type: ignore[attr-defined]
    return marked


def has_any_role(person: Person | AnonymousUser, *roles: Role) -> bool:
    """Return whether the person holds one of these roles for anything at all."""
    return any(role == PUBLIC for role in roles) or bool({role.slug for role in roles} & roles_of(person))


def roles_of(person: Person | AnonymousUser) -> set[str]:
    """Return the slugs of the roles that a person holds for anything."""
    return {role for role, _ in grants_of(person)}


def covers(person: Person | AnonymousUser, scope_ids: set[uuid.UUID], *roles: Role) -> bool:
    """Return whether one of the person's grants of these roles is for one of these scopes, or they administer."""
    held = grants_of(person)
    if (ADMINISTRATOR.slug, None) in held:
        return True
    wanted = {role.slug for role in roles}
    return any(role in wanted and scope in scope_ids for role, scope in held)


def scopes_of(person: Person | AnonymousUser, *roles: Role) -> set[uuid.UUID]:
    """Return the scopes for which a person holds one of these roles."""
    wanted = {role.slug for role in roles}
    return {scope for role, scope in grants_of(person) if role in wanted and scope is not None}


def is_administrator(person: Person | AnonymousUser) -> bool:
    return (ADMINISTRATOR.slug, None) in grants_of(person)


def grants_of(person: Person | AnonymousUser) -> set[tuple[str, uuid.UUID | None]]:
    """Return each (role, scope) that an active person holds; read once a request and kept on the person."""
    if not isinstance(person, Person) or not person.is_active:
        return set()
    if not hasattr(person, "_held_grants"):
        person._held_grants = set(person.grants.values_list("role", "scope_id"))  # type: ignore[attr-defined]
    held: set[tuple[str, uuid.UUID | None]] = person._held_grants  # type: ignore[attr-defined]
    return held
