"""Influence on curriculum, policy and public spaces: public lines for everybody, all for the partnership's own people."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from maypole.accounts.permissions import MemberRequest
from maypole.partnerships.actions import influence as actions
from maypole.partnerships.forms.collaborations import InfluenceForm
from maypole.partnerships.models import Partnership
from maypole.partnerships.permissions import may_keep, may_see_inside
from maypole.partnerships.presenters.collaborations import influence_line
from maypole.partnerships.queries.collaborations import influences_of
from maypole.partnerships.views.kept import kept_or_403


def influences(request: HttpRequest, slug: str) -> HttpResponse:
    partnership = get_object_or_404(Partnership.objects.select_related("territory"), pk=slug)
    found = influences_of(partnership, only_public=not may_see_inside(request.user, partnership))
    context = {
        "partnership": partnership,
        "influences": [influence_line(one) for one in found],
        "may_keep": may_keep(request.user, partnership),
    }
    return render(request, "partnerships/influences.html", context)


def new(request: MemberRequest, slug: str) -> HttpResponse:
    partnership = kept_or_403(request, slug)
    form = InfluenceForm(request.POST or None, initial={"done_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        actions.note_influence(partnership=partnership, details=form.cleaned_data, by=request.user.id)
        messages.success(request, "Noted.")
        return redirect("partnership_influences", slug=slug)
    return render(request, "partnerships/influence_form.html", {"partnership": partnership, "form": form})


def change(request: MemberRequest, slug: str, influence_id: int) -> HttpResponse:
    partnership = kept_or_403(request, slug)
    found = get_object_or_404(partnership.influences, pk=influence_id)
    form = InfluenceForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        found.refresh_from_db()
        actions.change_influence(influence=found, details=form.cleaned_data, by=request.user.id)
        messages.success(request, "Saved.")
        return redirect("partnership_influences", slug=slug)
    context = {"partnership": partnership, "form": form, "one": found}
    return render(request, "partnerships/influence_form.html", context)


@require_POST
def remove(request: MemberRequest, slug: str, influence_id: int) -> HttpResponse:
    partnership = kept_or_403(request, slug)
    actions.remove_influence(influence=get_object_or_404(partnership.influences, pk=influence_id), by=request.user.id)
    messages.success(request, "It is gone.")
    return redirect("partnership_influences", slug=slug)
