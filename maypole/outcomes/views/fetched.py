"""Fetch a round or return for somebody who may, or refuse."""

import uuid

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from maypole.accounts.permissions import MemberRequest
from maypole.outcomes.models import Project, Return, Round
from maypole.outcomes.permissions import keeps_round, may_fill, sees_round


def filled_or_403(request: MemberRequest, return_id: uuid.UUID) -> Return:
    """Return the return of somebody's own organisation. Raises Http404 or PermissionDenied."""
    found = get_object_or_404(Return.objects.select_related("round", "organisation"), pk=return_id)
    if not may_fill(request.user, found):
        raise PermissionDenied
    return found


def project_or_404(return_of: Return, project_id: uuid.UUID) -> Project:
    """Return a project of this return, which it carries along."""
    project = get_object_or_404(Project, pk=project_id, return_of=return_of)
    project.return_of = return_of
    return project


def round_or_403(request: MemberRequest, round_id: uuid.UUID, *, to_keep: bool = False) -> Round:
    """Return a round to somebody who sees it; with `to_keep`, only to whoever may change it."""
    found = get_object_or_404(Round.objects.select_related("opened_by"), pk=round_id)
    may = keeps_round if to_keep else sees_round
    if not may(request.user, found):
        raise PermissionDenied
    return found
