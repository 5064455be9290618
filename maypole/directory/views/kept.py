"""Fetch a body for somebody who may keep it, or refuse."""

from django.core.exceptions import PermissionDenied

from maypole.accounts.permissions import MemberRequest
from maypole.directory.permissions import may_decide, may_keep
from maypole.directory.queries.bodies import Body, body_or_404


def kept_or_403(request: MemberRequest, kind: str, key: str) -> Body:
    """Return the body for its owner or coordinator. Raises Http404 or PermissionDenied."""
    body = body_or_404(kind, key)
    if not may_keep(request.user, body):
        raise PermissionDenied
    return body


def decided_or_403(request: MemberRequest, body: Body | None) -> Body:
    """Return the body for its coordinator. Raises PermissionDenied."""
    if body is None or not may_decide(request.user, body):
        raise PermissionDenied
    return body
