"""The indicators of one school."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from maypole.atlas.models import SchoolValues
from maypole.atlas.presenters.school_figures import school_figures
from maypole.atlas.queries.areas import OPEN
from maypole.atlas.queries.values import areas_of_school, dated_lists, last_calculation, values_of
from maypole.directory.models import School
from maypole.directory.permissions import owns


def figures(request: HttpRequest, urn: int) -> HttpResponse:
    """Show need, provision and accreditation of a school to everybody, and what returns tell to its own people."""
    school = get_object_or_404(School.objects.select_related("district", "authority"), pk=urn, status__in=OPEN)
    areas = areas_of_school(school)
    page = school_figures(
        school,
        SchoolValues.objects.filter(school=school).first(),
        areas=areas,
        values=values_of(areas),
        lists=dated_lists(),
        last=last_calculation(),
        sees_reach=owns(request.user, school),
    )
    return render(request, "atlas/school_figures.html", {"page": page})
