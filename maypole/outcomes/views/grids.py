"""Counts of what children said before and after a project, statement by statement."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from maypole.accounts.permissions import MemberRequest
from maypole.outcomes.actions.returns import ReturnIsClosed, save_grid
from maypole.outcomes.forms.grids import GridForm, cells_of
from maypole.outcomes.queries.returns import grid_framework
from maypole.outcomes.views.fetched import filled_or_403, project_or_404


def grids(request: MemberRequest, return_id: uuid.UUID, project_id: uuid.UUID) -> HttpResponse:
    """Show the statements, and the grid of the one that is chosen; a posted grid is kept whole or not at all."""
    return_of = filled_or_403(request, return_id)
    project = project_or_404(return_of, project_id)
    framework = grid_framework(return_of.round)
    if framework is None:
        raise Http404
    statements = dict(framework.statements)
    chosen = request.GET.get("statement", "")
    chosen = chosen if chosen in statements else framework.statements[0][0]
    shut = ""
    form, there = GridForm(request.POST, framework), {one.statement: one for one in project.grids.all()}
    if request.method == "POST":
        counts = form.counts()
        once = {name: form.single(name) for name in ("only_before", "only_after")}
        if not form.errors:
            try:
                save_grid(
                    project=project, statement=chosen, is_paired=True, counts=counts, by=request.user.id,
                    now=timezone.now(), **once,
                )  # fmt: skip
            except ReturnIsClosed as closed:
                shut = str(closed)
            else:
                messages.success(request, f"“{statements[chosen]}” is saved.")
                return redirect(f"{request.path}?statement={chosen}")
    kept = there.get(chosen)
    context = {
        "return": return_of, "project": project, "framework": framework, "chosen": chosen, "words": statements[chosen],
        "statements": [(slug, words, slug in there, slug == chosen) for slug, words in framework.statements],
        "rows": cells_of(framework, kept.counts if kept else [], request.POST, form.errors),
        "errors": form.errors, "closed": shut,
        "only_before": request.POST.get("only_before", kept.only_before if kept else ""),
        "only_after": request.POST.get("only_after", kept.only_after if kept else ""),
    }  # fmt: skip
    return render(request, "outcomes/grids.html", context, status=409 if shut else 200)
