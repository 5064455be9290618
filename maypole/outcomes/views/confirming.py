"""A school answers from its link, with no account; afterwards it has its record."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from maypole.accounts.permissions import MemberRequest
from maypole.directory.models import School
from maypole.directory.permissions import owns
from maypole.outcomes.actions.confirming import UnusableLink, confirmation_of, say
from maypole.outcomes.forms.confirming import AGAIN, BARRIERS, OWN, SchoolForm
from maypole.outcomes.frameworks import latest
from maypole.outcomes.models import Confirmation
from maypole.outcomes.presenters.confirming import asked_of, record_of
from maypole.outcomes.queries.confirmations import lines_about
from maypole.outcomes.queries.returns import framework_of_round


def confirm_lines(request: HttpRequest, token: str) -> HttpResponse:
    """Show a school what is told of it. Reading changes nothing; the button posts."""
    try:
        confirmation = confirmation_of(token)
    except UnusableLink as error:
        return render(request, "outcomes/link_unusable.html", {"why": str(error)}, status=410)
    form = _form(request, confirmation)
    if request.method == "POST":
        said = form.said()
        if not form.errors:
            try:
                say(confirmation=confirmation, said=said, now=timezone.now())
            except UnusableLink as error:
                context = _context(confirmation, form) | {"shut": str(error)}
                return render(request, "outcomes/confirm.html", context, status=410)
            return redirect("confirmed_record", token=token)
    return render(request, "outcomes/confirm.html", _context(confirmation, form))


def _form(request: HttpRequest, confirmation: Confirmation) -> SchoolForm:
    return SchoolForm(
        posted=request.POST.dict() if request.method == "POST" else {},
        barriers=tuple(request.POST.getlist("barrier")),
        lines=list(lines_about(confirmation)),
        framework=framework_of_round(confirmation.round),
        principles=latest("quality-principles"),
        earlier={answer.line_id: answer.corrections for answer in confirmation.answers.all()},
    )


def _context(confirmation: Confirmation, form: SchoolForm) -> dict[str, object]:
    given = form.posted
    return {
        "confirmation": confirmation,
        "lines": asked_of(confirmation, given, form.errors),
        "errors": form.errors,
        "again": [(slug, title, given.get("again", confirmation.would_do_again) == slug) for slug, title in AGAIN],
        "barriers": [
            (slug, title, slug in (form.barriers if given else confirmation.barriers)) for slug, title in BARRIERS
        ],
        "own_is_wrong": any(name.startswith("own-") for name in form.errors),
        "own": [
            (slug, title, given.get(f"own-{slug}", confirmation.own_counts.get(slug, "")), form.errors.get(f"own-{slug}", ""))
            for slug, title in OWN
        ],
        "principles": [
            (slug, words, given.get(f"principle-{slug}", str(confirmation.principles.get(slug, ""))))
            for slug, words in form.principles.statements
        ],
        "points": [(str(number), words) for number, words in form.principles.points],
        "comment": given.get("comment", confirmation.comment),
    }  # fmt: skip


def confirmed_record(request: HttpRequest, token: str) -> HttpResponse:
    """Show the school's record after it has answered."""
    try:
        confirmation = confirmation_of(token)
    except UnusableLink as error:
        return render(request, "outcomes/link_unusable.html", {"why": str(error)}, status=410)
    school = confirmation.school
    context = {"school": school, "record": record_of(school), "token": token, "is_open": confirmation.round.is_open}
    return render(request, "outcomes/record.html", context)


def school_record(request: MemberRequest, urn: int) -> HttpResponse:
    """Show a school its cultural record, for governors and Artsmark."""
    school = get_object_or_404(School, pk=urn)
    if not owns(request.user, school):
        raise PermissionDenied
    return render(request, "outcomes/record.html", {"school": school, "record": record_of(school)})
