"""Fetch a partnership for somebody who keeps it or may see inside, or refuse."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from maypole.accounts.permissions import MemberRequest
from maypole.partnerships.models import Partnership
from maypole.partnerships.permissions import may_keep, may_see_inside


def kept_or_403(request: MemberRequest, slug: str) -> Partnership:
    """Return the partnership, or raise Http404 or PermissionDenied."""
    partnership = get_object_or_404(Partnership.objects.select_related("territory"), pk=slug)
    if not may_keep(request.user, partnership):
        raise PermissionDenied
    return partnership


def seen_or_403(request: MemberRequest, slug: str) -> Partnership:
    """Return the partnership for whoever may see inside it. Raises Http404 or PermissionDenied."""
    partnership = get_object_or_404(Partnership.objects.select_related("territory"), pk=slug)
    if not may_see_inside(request.user, partnership):
        raise PermissionDenied
    return partnership
