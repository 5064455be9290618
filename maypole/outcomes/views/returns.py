"""An organisation fills in its return."""

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from maypole.accounts.permissions import MemberRequest
from maypole.directory.models import Organisation
from maypole.outcomes.actions.returns import (
    AlreadyInProject,
    ReturnIsClosed,
    add_project,
    add_school,
    begin_return,
    change_project,
    remove_line,
    remove_project,
)
from maypole.outcomes.actions.sending import UnableToSend, send_return, take_back_return, tell_of_nothing
from maypole.outcomes.field_names import Posted, name_of
from maypole.outcomes.forms.projects import HelpersForm, NewProjectForm
from maypole.outcomes.forms.sheet import save_posted
from maypole.outcomes.frameworks import Part
from maypole.outcomes.models import Project, Return, Round
from maypole.outcomes.permissions import fills
from maypole.outcomes.presenters.returns import check_of, open_rounds, overview, steps
from maypole.outcomes.presenters.sheet import pupil_sheets, sheet_of, wrong_of
from maypole.outcomes.queries.enquiries import schools_that_asked
from maypole.outcomes.queries.returns import framework_of_round
from maypole.outcomes.queries.schools import schools_found
from maypole.outcomes.views.fetched import filled_or_403, project_or_404

TITLE_FIELD = "id_title"


def returns(request: MemberRequest) -> HttpResponse:
    """Show the rounds that ask one's organisations, and what was returned."""
    return render(request, "outcomes/returns.html", {"asked": open_rounds(request.user)})


def begin(request: MemberRequest, round_id: uuid.UUID, organisation_id: uuid.UUID) -> HttpResponse:
    """Show what the round asks; the button begins the return."""
    of = get_object_or_404(Round, pk=round_id)
    organisation = get_object_or_404(Organisation, pk=organisation_id)
    if not fills(request.user, organisation):
        raise PermissionDenied
    there = Return.objects.filter(round=of, organisation=organisation).first()
    if there is None and request.method == "POST" and of.is_open:
        there = begin_return(of=of, organisation=organisation, by=request.user.id, now=timezone.now())
        return redirect(f"{there.get_absolute_url()}#{TITLE_FIELD}")
    if there is not None:
        return redirect(there)
    return render(request, "outcomes/begin.html", {"round": of, "organisation": organisation})


def return_page(request: MemberRequest, return_id: uuid.UUID) -> HttpResponse:
    """Show a return: its projects, what is open, what the reviewer asks. A posted title adds a project."""
    return_of = filled_or_403(request, return_id)
    form = NewProjectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_project(
                return_of=return_of, title=form.cleaned_data["title"], by=request.user.id, now=timezone.now()
            )
        except ReturnIsClosed as closed:
            form.add_error("title", str(closed))
        else:
            return redirect(_first_question(made))
    context = {
        "return": overview(return_of),
        "form": form,
        "steps": steps(return_of, "projects"),
        "asked": schools_that_asked(return_of),
    }
    return render(request, "outcomes/return.html", context)


def _first_question(made: Project) -> str:
    """Return the address of the first field of a project: whoever names one goes on answering there."""
    page = reverse("return_project", args=[made.return_of.pk, made.pk])
    first = framework_of_round(made.return_of.round).short(Part.PROJECT)[0]
    return f"{page}#{name_of(Part.PROJECT, made.pk, first.slug)}"


def project(request: MemberRequest, return_id: uuid.UUID, project_id: uuid.UUID) -> HttpResponse:
    """Show a project's sheet; what is posted is saved answer by answer, and what cannot be read comes back."""
    return_of = filled_or_403(request, return_id)
    found = project_or_404(return_of, project_id)
    posted = Posted()
    if request.method == "POST":
        posted = save_posted(return_of=return_of, posted=request.POST, by=request.user.id, now=timezone.now())
        if not posted.errors and not posted.closed:
            return _after_saving(request, found, posted)
        found = project_or_404(return_of, project_id)
    sheet = sheet_of(found, posted)
    context = {
        "return": return_of,
        "sheet": sheet,
        "posted": posted,
        "wrong": wrong_of(posted, sheet.fields),
        "closed": posted.closed,
        "steps": steps(return_of, found),
    }
    return render(request, "outcomes/project.html", context, status=409 if posted.closed else 200)


def _after_saving(request: MemberRequest, found: Project, posted: Posted) -> HttpResponse:
    for remark in posted.remarks.values():
        messages.info(request, remark)
    return_of = found.return_of
    if asked := request.POST.get("school", "").strip():
        return _school_asked(request, found, asked)
    if request.POST.get("button", "").startswith("remove-"):
        return _line_removed(request, found, request.POST["button"].removeprefix("remove-"))
    if request.POST.get("button") == "back":
        return redirect(f"{return_of.get_absolute_url()}#{TITLE_FIELD}")
    messages.success(request, "Saved.")
    return redirect("return_project", return_id=return_of.pk, project_id=found.pk)


