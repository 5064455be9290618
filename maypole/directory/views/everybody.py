"""What anybody may do with a listing: ask, propose, tell, confirm from a mail."""

import uuid

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from maypole.accounts.models import Person
from maypole.accounts.permissions import MemberRequest, scopes_of
from maypole.accounts.roles import SCHOOL
from maypole.core.grouping import labels_of
from maypole.core.redirects import back_or
from maypole.core.throttle import TooOften, address_of, count_use
from maypole.directory.actions.confirmations import body_of_token
from maypole.directory.actions.enquiries import NobodyToAsk, give_feedback, send_enquiry
from maypole.directory.actions.listings import confirm_listing
from maypole.directory.actions.proposals import (
    NothingProposed,
    accept_proposal,
    propose_change,
    refuse_proposal,
)
from maypole.directory.forms.everybody import (
    DecisionForm,
    EnquiryForm,
    FeedbackForm,
    OfferEnquiryForm,
    ProposalForm,
)
from maypole.directory.models import ChangeProposal, Listing, Offer, School
from maypole.directory.permissions import may_decide
from maypole.directory.presenters.history import changes_in_words
from maypole.directory.queries.bodies import ORGANISATIONS, address_held, body_or_404, holder, listing_of
from maypole.directory.views.kept import kept_or_403

TOO_OFTEN = "You have sent ten messages in an hour. Your words are still here: send them a little later."


def person_id(request: HttpRequest) -> uuid.UUID | None:
    return request.user.id if isinstance(request.user, Person) else None


def enquire(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    body = body_or_404(kind, key)
    form = EnquiryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        details = {name: value for name, value in form.cleaned_data.items() if name != "homepage"}
        try:
            count_use("enquiry", key=address_of(request), most=10, seconds=3600)
            send_enquiry(body=body, by=person_id(request), **details)
        except TooOften:
            form.add_error(None, TOO_OFTEN)
        except NobodyToAsk:
            form.add_error(None, f"We hold no address of {body.name}. Try its website or telephone.")
        else:
            messages.success(request, f"Passed on to {body.name}. The answer comes to your address.")
            return redirect(body)
    context = {"body": body, "form": form, "can_ask": bool(address_held(body))}
    return render(request, "directory/enquire.html", context)


def ask_about_offer(request: HttpRequest, key: str, offer_id: uuid.UUID) -> HttpResponse:
    """Ask about one offer; whoever keeps a school does so for it, and a coordinator for the one in the address."""
    offer = get_object_or_404(Offer.objects.select_related("organisation"), pk=offer_id, state=Offer.State.OPEN)
    body = body_or_404(ORGANISATIONS, key)
    if offer.organisation != body:
        raise Http404
    schools = schools_asked_for(request)
    form = OfferEnquiryForm(request.POST or None, schools=schools, initial=asker(request.user, schools))
    if request.method == "POST" and form.is_valid():
        names = ("sender_name", "sender_email", "message")
        details = {name: form.cleaned_data[name] for name in names}
        try:
            count_use("enquiry", key=address_of(request), most=10, seconds=3600)
            school = form.cleaned_data.get("school")
            send_enquiry(body=body, by=person_id(request), offer=offer, asking_school=school, **details)
        except TooOften:
            form.add_error(None, TOO_OFTEN)
        except NobodyToAsk:
            form.add_error(None, f"We hold no address of {body.name}. Try its website or telephone.")
        else:
            messages.success(request, f"Passed on to {body.name}. The answer comes to your address.")
            return redirect(body)
    context = {"body": body, "offer": offer, "form": form, "can_ask": bool(address_held(body))}
    return render(request, "directory/ask_about_offer.html", context)


def schools_asked_for(request: HttpRequest) -> QuerySet[School]:
    """Return the schools that the reader may ask for: their own, or the one that `school` names in their area."""
    own = School.objects.filter(scope_id__in=scopes_of(request.user, SCHOOL))
    urn = request.GET.get("school", "")
    meant = School.objects.filter(pk=int(urn)).first() if urn.isdecimal() and len(urn) == 6 else None
    if meant is not None and may_decide(request.user, meant):
        return School.objects.filter(pk=meant.pk)
    return own


def asker(person: Person | AnonymousUser, schools: QuerySet[School]) -> dict[str, object]:
    """Return what is known of whoever asks, so that they need not type it."""
    if not isinstance(person, Person):
        return {}
    kept = list(schools[:2])
    known = {"sender_name": person.name, "sender_email": person.email}
    return known | ({"school": kept[0]} if len(kept) == 1 else {})


def tell(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    body = body_or_404(kind, key)
    form = FeedbackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        details = {name: value for name, value in form.cleaned_data.items() if name != "homepage"}
        try:
            count_use("feedback", key=address_of(request), most=10, seconds=3600)
        except TooOften:
            form.add_error(None, TOO_OFTEN)
        else:
            give_feedback(body=body, by=person_id(request), **details)
            messages.success(request, f"Thank you. {body.name} and the coordinator read it. It is not published.")
            return redirect(body)
    return render(request, "directory/tell.html", {"body": body, "form": form})


def propose(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    body = body_or_404(kind, key)
    form = ProposalForm(request.POST or None, instance=listing_of(body) or Listing(**holder(body)))
    if request.method == "POST" and form.is_valid():
        try:
            count_use("proposal", key=address_of(request), most=10, seconds=3600)
            propose_change(
                body=body,
                values=form.values(),
                note=form.cleaned_data["note"],
                proposer_email=form.cleaned_data["proposer_email"],
                by=person_id(request),
            )
        except TooOften:
            form.add_error(None, TOO_OFTEN)
        except NothingProposed:
            form.add_error(None, "Nothing is different yet. Change what is wrong, or say it in words.")
        else:
            messages.success(request, "Thank you. The owner or the coordinator reads it before anything changes.")
            return redirect(body)
    return render(request, "directory/propose.html", {"body": body, "form": form})


def decide_proposal(request: MemberRequest, proposal_id: str) -> HttpResponse:
    """Show what would change, side by side, to the owner or coordinator."""
    proposal = get_object_or_404(ChangeProposal, pk=proposal_id, state=ChangeProposal.State.WAITING)
    named = proposal.school or proposal.organisation
    body = kept_or_403(request, "schools" if proposal.school else "organisations", str(named.pk if named else ""))
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["answer"] == "accept":
            accept_proposal(proposal=proposal, by=request.user.id)
        else:
            refuse_proposal(proposal=proposal, reason=form.cleaned_data["reason"], by=request.user.id)
        messages.success(request, "Decided.")
        return back_or(request, body)
    context = {
        "proposal": proposal,
        "body": body,
        "changes": changes_in_words(proposal.changes, labels_of(ProposalForm)),
        "form": form,
    }
    return render(request, "directory/decide_proposal.html", context)


def confirm_by_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link shows what is said; the button confirms it."""
    try:
        body = body_of_token(token)
    except signing.BadSignature:
        return render(request, "directory/confirm_unusable.html", status=410)
    if request.method == "POST":
        confirm_listing(body=body, by=None)
        messages.success(request, f"Thank you. {body.name} is confirmed today.")
        return redirect(body)
    return render(request, "directory/confirm.html", {"body": body, "listing": listing_of(body)})
