"""A partnership asks more than the framework does, before anybody has begun."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from maypole.accounts.permissions import MemberRequest
from maypole.outcomes.actions.rounds import UnableToOpen, set_extra_questions
from maypole.outcomes.forms.questions import QuestionForm
from maypole.outcomes.frameworks import InvalidFramework
from maypole.outcomes.models import Round
from maypole.outcomes.views.fetched import round_or_403

Asked = dict[str, list[dict[str, object]]]


def questions(request: MemberRequest, round_id: uuid.UUID) -> HttpResponse:
    """Show what is asked besides; a posted question is added, a posted slug is taken out."""
    of = round_or_403(request, round_id, to_keep=True)
    form = QuestionForm(request.POST if request.POST.get("button") != "remove" and request.POST else None)
    asked: Asked = {part: list(found) for part, found in of.extra_questions.items()}
    if request.method == "POST" and request.POST.get("button") == "remove":
        gone = request.POST.get("slug", "")
        left = {part: [one for one in found if one["slug"] != gone] for part, found in asked.items()}
        return _set(request, of, {part: found for part, found in left.items() if found}, form)
    if request.method == "POST" and form.is_valid():
        part, question = form.question()
        return _set(request, of, asked | {part: [*asked.get(part, []), question]}, form)
    return _page(request, of, form)


def _set(request: MemberRequest, of: Round, questions: Asked, form: QuestionForm) -> HttpResponse:
    try:
        set_extra_questions(of=of, questions=questions, by=request.user.id)
    except (UnableToOpen, InvalidFramework) as error:
        messages.error(request, str(error))
        return _page(request, of, form)
    messages.success(request, "Saved.")
    return redirect("round_questions", round_id=of.pk)


def _page(request: MemberRequest, of: Round, form: QuestionForm) -> HttpResponse:
    asked = [(part, one) for part, found in of.extra_questions.items() for one in found]
    context = {"round": of, "form": form, "asked": asked, "has_begun": of.returns.exists()}
    return render(request, "outcomes/questions.html", context)