def _school_asked(request: MemberRequest, found: Project, asked: str) -> HttpResponse:
    """Add the one school that was meant, or go to where one chooses among several."""
    schools = schools_found(asked, found.return_of.round)
    search = f"{reverse('return_schools', args=[found.return_of.pk, found.pk])}?{urlencode({'q': asked})}"
    if len(schools) != 1:
        return redirect(search)
    try:
        line = add_school(project=found, school=schools[0], by=request.user.id, now=timezone.now())
        messages.success(request, f"{schools[0]} is added.")
    except AlreadyInProject as error:
        messages.error(request, str(error))
        return redirect("return_project", return_id=found.return_of.pk, project_id=found.pk)
    except ReturnIsClosed as closed:
        messages.error(request, str(closed))
        return redirect(search)
    page = reverse("return_project", args=[found.return_of.pk, found.pk])
    return redirect(f"{page}#line-{line.pk}-key_stage")


def _line_removed(request: MemberRequest, found: Project, line_id: str) -> HttpResponse:
    line = next((one for one in found.lines.all() if str(one.pk) == line_id), None)
    if line is not None:
        line.project = found
        try:
            remove_line(line=line, by=request.user.id, now=timezone.now())
            messages.success(request, f"{line} is out of this project. What it said stays in the history.")
        except ReturnIsClosed as closed:
            messages.error(request, str(closed))
    return redirect("return_project", return_id=found.return_of.pk, project_id=found.pk)


def helpers(request: MemberRequest, return_id: uuid.UUID, project_id: uuid.UUID) -> HttpResponse:
    """Name a project and those who helped; its lead returns it."""
    return_of = filled_or_403(request, return_id)
    found = project_or_404(return_of, project_id)
    form = HelpersForm(request.POST or None, project=found)
    if request.method == "POST" and form.is_valid():
        try:
            change_project(project=found, **form.details(), by=request.user.id, now=timezone.now())
        except ReturnIsClosed as closed:
            form.add_error(None, str(closed))
        else:
            return redirect("return_project", return_id=return_of.pk, project_id=found.pk)
    return render(request, "outcomes/helpers.html", {"return": return_of, "project": found, "form": form})


@require_POST
def remove(request: MemberRequest, return_id: uuid.UUID, project_id: uuid.UUID) -> HttpResponse:
    return_of = filled_or_403(request, return_id)
    found = project_or_404(return_of, project_id)
    try:
        remove_project(project=found, by=request.user.id, now=timezone.now())
        messages.success(request, f"“{found.title}” is out. What it said stays in the history.")
    except ReturnIsClosed as closed:
        messages.error(request, str(closed))
    return redirect(return_of)


def pupils(request: MemberRequest, return_id: uuid.UUID) -> HttpResponse:
    """Ask once what is asked once: SEND, pupil premium, English as another language, training."""
    return_of = filled_or_403(request, return_id)
    posted = Posted()
    if request.method == "POST":
        posted = save_posted(return_of=return_of, posted=request.POST, by=request.user.id, now=timezone.now())
        if not posted.errors and not posted.closed:
            return redirect("return_check", return_id=return_of.pk)
    sheets, seen = pupil_sheets(return_of, posted)
    context = {"return": return_of, "sheets": sheets, "seen": seen, "posted": posted, "closed": posted.closed}
    context["wrong"] = wrong_of(posted, [one for sheet in sheets for one in sheet.fields])
    context["steps"] = steps(return_of, "pupils")
    return render(request, "outcomes/pupils.html", context, status=409 if posted.closed else 200)


def check(request: MemberRequest, return_id: uuid.UUID) -> HttpResponse:
    """Show all that there is to look at, and send it."""
    return_of = filled_or_403(request, return_id)
    problem = ""
    if request.method == "POST":
        try:
            return _sent(request, return_of)
        except (UnableToSend, ReturnIsClosed) as error:
            problem = str(error)
    context = {
        "return": return_of,
        "check": check_of(return_of),
        "problem": problem,
        "steps": steps(return_of, "check"),
    }
    return render(request, "outcomes/check.html", context)


def _sent(request: MemberRequest, return_of: Return) -> HttpResponse:
    now, by = timezone.now(), request.user.id
    if request.POST.get("button") == "nothing":
        tell_of_nothing(return_of=return_of, by=by, now=now)
        messages.success(request, "Thank you: no work with schools this term is an answer too.")
        return redirect(return_of)
    added = send_return(return_of=return_of, by=by, now=now)
    schools = f"{added.schools} school{pluralize(added.schools)}"
    messages.success(
        request,
        f"Sent. You worked with {schools}; of {added.only_here} no other return tells us this year.",
    )
    return redirect(return_of)


@require_POST
def take_back(request: MemberRequest, return_id: uuid.UUID) -> HttpResponse:
    return_of = filled_or_403(request, return_id)
    try:
        take_back_return(return_of=return_of, by=request.user.id, now=timezone.now())
        messages.success(request, "Yours again. Send it when it is right.")
    except ReturnIsClosed as closed:
        messages.error(request, str(closed))
    return redirect(return_of)


@require_POST
def save(request: MemberRequest, return_id: uuid.UUID) -> JsonResponse:
    """Save what was typed in one or a few fields, and answer with what is wrong and when it was saved."""
    return_of = filled_or_403(request, return_id)
    now = timezone.now()
    posted = save_posted(return_of=return_of, posted=request.POST, by=request.user.id, now=now)
    if posted.closed:
        return JsonResponse({"closed": posted.closed}, status=409)
    saved_at = f"{timezone.localtime(now):%-I.%M%p}".lower()
    return JsonResponse({"saved_at": saved_at, "errors": posted.errors, "words": posted.words})
