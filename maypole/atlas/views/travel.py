"""Travel times: what is in use, a new table, and the lists of schools and sites that a routing engine needs."""

import csv
from io import StringIO

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from maypole.accounts.permissions import MemberRequest
from maypole.atlas.actions.travel import UnableToImport, import_travel_times, use_travel_times
from maypole.atlas.forms.travel import TravelForm
from maypole.atlas.models import TravelTable
from maypole.atlas.queries.areas import open_schools
from maypole.directory.models import Entry


def travel_times(request: MemberRequest) -> HttpResponse:
    """Show the tables, and take in a new one; what was typed stays where the file is wrong."""
    form = TravelForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            table = import_travel_times(
                body=file.read(), file_name=file.name, made=form.made, by=request.user.id, now=timezone.now()
            )
        except UnableToImport as error:
            form.add_error("file", str(error))
        else:
            messages.success(
                request, f"{table.pairs:,} journeys taken in. Minutes are worked out with them within the hour."
            )
            return redirect("travel_times")
    tables = TravelTable.objects.defer("rows")
    return render(request, "atlas/travel_times.html", {"form": form, "tables": tables})


@require_POST
def use(request: MemberRequest) -> HttpResponse:
    """Use another table, or none."""
    chosen = request.POST.get("table", "")
    table = get_object_or_404(TravelTable, pk=int(chosen)) if chosen.isdecimal() else None
    use_travel_times(table=table, by=request.user.id)
    messages.success(request, f"In use: {table}." if table else "No table is in use. Distances are straight lines.")
    return redirect("travel_times")


def schools_csv(request: HttpRequest) -> HttpResponse:
    """Give the schools as a routing engine needs them."""
    rows = open_schools().filter(latitude__isnull=False).order_by("urn").values_list("urn", "latitude", "longitude")
    return _csv("schools.csv", ("school", "latitude", "longitude"), list(rows))


def sites_csv(request: HttpRequest) -> HttpResponse:
    """Give the sites with the ids by which a table names them."""
    found = Entry.objects.filter(
        school__isnull=True, is_closed=False, is_point_of_district=False, latitude__isnull=False
    )
    rows = found.order_by("ref").values_list("ref", "latitude", "longitude", "name")
    return _csv("sites.csv", ("site", "latitude", "longitude", "name"), list(rows))


def _csv(name: str, columns: tuple[str, ...], rows: list[tuple[object, ...]]) -> HttpResponse:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(rows)
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
