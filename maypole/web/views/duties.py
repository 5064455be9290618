"""Our duties: privacy, accessibility, concerns, complaints, the breach log."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from maypole.accounts.models import Person
from maypole.accounts.permissions import MemberRequest
from maypole.accounts.roles import ADMINISTRATOR
from maypole.core.duty import answer_complaint, complain, enter_breach
from maypole.core.models import BreachEntry, Complaint
from maypole.core.throttle import TooOften, address_of, count_use
from maypole.partnerships.queries.partnerships import partnership_of_district
from maypole.places.queries.postcodes import find
from maypole.web.duties.retention import periods
from maypole.web.forms.duties import AnswerForm, BreachForm, ComplaintForm


def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "web/privacy.html", {"periods": periods()})


def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "web/accessibility.html")


def concern(request: HttpRequest) -> HttpResponse:
    """Show whom to tell: the statutory services, and by postcode the partnership's safeguarding lead."""
    text = request.GET.get("postcode", "").strip()
    point = find(text) if text else None
    found = partnership_of_district(point.district_code) if point else None
    return render(request, "web/concern.html", {"text": text, "point": point, "partnership": found})


def complaints(request: HttpRequest) -> HttpResponse:
    form = ComplaintForm(request.POST or None, initial={"about": request.GET.get("about", "")})
    if request.method == "POST" and form.is_valid():
        tell = Person.objects.filter(grants__role=ADMINISTRATOR.slug).values_list("email", flat=True)
        try:
            count_use("complaint", key=address_of(request), most=10, seconds=3600)
        except TooOften:
            form.add_error(None, "That is ten in an hour. Your words are still here: send them a little later.")
        else:
            complain(tell=list(tell), **form.cleaned_data)
            messages.success(request, "Thank you. Somebody reads it within five working days.")
            return redirect("complaints")
    return render(request, "web/complaints.html", {"form": form})


def duties(request: HttpRequest) -> HttpResponse:
    """Show an administrator what was complained of, and the breach log."""
    context = {"complaints": Complaint.objects.all()[:100], "breaches": BreachEntry.objects.all()[:100]}
    return render(request, "web/duties.html", context)


def answer(request: MemberRequest, complaint_id: str) -> HttpResponse:
    complaint = get_object_or_404(Complaint, pk=complaint_id)
    form = AnswerForm(request.POST or None, initial={"answer": complaint.answer})
    if request.method == "POST" and form.is_valid():
        answer_complaint(complaint=complaint, by=request.user.id, **form.cleaned_data)
        messages.success(request, "Answered.")
        return redirect("duties")
    return render(request, "web/answer.html", {"complaint": complaint, "form": form})


def breach(request: MemberRequest) -> HttpResponse:
    form = BreachForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        details = dict(form.cleaned_data)
        enter_breach(found_at=details.pop("found_at"), details=details, by=request.user.id)
        messages.success(request, "Entered in the log.")
        return redirect("duties")
    return render(request, "web/breach.html", {"form": form})
