"""Adding, changing, ending and restoring an offer, and pictures."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from maypole.accounts.permissions import MemberRequest
from maypole.core.grouping import labels_of
from maypole.core.redirects import back_or
from maypole.directory.actions.offers import add_offer, change_offer, end_offer, restore_offer
from maypole.directory.actions.photos import add_photo, remove_photo, withdraw_consent
from maypole.directory.forms.owner import OfferForm, PhotoForm
from maypole.directory.models import Offer, Organisation, Photo
from maypole.directory.presenters.history import versions_of
from maypole.directory.queries.bodies import ORGANISATIONS, holder
from maypole.directory.views.kept import kept_or_403


def kept_organisation(request: MemberRequest, key: str) -> Organisation:
    body = kept_or_403(request, ORGANISATIONS, key)
    if not isinstance(body, Organisation):
        raise Http404
    return body


def add(request: MemberRequest, key: str) -> HttpResponse:
    organisation = kept_organisation(request, key)
    form = OfferForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        add_offer(organisation=organisation, details=form.details(), by=request.user.id)
        messages.success(request, "Schools can see it now.")
        return redirect(organisation)
    return render(request, "directory/offer_form.html", {"body": organisation, "form": form, "offer": None})


def change(request: MemberRequest, key: str, offer_id: str) -> HttpResponse:
    organisation = kept_organisation(request, key)
    offer = get_object_or_404(Offer, pk=offer_id, organisation=organisation)
    form = OfferForm(request.POST or None, instance=offer)
    if request.method == "POST" and form.is_valid():
        offer.refresh_from_db()
        change_offer(offer=offer, details=form.details(), by=request.user.id)
        messages.success(request, "Saved.")
        return redirect(organisation)
    context = {"body": organisation, "form": form, "offer": offer, "versions": versions_of(offer, labels_of(OfferForm))}
    return render(request, "directory/offer_form.html", context)


@require_POST
def end(request: MemberRequest, key: str, offer_id: str) -> HttpResponse:
    organisation = kept_organisation(request, key)
    end_offer(offer=get_object_or_404(Offer, pk=offer_id, organisation=organisation), by=request.user.id)
    messages.success(request, "It is no longer shown. Its history is kept.")
    return redirect(organisation)


@require_POST
def restore(request: MemberRequest, key: str, offer_id: str, version: int) -> HttpResponse:
    organisation = kept_organisation(request, key)
    offer = get_object_or_404(Offer, pk=offer_id, organisation=organisation)
    get_object_or_404(offer.history, history_id=version)
    restore_offer(offer=offer, version=version, by=request.user.id)
    messages.success(request, "The earlier version is back.")
    return redirect("offer_change", key=key, offer_id=offer_id)


def photos(request: MemberRequest, kind: str, key: str) -> HttpResponse:
    """Show the pictures of a listing and add one."""
    body = kept_or_403(request, kind, key)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        details = {name: value for name, value in form.cleaned_data.items() if name != "shows_children"}
        add_photo(body=body, by=request.user.id, **details)
        messages.success(request, "The picture is shown. What the camera wrote into the file was taken out.")
        return redirect("listing_photos", kind=kind, key=key)
    pictures = Photo.objects.filter(**{f"listing__{name}": value for name, value in holder(body).items()})
    context = {"body": body, "kind": kind, "key": key, "form": form, "photos": pictures.select_related("consent")}
    return render(request, "directory/photos.html", context)


@require_POST
def take_down_photo(request: MemberRequest, kind: str, key: str, photo_id: str) -> HttpResponse:
    body = kept_or_403(request, kind, key)
    photo = get_object_or_404(Photo, pk=photo_id, **{f"listing__{n}": value for n, value in holder(body).items()})
    if photo.consent is not None:
        withdraw_consent(photo=photo, by=request.user.id)
    else:
        remove_photo(photo=photo, by=request.user.id)
    messages.success(request, "The picture is gone everywhere.")
    return back_or(request, reverse("listing_photos", args=[kind, key]))
