"""The log of asks: what the coordinator wrote down, and one ask with its answer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from maypole.accounts.permissions import MemberRequest
from maypole.core.redirects import back_or
from maypole.partnerships.actions.asks import UnableToNote, note_answer, note_ask, remove_ask
from maypole.partnerships.forms.asks import AnswerForm, AskForm
from maypole.partnerships.permissions import may_keep
from maypole.partnerships.presenters.asks import ask_line, ask_lines
from maypole.partnerships.queries.asks import asks_of
from maypole.partnerships.queries.schools import offers_of_members, schools_of
from maypole.partnerships.views.kept import kept_or_403, seen_or_403


def asks(request: MemberRequest, slug: str) -> HttpResponse:
    partnership = seen_or_403(request, slug)
    context = {
        "partnership": partnership,
        "asks": ask_lines(asks_of(partnership), timezone.localdate()),
        "may_keep": may_keep(request.user, partnership),
    }
    return render(request, "partnerships/asks.html", context)


def new(request: MemberRequest, slug: str) -> HttpResponse:
    """Note an ask; `school` in the address fills in which school."""
    partnership = kept_or_403(request, slug)
    today, schools = timezone.localdate(), schools_of(partnership)
    urn = request.GET.get("school", "")
    meant = schools.filter(pk=int(urn)).first() if urn.isdecimal() and len(urn) == 6 else None
    initial = {"school": meant, "asked_on": today, "asked_by": partnership.contact_role or "Partnership coordinator"}
    form = AskForm(request.POST or None, initial=initial, schools=schools, offers=offers_of_members(partnership))
    if request.method == "POST" and form.is_valid():
        try:
            noted = note_ask(partnership=partnership, by=request.user.id, today=today, **form.cleaned_data)
        except UnableToNote as refused:
            form.add_error("asked_on", str(refused))
        else:
            messages.success(request, f"Noted: {noted.school} was asked.")
            return back_or(request, reverse("partnership_asks", args=[slug]))
    context = {"partnership": partnership, "form": form, "is_unknown": bool(urn) and meant is None}
    return render(request, "partnerships/ask_new.html", context)


def ask(request: MemberRequest, slug: str, ask_id: int) -> HttpResponse:
    """Show an ask, and write down what the school said."""
    partnership = kept_or_403(request, slug)
    found = get_object_or_404(partnership.asks.select_related("school", "offer__organisation"), pk=ask_id)
    today = timezone.localdate()
    initial = {"answer": found.answer, "on": found.answered_on or today, "reason": found.reason}
    form = AnswerForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            note_answer(ask=found, by=request.user.id, today=today, **form.cleaned_data)
        except UnableToNote as refused:
            form.add_error("on", str(refused))
        else:
            messages.success(request, "Saved.")
            return back_or(request, reverse("partnership_asks", args=[slug]))
    context = {"partnership": partnership, "ask": ask_line(found, today), "form": form}
    return render(request, "partnerships/ask.html", context)


@require_POST
def remove(request: MemberRequest, slug: str, ask_id: int) -> HttpResponse:
    partnership = kept_or_403(request, slug)
    remove_ask(ask=get_object_or_404(partnership.asks, pk=ask_id), by=request.user.id)
    messages.success(request, "It is out of the log.")
    return redirect("partnership_asks", slug=slug)
