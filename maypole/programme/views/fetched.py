"""Fetch a partnership or a school for whoever may see or keep it, or refuse."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from maypole.accounts.permissions import MemberRequest
from maypole.directory.models import School
from maypole.partnerships.models import Partnership
from maypole.partnerships.permissions import may_keep, may_see_inside
from maypole.programme.permissions import may_tell_of


def seen_or_403(request: MemberRequest, slug: str) -> Partnership:
    """Return the partnership for whoever may see inside it. Raises Http404 or PermissionDenied."""
    partnership = get_object_or_404(Partnership.objects.select_related("territory"), pk=slug)
    if not may_see_inside(request.user, partnership):
        raise PermissionDenied
    return partnership


def kept_or_403(request: MemberRequest, slug: str) -> Partnership:
    """Return the partnership for whoever keeps it. Raises Http404 or PermissionDenied."""
    partnership = get_object_or_404(Partnership.objects.select_related("territory"), pk=slug)
    if not may_keep(request.user, partnership):
        raise PermissionDenied
    return partnership


def school_or_403(request: MemberRequest, urn: int) -> School:
    """Return the school for its own people and its coordinator. Raises Http404 or PermissionDenied."""
    school = get_object_or_404(School.objects.select_related("district"), pk=urn)
    if not may_tell_of(request.user, school):
        raise PermissionDenied
    return school
