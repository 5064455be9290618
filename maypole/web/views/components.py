"""Every component on one page, in development only, so that a change is seen where it is made."""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from maypole.directory.queries.kinds import KINDS


@dataclass(frozen=True)
class Item:
    """A made-up line of a list: whatever a component asks of it."""

    title: str = ""
    state: str = ""
    label: str = ""
    value: str = ""
    note: str = ""


@dataclass(frozen=True)
class Place:
    kind: str
    kind_title: str
    name: str
    line: str
    detail: str = ""
    path: str = "#places"
    is_pale: bool = False
    source: str = ""


@dataclass(frozen=True)
class Offer:
    title: str
    summary: str
    price: str
    price_note: str
    tags: tuple[str, ...] = ()
    path: str = ""


@dataclass(frozen=True)
class Page:
    previous: str = "#pages"
    next: str = "#pages"
    next_size: int = 20
    first: int = 21
    last: int = 40
    total: int = 106


class SampleForm(forms.Form):
    name = forms.CharField(help_text="As it stands over your door.")
    summary = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)
    pupils = forms.IntegerField(widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    stage = forms.ChoiceField(choices=[("ks1", "Key stage 1"), ("ks2", "Key stage 2")], widget=forms.RadioSelect)
    agrees = forms.BooleanField(label="We have read the safeguarding notes", required=False)


def components(request: HttpRequest) -> HttpResponse:
    if not settings.DEBUG:
        raise Http404
    return render(request, "web/components.html", gallery())


def gallery() -> dict[str, object]:
    """Return what the gallery shows, all of it invented."""
    long_name = "Our Lady of the Meadows and Saint Oswin Catholic Voluntary Academy"
    return {
        "kinds": KINDS,
        "form": SampleForm({"name": "", "pupils": "about forty", "summary": "Typed before, and kept."}),
        "facts": [
            Item(label="Museum Accreditation", value="Full award", note="From the list of 3 March 2026"),
            Item(label="Safeguarding policy", value="Declared by the museum, 12 September 2026"),
        ],
        "steps": [
            Item(title="Choose the file", state="done"),
            Item(title="Look at it", state="here"),
            Item(title="Apply"),
        ],
        "places": [
            Place("museum", "Accredited museum", "Ebsford Museum of Salt and Lace", "Museum · Ebsford", "4 offers"),
            Place(
                "artsmark", "Artsmark school", long_name, "Artsmark school (Gold) · Ebsford · 0.9 km", "Ages 4 to 11"
            ),
            Place("other", "Other culture", "The Paper Kiln", "Other cultural organisation · Coldry", is_pale=True),
        ],
        "offer": Offer("Salt Makers", "Boil brine and weigh what is left.", "£168", "a class", ("Key stage 2",)),
        "page": Page(),
    }
