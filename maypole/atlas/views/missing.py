"""Who are we missing? The page of one partnership, of those that somebody supports, and what everybody may see."""

import csv
from collections.abc import Sequence
from io import StringIO

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from maypole.accounts.models import Person
from maypole.accounts.permissions import MemberRequest
from maypole.atlas.actions.saved_views import UnableToSave, forget_view, save_view
from maypole.atlas.models import SavedView
from maypole.atlas.permissions import may_see_evidence, may_see_schools
from maypole.atlas.presenters.missing.choice import Choice, choice_of
from maypole.atlas.presenters.missing.files import csv_rows
from maypole.atlas.presenters.missing.page import MissingPage, page_of
from maypole.atlas.presenters.missing.public import public_page
from maypole.atlas.presenters.rests_on import OF_SCHOOLS, rests_on
from maypole.atlas.queries.areas import districts_in
from maypole.atlas.queries.completeness import completeness_of
from maypole.atlas.queries.missing import Look, look_at
from maypole.atlas.queries.reach import terms_with_returns
from maypole.atlas.queries.released import published_of
from maypole.atlas.queries.saved_views import views_of
from maypole.atlas.queries.values import dated_lists
from maypole.core.redirects import back_or
from maypole.outcomes.queries.rounds import partnerships_seen_by
from maypole.partnerships.models import Ask, Partnership
from maypole.partnerships.permissions import may_keep
from maypole.partnerships.queries.asks import latest_asks_of
from maypole.partnerships.queries.partnerships import partnerships_with_territories
from maypole.places.models import Place


def missing(request: HttpRequest) -> HttpResponse:
    """Show all schools of the partnerships that somebody keeps or supports; to others, what is published of the region."""
    person = request.user
    held = partnerships_seen_by(person) if isinstance(person, Person) else []
    if len(held) == 1:
        return redirect("partnership_missing", slug=held[0].slug)
    if held:
        return _inside(request, held, None)
    found = published_of(_larger_areas())
    context = {"page": public_page(found) if found else None, "partnerships": partnerships_with_territories()}
    return render(request, "atlas/missing_public.html", context)


def partnership_missing(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the schools to those who may see them, and to everybody else what is published."""
    partnership = get_object_or_404(Partnership.objects.select_related("territory"), pk=slug)
    if may_see_schools(request.user, partnership):
        return _inside(request, [partnership], partnership)
    found = published_of([("partnership", slug)])
    context = {"page": public_page(found) if found else None, "partnership": partnership}
    return render(request, "atlas/missing_public.html", context)


def partnership_missing_csv(request: MemberRequest, slug: str) -> HttpResponse:
    """Give the list as a file to whoever may see it."""
    partnership = get_object_or_404(Partnership.objects.select_related("territory"), pk=slug)
    if not may_see_schools(request.user, partnership):
        return HttpResponse("Only members of the partnership may have this list.", status=403)
    choice, look, districts = _looked(request, [partnership])
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(
        [f"# {partnership}, {choice.terms_in_words}, made {timezone.localdate():%d %B %Y}; for members only"]
    )
    writer.writerows(csv_rows(look, choice, districts, _asks([partnership], look)))
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="who-are-we-missing-{slug}.csv"'
    return response


@require_POST
def save(request: MemberRequest, slug: str) -> HttpResponse:
    """Save this way of looking under a name."""
    partnership = get_object_or_404(Partnership.objects.select_related("territory"), pk=slug)
    if not may_see_schools(request.user, partnership):
        return HttpResponse("Only members of the partnership may save a view of it.", status=403)
    query = request.POST.get("query", "")
    try:
        view = save_view(
            name=request.POST.get("name", ""),
            query=query,
            partnership=partnership,
            by=request.user,
            now=timezone.now(),
        )
    except UnableToSave as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Saved as “{view.name}”.")
    return redirect(f"/partnerships/{slug}/missing/?{query}")


@require_POST
def forget(request: MemberRequest, view_id: int) -> HttpResponse:
    """Forget a view of one's own."""
    view = get_object_or_404(SavedView, pk=view_id, person=request.user)
    forget_view(view=view)
    messages.success(request, f"“{view.name}” is forgotten.")
    return back_or(request, "/missing/")


def _inside(request: HttpRequest, partnerships: Sequence[Partnership], partnership: Partnership | None) -> HttpResponse:
    choice, look, districts = _looked(request, partnerships)
    page = _page(request, partnerships, choice, look, districts)
    context = {
        "page": page,
        "partnership": partnership,
        "partnerships": partnerships,
        "may_keep": partnership is not None and may_keep(request.user, partnership),
        "views": views_of(request.user, partnership) if partnership and isinstance(request.user, Person) else [],
        "rests_on": rests_on(OF_SCHOOLS, dated_lists()),
        "csv_path": f"/partnerships/{partnership.slug}/missing.csv?{choice.query}" if partnership else "",
    }
    return render(request, "atlas/missing.html", context)


def _looked(request: HttpRequest, partnerships: Sequence[Partnership]) -> tuple[Choice, Look, list[Place]]:
    territories = [one.territory for one in partnerships]
    districts = districts_in(territories)
    choice = choice_of(request.GET, timezone.localdate(), [place.code for place in districts])
    return choice, look_at(territories, choice.terms), districts


def _page(
    request: HttpRequest, partnerships: Sequence[Partnership], choice: Choice, look: Look, districts: list[Place]
) -> MissingPage:
    return page_of(
        look,
        choice,
        districts=districts,
        terms=terms_with_returns(),
        asks=_asks(partnerships, look),
        complete=completeness_of(partnerships, choice.terms),
        sees_evidence=all(may_see_evidence(request.user, one) for one in partnerships),
    )


def _asks(partnerships: Sequence[Partnership], look: Look) -> dict[int, Ask]:
    urns = look.schools.urn[look.is_missing].tolist()
    return {urn: ask for one in partnerships for urn, ask in latest_asks_of(one, urns).items()}


def _larger_areas() -> list[tuple[str, str]]:
    regions = Place.objects.of_kind(Place.Kind.REGION).values_list("code", flat=True)
    return [*(("region", code) for code in regions), ("together", "together"), ("country", "E92000001")]
