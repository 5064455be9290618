"""The journey of one school, for its own people and its coordinator, to see and to correct."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from maypole.accounts.permissions import MemberRequest
from maypole.core.redirects import back_or
from maypole.directory.models import School
from maypole.partnerships.permissions import may_see_inside
from maypole.programme.actions import journeys as actions
from maypole.programme.actions.reminding import mail_of, stop_reminders
from maypole.programme.dates import WrongDates
from maypole.programme.forms.journeys import AgainForm, ContactForm, FactsForm, SupporterForm, typed_of, with_one_day
from maypole.programme.models import Contact, Journey, JourneyMail
from maypole.programme.presenters.journeys import journey_page, scheme_links
from maypole.programme.queries.bodies import organisation_names
from maypole.programme.queries.filters import Filters, scheme_of
from maypole.programme.queries.journeys import journey_of_school
from maypole.programme.stages import Scheme, Stage
from maypole.programme.territory import partnership_of
from maypole.programme.views.fetched import school_or_403

Forms = dict[str, forms.Form]
BUTTONS = {"day": "facts", "facts": "facts", "supporter": "supporter", "contact": "contact", "again": "again"}


def scheme_asked(request: MemberRequest) -> Scheme:
    return scheme_of(request.POST.get("scheme") or request.GET.get("scheme", ""))


def school_journey(request: MemberRequest, urn: int) -> HttpResponse:
    """Show a school's journey; a posted form is named by its button, and comes from here or from a line of a list."""
    school, scheme = school_or_403(request, urn), scheme_asked(request)
    journey = Journey.objects.filter(school=school, scheme=scheme).first()
    shown = forms_of(request, scheme, journey)
    name = BUTTONS.get(request.POST.get("button", ""), "")
    if name and shown[name].is_valid() and saved(request, school, scheme, name, shown[name]):
        messages.success(request, f"Saved: {school}.")
        return back_or(request, f"{reverse('school_journey', args=[urn])}?scheme={scheme.value}")
    return render(request, "programme/school_journey.html", context_of(request, school, scheme, shown))


@require_POST
def take_out_contact(request: MemberRequest, urn: int) -> HttpResponse:
    """Delete a note of contact."""
    school, scheme = school_or_403(request, urn), scheme_asked(request)
    number = request.POST.get("contact", "")
    contact = get_object_or_404(
        Contact, pk=int(number) if number.isdecimal() else 0, journey__school=school, journey__scheme=scheme
    )
    actions.take_out_contact(contact=contact, by=request.user.id)
    messages.success(request, "Taken out.")
    return redirect(f"{reverse('school_journey', args=[urn])}?scheme={scheme.value}")


def forms_of(request: MemberRequest, scheme: Scheme, journey: Journey | None) -> Forms:
    """Return the forms, the one whose button was pressed filled with what was typed."""
    button, posted = request.POST.get("button", ""), request.POST
    facts = with_one_day(journey, posted.dict()) if button == "day" else posted if button == "facts" else None
    supporter = {
        "who": actions.supporter_in_words(journey) if journey else "",
        "since": journey.supported_since if journey else None,
    }
    return {
        "facts": FactsForm(facts, scheme=scheme, initial=typed_of(journey)),
        "supporter": SupporterForm(posted if button == "supporter" else None, initial=supporter),
        "contact": ContactForm(
            posted if button == "contact" else None, initial={"on": timezone.localdate()}, auto_id="contact_%s"
        ),
        "again": AgainForm(posted if button == "again" else None, auto_id="again_%s"),
    }


def saved(request: MemberRequest, school: School, scheme: Scheme, name: str, form: forms.Form) -> bool:
    """Do what a form says; where its dates cannot be so, say it at the field and return False."""
    about: dict[str, Any] = {"school": school, "scheme": scheme, "by": request.user.id, "now": timezone.localtime()}
    act: Callable[..., object] = {
        "facts": lambda **said: actions.enter_facts(facts=said, **about),
        "supporter": lambda **said: actions.name_supporter(**said, **about),
        "contact": lambda **said: actions.note_contact(**said, **about),
        "again": lambda **said: actions.register_again(**said, **about),
    }[name]
    try:
        act(**form.cleaned_data)
    except WrongDates as error:
        form.add_error(error.field, str(error))
        return False
    return True


def context_of(request: MemberRequest, school: School, scheme: Scheme, shown: Forms) -> dict[str, object]:
    today = timezone.localdate()
    one = journey_of_school(school, scheme, today)
    partnership = partnership_of(school)
    return {
        "school": school,
        "page": journey_page(one, today),
        "schemes": scheme_links(Filters(scheme)),
        "forms": shown,
        "may_begin_again": one.stage in (Stage.AWARDED, Stage.LAPSED) and one.dates.has_any,
        "partnership": partnership if partnership and may_see_inside(request.user, partnership) else None,
        "organisations": organisation_names(partnership) if partnership else [],
    }


@csrf_exempt
def stop_mail(request: MemberRequest, token: str) -> HttpResponse:
    """Stop the reminders of a journey: one press, no account. Mail programmes post without a form of ours."""
    try:
        mail = mail_of(token)
    except JourneyMail.DoesNotExist:
        return render(request, "programme/stop.html", {"mail": None}, status=404)
    if request.method == "POST":
        stop_reminders(mail=mail, now=timezone.now())
    return render(request, "programme/stop.html", {"mail": mail})
